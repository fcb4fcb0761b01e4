/** What a document may look like: judged before the rules of GraphQL, some of which compare everything with everything. */
export interface DocumentLimits {
  readonly maxTokens: number;
  readonly maxDepth: number;
  /** Fields of a root type in one operation. */
  readonly maxRootFields: number;
  /** Aliases of a document. */
  readonly maxAliases: number;
  /** Directives as they stand in a document. */
  readonly maxDirectives: number;
}

/** What an operation may ask for, and what may be made for it. */
export interface CostLimits {
  readonly maxItems: number;
  readonly maxValues: number;
  readonly maxChanges: number;
  /** Entities that a gateway asks for in one request. */
  readonly maxRepresentations: number;
}

/** All limits of a request that can be told before and while it is executed. */
export interface QueryLimits extends DocumentLimits, CostLimits {
  /** Of the response. */
  readonly maxBytes: number;
}
