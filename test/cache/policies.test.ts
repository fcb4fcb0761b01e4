import { expect, it } from 'vitest';
import type { CachePolicy } from '../../src/cache/policy.js';
import { cachePolicies } from '../../src/loaders/cache-policies.js';
import { enturCachePolicies } from '../../src/loaders/entur/cache-policies.js';

const all: readonly (readonly [string, Readonly<Record<string, CachePolicy>>])[] = [
  ['vipps', cachePolicies],
  ['entur', enturCachePolicies],
];

it.each(all)(
  '%s gives out no more memory than there is, and some of it to every kind of answer',
  (_name, policies) => {
    const shares = Object.values(policies).map(({ share }) => share);
    expect(Math.min(...shares)).toBeGreaterThan(0);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
  },
);

it.each(all)('%s shows nothing for longer than an hour after its time', (_name, policies) => {
  for (const [name, policy] of Object.entries(policies))
    expect(policy.staleOnError, name).toBeLessThanOrEqual(3_600);
});

it('shows nothing old of feeds, which must be complete', () => {
  for (const [name, policy] of Object.entries(cachePolicies))
    if ('open' in policy) expect([policy.staleWhileRevalidate, policy.staleOnError], name).toEqual([0, 0]);
});
