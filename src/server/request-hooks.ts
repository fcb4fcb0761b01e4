import type { GraphQLError } from 'graphql';
import type { LoggedCaller } from '../callers/logged-caller.js';
import type { CodeCounts } from '../errors/code-of.js';
import type { WorkDone } from '../http/WorkDone.js';
import type { OperationCost } from '../query-limits/operation-cost.js';

/** By which executor a request was answered. */
export type ExecutionPath = 'compiled' | 'apollo';

export interface StartedRequest {
  readonly requestId: string;
}

export interface ExecutedOperation {
  /** Of the request that it was executed for. Equal requests in flight share one execution. */
  readonly requestId: string;
  readonly path: ExecutionPath;
  /** Name of the operation. */
  readonly name: string | undefined;
  readonly kind: string | undefined;
  /** From the request until its response is complete: to the end of its execution where the compiled path answers. */
  readonly ms: number;
  readonly errors: number;
}

export interface AnsweredRequest extends ExecutedOperation {
  /** Where its response is from: an execution for this request, one that others began, or the response cache. */
  readonly source: 'execution' | 'shared execution' | 'response cache';
  /** The caller left before there was a response. */
  readonly left: boolean;
  /** Who asked, where callers or tenants are told apart. */
  readonly asker: LoggedCaller | undefined;
  /** The trace that it belongs to, where its caller said so. */
  readonly traceId: string | undefined;
  /** What its operation asks for at most, where that is known. */
  readonly cost: OperationCost | undefined;
  /** How many of the errors are of each code, of those that were told; undefined = there are none. */
  readonly codes: CodeCounts | undefined;
  /** A subscription of which an event was answered without an error, however it has ended. */
  readonly isProven?: true;
  /** No GraphQL request was found in it: `failed` was not told of its error. */
  readonly isUnread?: true;
  /** What was done for it, until it was answered; undefined = nothing, as where others have done all. */
  readonly work: WorkDone | undefined;
}

/** The way on which a request was answered, in one word. */
export type PathTaken = ExecutionPath | 'joined' | 'cached';

const TAKEN = { 'shared execution': 'joined', 'response cache': 'cached' } as const;

/** The way on which a request was answered. */
export function pathTaken({ path, source }: Pick<AnsweredRequest, 'path' | 'source'>): PathTaken {
  return source === 'execution' ? path : TAKEN[source];
}

export interface FailedOperation {
  readonly requestId: string;
  readonly traceId?: string | undefined;
  /** As they were thrown: before they are worded for the caller. */
  readonly errors: readonly GraphQLError[];
}

/**
 * What the server tells of each request to the graph, whichever executor answers it. Called in this order, in the turn in
 * which it happens: keep it short, and throw nothing. Plugins of Apollo Server see only what the Apollo path serves.
 */
export interface RequestHooks {
  /** A request came in. */
  readonly started?: (request: StartedRequest) => void;
  /** An operation failed, in part or as a whole: for each execution or refusal with errors. */
  readonly failed?: (failure: FailedOperation) => void;
  /**
   * An operation was executed or refused: once for all requests that share it. Not told of one that all callers have left,
   * and of requests that no GraphQL request is found in, such as those whose body is no JSON.
   */
  readonly executed?: (operation: ExecutedOperation) => void;
  /** A request has got its response, or has left: once for each that has started. */
  readonly answered?: (request: AnsweredRequest) => void;
}

/** Several hooks as one. */
export function combineHooks(all: readonly RequestHooks[]): Required<RequestHooks> {
  return {
    started: combine(all.map((hooks) => hooks.started)),
    failed: combine(all.map((hooks) => hooks.failed)),
    executed: combine(all.map((hooks) => hooks.executed)),
    answered: combine(all.map((hooks) => hooks.answered)),
  };
}

function combine<T>(some: readonly (((told: T) => void) | undefined)[]): (told: T) => void {
  const [first, ...others] = some.filter((hook) => hook !== undefined);
  if (first === undefined) return () => undefined;
  if (others.length === 0) return first;
  return (told) => {
    first(told);
    for (const hook of others) hook(told);
  };
}
