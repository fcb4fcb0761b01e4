import { afterAll, expect, it } from 'vitest';
import { stopAll } from '../bench/processes.ts';
import { subjects } from '../bench/subjects.ts';
import { runSoak, soakText } from './soak.ts';

/** What requests leave behind would be far beyond it: a leak of 24 kB in each takes 200 MB in half of this time. */
const MOST_GROWTH = 1.4;

afterAll(stopAll);

// In so short a time what is kept still comes and goes by more than what is looked for: so here nothing is.
it('the heap is flat at half of what a server can take', { timeout: 120_000 }, async () => {
  const steps: string[] = [];
  const result = await runSoak({ seconds: 8 }, (step) => steps.push(step), subjects.joined);
  expect(steps).toHaveLength(11);
  expect(result.answered).toBeGreaterThan(100);
  // What is in flight just then weighs much in so short a time: the least of a half is without it.
  const [first, second] = [result.heapMb.slice(1, 6), result.heapMb.slice(6)];
  expect(Math.min(...second) / Math.min(...first), soakText(result)).toBeLessThan(MOST_GROWTH);
});
