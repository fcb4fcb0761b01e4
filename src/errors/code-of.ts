import type { GraphQLError } from 'graphql';
import { ownError } from './format-error.js';
import { protocolCode } from './protocol-code.js';

/** The code that the caller gets to see of an error. */
export function codeOf(error: GraphQLError): string {
  return ownError(error)?.code ?? protocolCode(error) ?? 'INTERNAL_SERVER_ERROR';
}

/** How many errors there are of each code. */
export type CodeCounts = Readonly<Record<string, number>>;

/** Counts errors by their codes. @param before those that were counted already */
export function countCodes(errors: readonly GraphQLError[], before: CodeCounts = {}): CodeCounts {
  const counts: Record<string, number> = { ...before };
  for (const error of errors) {
    const code = codeOf(error);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
