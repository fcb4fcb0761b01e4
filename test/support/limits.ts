import type { QueryLimits } from '../../src/query-limits/limits.js';

/** Limits that nothing in a test comes to, but for those that it names. */
export function limitsWith(some: Partial<QueryLimits> = {}): QueryLimits {
  return {
    maxTokens: 5_000,
    maxDepth: 15,
    maxRootFields: 100,
    maxAliases: 1_000,
    maxDirectives: 100,
    maxItems: 1e9,
    maxValues: 1e9,
    maxBytes: 1e9,
    maxChanges: 0,
    maxRepresentations: 1_000,
    ...some,
  };
}
