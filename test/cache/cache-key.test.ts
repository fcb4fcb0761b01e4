import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinKey } from '../../src/cache/cache-key.js';

/** Any text that JSON can hold: also with halves of surrogate pairs. */
const part = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\ud800', '\udfff', '"', '\\', '|', '%', 'a', 'ø') }),
  fc.constantFrom('\ud800', '"\\ud800"', '%22%5Cud800%22', '"%22%5Cud800%22'),
);

const parts = fc.array(part, { minLength: 1, maxLength: 3 });

it('keys are the same for the same parts only, whatever these hold', () => {
  expect(joinKey('a', '\ud800')).not.toBe(joinKey('a', '\udfff'));
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const areSame = one.length === other.length && one.every((text, index) => text === other[index]);
      expect(joinKey(...one) === joinKey(...other)).toBe(areSame);
    }),
    { numRuns: 2_000, seed: 11 },
  );
});
