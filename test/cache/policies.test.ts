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
