import { expect, it, vi } from 'vitest';
import { bodySamples } from './hostile-bodies.ts';
import { readHostileOptions, sampleNames } from './hostile-options.ts';
import { hostileSamples } from './hostile-samples.ts';

it('sends everything unless told otherwise', () => {
  expect(readHostileOptions([])).toEqual({
    samples: sampleNames,
    sizes: 3,
    tries: 3,
    timeoutMs: 20_000,
    json: false,
  });
});

it('sends single samples and all of a kind', () => {
  expect(readHostileOptions(['--only', '2-related,7', '--timeout', '5', '--json'])).toMatchObject({
    samples: ['2-related', '7-aliases', '7-deep', '7-lists'],
    timeoutMs: 5_000,
    json: true,
  });
});

it.each([
  ['--only', 'Q1', '--only: Q1 is none of 1-'],
  ['--timeout', '0', '--timeout: 0 is not a number from 1 to 600.'],
  ['--sizes', '4', '--sizes: 4 is not a number from 1 to 3.'],
])('refuses %s %s', (option, value, message) => {
  expect(() => readHostileOptions([option, value])).toThrow(message);
});

it('prints its help, and that is all', () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(readHostileOptions(['--help'])).toBeUndefined();
  expect(print.mock.calls.join('')).toContain(sampleNames.join(', '));
  print.mockRestore();
});

it('has samples of every kind, with sizes that grow, within the body that the server takes', () => {
  const all = [...hostileSamples, ...bodySamples];
  expect([...new Set(all.map(({ name }) => name[0]))].sort()).toEqual([...'123456789']);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  for (const { name, sizes } of all)
    expect(
      [...sizes].sort((a, b) => a - b),
      name,
    ).toEqual(sizes);
  for (const { name, sizes, request } of hostileSamples)
    for (const size of sizes) expect(Buffer.byteLength(request(size).body), name).toBeLessThan(4_194_304);
});
