import { expect, it } from 'vitest';
import { cachePolicies } from '../../src/loaders/cache-policies.js';

it('gives out no more memory than there is, and some of it to every kind of answer', () => {
  const shares = Object.values(cachePolicies).map(({ share }) => share);
  expect(Math.min(...shares)).toBeGreaterThan(0);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
});

it('shows nothing old of feeds, which must be complete, and nothing for longer than an hour after its time', () => {
  for (const [name, policy] of Object.entries(cachePolicies)) {
    expect(policy.staleOnError, name).toBeLessThanOrEqual(3_600);
    if ('open' in policy) expect([policy.staleWhileRevalidate, policy.staleOnError], name).toEqual([0, 0]);
  }
});
