import { expect, test } from 'vitest';
import { middleOf } from './figures.ts';
import { tokenText } from './print.ts';
import { queries } from './queries.ts';

test('the middle of figures comes with the ranks between which the true one lies', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => (index * 37) % 100);
  expect(middleOf(hundred)).toEqual({ median: 50, from: 40, to: 59 });
  expect(middleOf([3])).toEqual({ median: 3, from: 3, to: 3 });
});

test('what is printed of a token says both what it costs in all and beyond the reading of its header', () => {
  const [query] = queries;
  if (query === undefined) throw new Error('there are no queries');
  const ratio = { median: 1.08, from: 1.06, to: 1.1 };
  const readingUs = { median: 2, from: 1, to: 3 };
  expect(tokenText({ query, mode: 'kept', cpuUs: 40, ratio, readingUs, restRatio: 1.03 })).toBe(
    '\nQ1, kept, with a token, target at most 5 % more processor time than without\n' +
      '  without 40.0 us; with 1.080 of it (19 of 20: 1.060 to 1.100)\n' +
      "  the header's reading aside, 2.0 us (19 of 20: 1.0 to 3.0): 1.030 (met)\n",
  );
});
