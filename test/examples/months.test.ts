import { expect, it } from 'vitest';
import { datesOf, monthBehind, monthOf } from '../../docs/examples/merchant-dashboard/src/close/months.js';

it('months are those of the clock in Oslo, which is ahead of UTC', () => {
  expect(monthOf(new Date('2026-09-30T21:59:59Z'))).toBe('2026-09');
  expect(monthOf(new Date('2026-09-30T22:00:00Z'))).toBe('2026-10');
  expect(monthOf(new Date('2026-12-31T23:00:00Z'))).toBe('2027-01');
});

it('months have their own number of days, and others before and behind them', () => {
  expect(datesOf('2028-02')).toStrictEqual({ from: '2028-02-01', to: '2028-02-29' });
  expect(datesOf('2026-11')).toStrictEqual({ from: '2026-11-01', to: '2026-11-30' });
  expect(monthBehind('2026-12', 1)).toBe('2027-01');
  expect(monthBehind('2027-01', -1)).toBe('2026-12');
});
