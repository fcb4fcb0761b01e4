import { expect, it } from 'vitest';
import { Tally } from './simulate-tally.ts';

const result = { seed: 1, operations: 60, answered: 40, isStuck: false, traceHash: '', trace: '' };

it('tells how far seeds are, how fast, and what they took', () => {
  const tally = new Tally(10, 1_000);
  tally.add({ result: { ...result, violations: [] }, processorMs: 150, memoryBytes: 600e6 });
  tally.add({ result: { ...result, violations: ['wrong'] }, processorMs: 250, memoryBytes: 500e6 });
  expect(tally.progress(3_000)).toBe('2 of 10 seeds, 1.0 a second, 8 s to go; 1 found something wrong');
  expect(tally.summary(3_000)).toBe(
    '2 seeds in 2.0 s: 120 operations, 80 with data; 1 seeds found something wrong\n' +
      '0.200 s of processor time a seed; 600 MB of memory at most in a process\n',
  );
});
