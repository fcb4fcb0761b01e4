import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { GraphError } from './GraphError.js';
import { protocolCode } from './protocol-code.js';

/** Our own error behind what GraphQL made of it: thrown by a resolver, or before any was run. */
export function ownError(error: unknown): GraphError | undefined {
  const original = unwrapResolverError(error);
  const own = original instanceof GraphQLError ? original.originalError : original;
  return own instanceof GraphError ? own : undefined;
}

/**
 * The only exit for errors. Ours keep their code and written message; the GraphQL protocol's own pass; anything
 * else becomes one neutral sentence with the request id, so that no path, host, query or stack leaks.
 */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const place = {
    ...(formatted.locations ? { locations: formatted.locations } : {}),
    ...(formatted.path ? { path: formatted.path } : {}),
  };
  const own = ownError(error);
  if (own !== undefined) {
    return { message: own.message, ...place, extensions: { code: own.code, ...own.details } };
  }
  const code = protocolCode(error);
  if (code !== undefined) {
    const message = shortened(formatted.message);
    const argument = code === 'BAD_USER_INPUT' ? ARGUMENT.exec(message)?.[1] : undefined;
    return {
      message,
      ...place,
      extensions: { code, ...(argument !== undefined && { argument: [argument] }) },
    };
  }
  const requestId = formatted.extensions?.['requestId'];
  return {
    message:
      'Something went wrong on our side. It has been logged' +
      (typeof requestId === 'string' ? ` under request id ${requestId}.` : '.'),
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', ...(typeof requestId === 'string' ? { requestId } : {}) },
  };
}

/**
 * The same for production: without the "Did you mean" that graphql-js adds to what it says of variables. (Apollo
 * Server leaves it out of what validation says.)
 */
export function formatErrorWithoutHints(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const answer = formatError(formatted, error);
  const { message } = answer;
  // The hint is the end of the text; a pattern would try every place where the caller wrote these words.
  const at = message.endsWith('?') ? message.lastIndexOf(' Did you mean ') : -1;
  return at === -1 ? answer : { ...answer, message: message.slice(0, at) };
}

/** graphql-js repeats a wrong value in its message, however long: what comes in must not come back in full. */
function shortened(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE)} …`;
}

const MAX_MESSAGE = 1_000;
/** How graphql-js begins what it says of an argument. */
const ARGUMENT = /^Argument "(\w+)"/;
