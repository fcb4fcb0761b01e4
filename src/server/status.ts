import type { GraphQLResponse } from '@apollo/server';
import type { MediaType } from './negotiation.js';

/** Codes of refusals that answer a well-formed GraphQL request. */
const REFUSALS: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
  'COST_LIMIT_EXCEEDED',
  'DOCUMENT_NOT_LISTED',
  'TOO_MANY_ERRORS',
]);

/**
 * The status of what Apollo Server answers. As GraphQL over HTTP has it, legacy JSON says by its status only whether there
 * was a GraphQL request: gateways that ask for it look no further than at a 400, and tell their callers of a fault of their
 * own instead of the code. The media type of GraphQL says also by its status that a request was refused.
 */
export function statusFor(
  mediaType: MediaType,
  { http, body }: Pick<GraphQLResponse, 'http' | 'body'>,
): number | undefined {
  const { status } = http;
  if (mediaType !== 'application/json' || status !== 400 || body.kind !== 'single') return status;
  const { errors = [] } = body.singleResult;
  return errors.every(({ extensions }) => REFUSALS.has(extensions?.['code'])) ? 200 : status;
}
