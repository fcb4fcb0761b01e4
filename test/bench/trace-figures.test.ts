import { expect, test } from 'vitest';
import { traceText } from './print.ts';
import { queries } from './queries.ts';
import { traceRow, wholeBatches } from './trace-figures.ts';

const pairsOf = (more: number) =>
  // The machine becomes slower, and each pair with it.
  Array.from({ length: 20 }, (_, index) => ({
    without: 100 + index,
    withTraces: (100 + index) * (1 + more),
  }));
const rows = [traceRow(0, pairsOf(0)), traceRow(1, pairsOf(0.01)), traceRow(100, pairsOf(0.06))];

test('turns are compared with their neighbours, and the middle is told with where it may lie', () => {
  const { recorded, cpuUs, moreUs, ratio } = traceRow(100, [
    ...pairsOf(0.06),
    // Somebody else used the machine.
    { without: 110, withTraces: 900 },
  ]);
  expect([recorded, cpuUs]).toEqual([100, 110]);
  expect(ratio.median).toBeCloseTo(1.06);
  expect(ratio.from).toBeCloseTo(1.06);
  expect(ratio.to).toBeCloseTo(1.06);
  expect(moreUs.median).toBeCloseTo(6.6);
  expect(moreUs.from).toBeLessThan(6.6);
  expect(moreUs.to).toBeGreaterThan(6.6);
});

test('a turn has whole batches, and a batch whole requests', () => {
  expect(wholeBatches(2_048, 2, 100)).toEqual({ requests: 1_024, batchSize: 2_048 });
  expect(wholeBatches(2_048, 3, 100)).toEqual({ requests: 682, batchSize: 2_046 });
  expect(wholeBatches(2_048, 2, 5_000)).toEqual({ requests: 5_120, batchSize: 2_048 });
});

test('the targets are told for the query that they are for', () => {
  const [query] = queries.filter(({ name }) => name === 'Q3');
  const [small] = queries.filter(({ name }) => name === 'Q6');
  if (query === undefined || small === undefined) throw new Error('no such queries');
  expect(traceText({ query, mode: 'plain', rows }).match(/\((?:NOT )?met\)/g)).toEqual([
    '(met)',
    '(NOT met)',
  ]);
  expect(traceText({ query: small, mode: 'plain', rows })).not.toContain('met)');
});
