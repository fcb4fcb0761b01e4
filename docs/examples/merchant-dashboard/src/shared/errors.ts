import { CombinedGraphQLErrors, ServerError, type ErrorLike } from '@apollo/client';
import type { GraphQLFormattedError } from 'graphql';

/** What the graph says went wrong; undefined where no answer of it came. */
export function errorsOf(error: ErrorLike | undefined): readonly GraphQLFormattedError[] | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors;
  // Refusals below GraphQL (429, 503) are plain JSON with a status of their own, which Apollo Client does not read.
  return ServerError.is(error) ? errorsIn(error.bodyText) : undefined;
}

function errorsIn(bodyText: string): readonly GraphQLFormattedError[] | undefined {
  try {
    const body: unknown = JSON.parse(bodyText);
    return isRefusal(body) ? body.errors : undefined;
  } catch {
    return undefined;
  }
}

function isRefusal(body: unknown): body is { readonly errors: readonly GraphQLFormattedError[] } {
  return typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors);
}
