import { expect, it } from 'vitest';
import { cachePolicies } from '../../src/loaders/cache-policies.js';

it('gives out no more memory than there is, and some of it to every kind of answer', () => {
  const shares = Object.values(cachePolicies).map(({ share }) => share);
  expect(Math.min(...shares)).toBeGreaterThan(0);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
});
