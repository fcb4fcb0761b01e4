import type { CachePolicy } from '../../cache/policy.js';
import type { EnturApi } from '../../clients/entur/apis.js';

/** How long answers of Entur are kept; the README shows the same, and a test compares the two. */
export const enturCachePolicies = {
  enturOrder: {
    api: 'orders',
    fresh: 10,
    staleWhileRevalidate: 0,
    staleOnError: 60,
    negative: 5,
    open: 0,
    share: 0.3,
    why: 'A change reopens a confirmed order at any time; one that is no longer, or not yet, confirmed is asked for anew.',
  },
} as const satisfies Record<string, CachePolicy & { readonly api: EnturApi }>;

export type EnturCachedResource = keyof typeof enturCachePolicies;
