import { afterAll, expect, it } from 'vitest';
import { stopAll } from '../bench/processes.ts';
import { subjects } from '../bench/subjects.ts';
import { runSoak, soakText } from './soak.ts';

/** What requests leave behind would be far beyond it: a kilobyte of each is a tenth of the heap within these seconds. */
const MOST_GROWTH = 0.4;

afterAll(stopAll);

// In so short a time what is kept still comes and goes by more than what is looked for: so here nothing is.
it('the heap is flat at half of what a server can take', { timeout: 120_000 }, async () => {
  const steps: string[] = [];
  const result = await runSoak({ seconds: 8 }, (step) => steps.push(step), subjects.joined);
  expect(steps).toHaveLength(11);
  expect(result.answered).toBeGreaterThan(100);
  expect(result.growth, soakText(result)).toBeLessThan(MOST_GROWTH);
});
