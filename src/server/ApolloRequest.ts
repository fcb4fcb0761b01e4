import type { ResponseTrace } from '../cache/ResponseCache.js';
import type { AnswerLifetime } from '../router-cache/AnswerLifetime.js';
import type { ExecutionUsage } from './metered-schema.js';
import type { MediaType } from './negotiation.js';
import type { AnsweredRequest, ExecutedOperation } from './request-hooks.js';
import type { RequestScope } from './request-scope.js';

/** A request that Apollo Server answers. */
export class ApolloRequest {
  /** Undefined where Apollo Server found no GraphQL request in it. */
  executed: ExecutedOperation | undefined;
  /** Its operation, once it was found. */
  operation: { readonly name: string | undefined; readonly kind: string } | undefined;
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

  /** What has become of it. @param status of its response: all that is known of a request that holds no GraphQL request */
  outcome(status: number): Omit<ExecutedOperation, 'ms'> & Pick<AnsweredRequest, 'codes' | 'isUnread'> {
    const { scope, operation, executed } = this;
    if (executed !== undefined) return { ...executed, codes: scope.codes };
    const { name, kind } = operation ?? { name: undefined, kind: undefined };
    const code = status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
    const found = { requestId: scope.id, path: 'apollo', name, kind } as const;
    // Its caller has left while it was executed.
    if (operation !== undefined) return { ...found, errors: 0, codes: undefined };
    // It was told of before where something else went wrong.
    return {
      ...found,
      errors: 1,
      codes: { [code]: 1 },
      ...(scope.codes === undefined && { isUnread: true }),
    };
  }
}

/** What Apollo Server copies for its resolvers and plugins. */
export interface ApolloContext {
  readonly request: ApolloRequest;
}
