import { GraphQLError } from 'graphql';
import { GraphError } from './GraphError.js';

/** So many errors are told in an answer; nobody reads more. */
export const MAX_ERRORS = 100;

/** Stands behind the errors that are told, for those that are not. */
export function leftOutErrors(count: number): GraphQLError {
  const message = count === 1 ? '1 more error was left out.' : `${count} more errors were left out.`;
  return new GraphQLError(message, { originalError: new GraphError('TOO_MANY_ERRORS', message) });
}
