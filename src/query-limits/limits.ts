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

/** A limit by its setting; `fixed` stands for those without one. */
export type QueryLimitName =
  | 'QUERY_MAX_ALIASES'
  | 'QUERY_MAX_CHANGES'
  | 'QUERY_MAX_DEPTH'
  | 'QUERY_MAX_DIRECTIVES'
  | 'QUERY_MAX_NODES'
  | 'QUERY_MAX_REPRESENTATIONS'
  | 'QUERY_MAX_ROOT_FIELDS'
  | 'QUERY_MAX_VALUES'
  | 'fixed';

/** What is too much of a request. */
export interface LimitFault {
  readonly limit: QueryLimitName;
  /** A sentence that says how to mend it. */
  readonly message: string;
}
