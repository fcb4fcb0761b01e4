import { expect, it } from 'vitest';
import { ShortNames } from '../../src/cache/ShortNames.js';

it('gives equal texts one name, and no name twice, also not when it has forgotten a text', () => {
  const names = new ShortNames();
  const first = names.of('acme');
  expect(names.of('acme')).toBe(first);
  const others = Array.from({ length: 25_000 }, (_, index) => names.of(`tenant ${index}`));
  expect(new Set([first, ...others, names.of('acme')]).size).toBe(25_002);
});
