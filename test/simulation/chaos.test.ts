import { afterAll, expect, it } from 'vitest';
import { runChaos } from './chaos.ts';
import { killAll } from './processes.ts';
import { resultText } from './result.ts';

afterAll(killAll);

// Everything that a long run does, with fewer faults: what it finds there must be nothing.
it(
  'a short run goes through faults, incidents and upheavals, and finds nothing wrong',
  { timeout: 240_000 },
  async () => {
    const steps: string[] = [];
    const options = { seconds: 6, seed: 7, rate: 25, faults: 0.3, json: false, redis: false, soak: false };
    const result = await runChaos(options, (step) => steps.push(step.trim()));
    expect(result.faults, resultText(result)).toEqual({
      untrue: [],
      duplicates: [],
      lost: [],
      wrong: [],
      unanswered: [],
      crashes: [],
    });
    expect(steps).toEqual(
      expect.arrayContaining([
        'the sandbox restarts',
        'a burst of 429',
        'tokens revoked',
        'Redis hangs',
        'a worker is killed',
        'all workers are new',
        'Redis restarts, with nothing in it',
      ]),
    );
    const { reads, changes } = result;
    // A walk through pages is one operation and several reads.
    expect(reads.total + changes.total).toBeGreaterThanOrEqual(140);
    expect(changes.success).toBeGreaterThan(10);
    expect(reads.full).toBeGreaterThan(0.5);
    expect(reads.codes).not.toHaveProperty('INTERNAL_SERVER_ERROR');
  },
);
