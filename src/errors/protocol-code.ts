import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError } from 'graphql';
import { PROTOCOL_CODES } from './codes.js';

/** The GraphQL protocol's own code of an error that is its caller's fault; undefined for every other error. */
export function protocolCode(error: unknown): string | undefined {
  const original = unwrapResolverError(error);
  if (!(original instanceof GraphQLError)) return undefined;
  const code = original.extensions['code'];
  if (typeof code === 'string') return PROTOCOL_CODES.has(code) ? code : undefined;
  return isArgumentFault(original) ? 'BAD_USER_INPUT' : undefined;
}

/**
 * graphql-js finds null for an argument that takes none only when it comes to the field, and gives the error no code:
 * `$first: Int = 5` may be null where `Int!` is wanted, and so may the `if` of a directive.
 */
function isArgumentFault({ message, nodes }: GraphQLError): boolean {
  return nodes !== undefined && message.startsWith('Argument "');
}
