import { expect, it, vi } from 'vitest';
import { mutants } from './mutants.ts';
import { readSimulateOptions } from './simulate-options.ts';

it('plays a thousand seeds unless told otherwise', () => {
  expect(readSimulateOptions([])).toMatchObject({ first: 1, seeds: 1_000, trace: false, mutants: undefined });
  expect(readSimulateOptions(['--from', '7', '--seeds', '20', '--processes', '3'])).toMatchObject({
    first: 7,
    seeds: 20,
    processes: 3,
  });
  expect(readSimulateOptions(['--seed', '17', '--trace'])).toMatchObject({
    first: 17,
    seeds: 1,
    trace: true,
    processes: 1,
  });
});

it('plants all faults, or those that are named', () => {
  const name = mutants[0]?.name ?? '';
  expect(readSimulateOptions(['--mutants'])).toMatchObject({ mutants: [''] });
  expect(readSimulateOptions(['--mutant', name])).toMatchObject({ mutants: [name] });
});

it.each([
  ['--seeds', '1.5'],
  ['--seeds', '0'],
  ['--from', '0.5'],
  ['--from', '-1'],
  ['--seed', '1e3'],
  ['--seed', ''],
  ['--processes', '2.5'],
])('refuses %s %s', (option, value) => {
  expect(() => readSimulateOptions([`${option}=${value}`])).toThrow(
    `${option}: ${value} is not a whole number from`,
  );
});

it.each([
  [['--mutant', 'no such fault'], '--mutant: no planted fault has "no such fault" in its name.'],
  [['--seed', '1', '--seeds', '2'], '--seed is one alone'],
  [['--seed', '1', '--from', '2'], '--seed is one alone'],
  [['--trace', '--mutants'], '--trace is of stories without planted faults'],
  [['--trace', '--mutant', 'breaker'], '--trace is of stories without planted faults'],
])('refuses %j', (args, message) => {
  expect(() => readSimulateOptions(args)).toThrow(message);
});

it('prints its help, and that is all', () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(readSimulateOptions(['--help'])).toBeUndefined();
  expect(print.mock.calls.join('')).toMatch(/^npm run simulate[\s\S]*--mutant/);
  print.mockRestore();
});
