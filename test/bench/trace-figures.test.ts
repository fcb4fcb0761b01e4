import { expect, test } from 'vitest';
import { traceText } from './print.ts';
import { queries } from './queries.ts';
import { traceRows, type TraceTurns } from './trace-figures.ts';

const turnsOf = (...cpuUs: readonly number[]) =>
  cpuUs.map((us) => ({ cpuUs: us, perSecond: 10_000 / us, answerBytes: 500 }));
const all: readonly TraceTurns[] = [
  { recorded: undefined, turns: turnsOf(100, 900, 99, 101) },
  { recorded: 0, turns: turnsOf(102, 103, 102, 500) },
  { recorded: 1, turns: turnsOf(104, 104, 103, 900) },
  { recorded: 100, turns: turnsOf(110, 109, 111, 900) },
];

test('what is recorded is compared with what is not, at one server and with one that sends nothing', () => {
  const rows = traceRows(all);
  expect(rows.map(({ cpuUs }) => cpuUs)).toEqual([100, 102, 104, 110]);
  expect(rows.map(({ ratio }) => ratio)).toEqual([1, 1.02, 1.04, 1.1]);
  expect(rows.map(({ atOneServer }) => atOneServer)).toEqual([Number.NaN, 1, 104 / 102, 110 / 102]);
});

test('the targets are told for the query that they are for', () => {
  const [query] = queries.filter(({ name }) => name === 'Q3');
  const [small] = queries.filter(({ name }) => name === 'Q6');
  if (query === undefined || small === undefined) throw new Error('no such queries');
  const rows = traceRows(all);
  expect(traceText({ query, mode: 'plain', rows }).match(/\((?:NOT )?met\)/g)).toEqual([
    '(met)',
    '(NOT met)',
  ]);
  expect(traceText({ query: small, mode: 'plain', rows })).not.toContain('met)');
});
