import { afterAll, expect, it } from 'vitest';
import { stopAll } from '../bench/processes.ts';
import { subjects } from '../bench/subjects.ts';
import { isFlat, runSoak, soakText } from './soak.ts';

afterAll(stopAll);

// In so short a time what is kept still comes and goes by more than what is looked for: so here nothing is.
it('the heap is flat at half of what a server can take', { timeout: 120_000 }, async () => {
  const steps: string[] = [];
  const result = await runSoak({ seconds: 8 }, (step) => steps.push(step), subjects.joined);
  expect(steps).toHaveLength(11);
  expect(result.answered).toBeGreaterThan(100);
  expect(isFlat(result), soakText(result)).toBe(true);
});
