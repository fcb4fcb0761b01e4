import type { ResponseTrace } from '../cache/ResponseCache.js';
import type { AnswerLifetime } from '../router-cache/AnswerLifetime.js';
import type { ExecutionUsage } from './metered-schema.js';
import type { MediaType } from './negotiation.js';
import type { ExecutedOperation } from './request-hooks.js';
import type { RequestScope } from './request-scope.js';

/** A request that Apollo Server answers. */
export class ApolloRequest {
  /** Undefined where Apollo Server found no GraphQL request in it. */
  executed: ExecutedOperation | undefined;
  /** What its execution makes; undefined before it. */
  usage: ExecutionUsage | undefined;
  /** How many errors there were, told or not. */
  errorCount = 0;
  /** What its answer is made from, where a router may keep that. */
  reads: ResponseTrace | undefined;
  /** For how long it may; undefined = not at all. */
  lifetime: AnswerLifetime | undefined;

  constructor(
    readonly scope: RequestScope,
    /** Of its response. */
    readonly mediaType: MediaType,
    /** The caller has chosen this way, which costs more for the same answer. */
    readonly isChosen: boolean,
  ) {}
}

/** What Apollo Server copies for its resolvers and plugins. */
export interface ApolloContext {
  readonly request: ApolloRequest;
}
