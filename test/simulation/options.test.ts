import { expect, it, vi } from 'vitest';
import { readOptions } from './options.ts';
import { quantile } from './result.ts';

const plain = { json: false, redis: false, soak: false };

it('runs for three minutes unless told otherwise', () => {
  expect(readOptions([])).toEqual({ seconds: 180, seed: 1, rate: 50, faults: 1, ...plain });
  expect(readOptions(['--soak'])).toMatchObject({ seconds: 600, soak: true });
  expect(readOptions(['--seconds', '8', '--seed', '3', '--rate', '20', '--faults', '0.5', '--json'])).toEqual(
    {
      seconds: 8,
      seed: 3,
      rate: 20,
      faults: 0.5,
      ...plain,
      json: true,
    },
  );
});

it.each([
  ['--seconds', '0'],
  ['--rate', 'many'],
  ['--faults', '3'],
])('refuses %s %s', (option, value) => {
  expect(() => readOptions([option, value])).toThrow(`${option}: ${value} is not a number from`);
});

it('prints its help, and that is all', () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(readOptions(['--help'])).toBeUndefined();
  expect(print.mock.calls.join('')).toMatch(/^npm run chaos[\s\S]*--seed/);
  print.mockRestore();
});

it('knows the values that parts of all do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([0.5, 0.95, 0.99, 1].map((part) => quantile(hundred, part))).toEqual([50, 95, 99, 100]);
  expect(quantile([7], 0.99)).toBe(7);
});
