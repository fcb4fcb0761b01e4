import { GraphQLError, type GraphQLErrorOptions } from 'graphql';
import type { ErrorCode } from '../errors/codes.js';
import { GraphError } from '../errors/GraphError.js';
import type { LimitName } from '../errors/limits.js';
import { MAX_FAILURES, type Excess } from '../executor/limits.js';
import type { Deadline } from '../http/deadline.js';
import type { LimitFault, QueryLimits } from '../query-limits/limits.js';

const BAD_REQUEST = { status: 400 };

/** A request that is refused before anything is resolved, by a rule of ours. */
export function refusal(code: ErrorCode, message: string): GraphQLError {
  return refusalOf(new GraphError(code, message));
}

/** The same of what asks for too much. */
export function excessive({ limit, message }: LimitFault): GraphQLError {
  return refusalOf(new GraphError('COST_LIMIT_EXCEEDED', message, { limit }));
}

/** The same for an error that says more. */
export function refusalOf(error: GraphError): GraphQLError {
  const { code, message } = error;
  return new GraphQLError(message, { originalError: error, extensions: { code, http: BAD_REQUEST } });
}

/** The same by a rule of GraphQL. */
export function protocolRefusal(
  code: 'BAD_USER_INPUT' | 'GRAPHQL_VALIDATION_FAILED',
  message: string,
  place: Pick<GraphQLErrorOptions, 'nodes' | 'source' | 'positions'>,
  limit?: LimitName,
): GraphQLError {
  return new GraphQLError(message, {
    ...place,
    extensions: { code, http: BAD_REQUEST, ...(limit !== undefined && { limit }) },
  });
}

/** An execution that came to one of its limits: nothing of it is answered. */
export function excessError(excess: Excess, limits: QueryLimits): GraphQLError {
  const message = `${wordsOf(excess, limits)} Ask for smaller pages, fewer fields or less nesting.`;
  const limit = LIMIT_OF[excess];
  return new GraphQLError(message, {
    originalError: new GraphError('COST_LIMIT_EXCEEDED', message, { limit }),
  });
}

const LIMIT_OF: Readonly<Record<Excess, LimitName>> = {
  'asked items': 'QUERY_MAX_NODES',
  items: 'QUERY_MAX_NODES',
  values: 'QUERY_MAX_VALUES',
  bytes: 'QUERY_MAX_RESPONSE_BYTES',
  failures: 'fixed',
  time: 'REQUEST_TIMEOUT_MS',
};

/** Work that its deadline has cut short may still be answered for so long, with what came in time. */
const GRACE_MS = 1_000;

/** True when not even the answer to what came in time has time left. */
export function isOverdue(deadline: Deadline): boolean {
  return deadline.remainingMs() < -GRACE_MS;
}

function wordsOf(excess: Excess, { maxItems, maxValues, maxBytes }: QueryLimits): string {
  switch (excess) {
    case 'asked items':
      return `The query asks for more than ${maxItems} items, by what its lists hold.`;
    case 'items':
      return `The answer has more than ${maxItems} items in its lists.`;
    case 'values':
      return `The answer has more than ${maxValues} values.`;
    case 'bytes':
      return `The answer is longer than ${maxBytes} bytes.`;
    case 'failures':
      return `The answer has more than ${MAX_FAILURES} fields that failed.`;
    case 'time':
      return 'The answer could not be put together in the time of a request.';
  }
}
