/**
 * The closed list of `extensions.code` values this server puts on an error, next to the ones that the GraphQL
 * protocol itself defines (`GRAPHQL_PARSE_FAILED`, `GRAPHQL_VALIDATION_FAILED`, ...).
 * docs/errors.md shows the same table.
 */
export const ERROR_CODES = {
  BAD_USER_INPUT:
    'An argument breaks a rule; `argument` is its path. Or the API refused the request as not valid.',
  UNAUTHENTICATED: "The API refused this server's keys or token; the message names the settings to look at.",
  FORBIDDEN: 'The keys in use may not do this, or keys of the kind that the API needs are not set.',
  NOT_FOUND: 'A change is about something that does not exist. Reads give null instead.',
  CONFLICT: 'The change conflicts with what is there.',
  RATE_LIMITED:
    'The rate limit of an API is reached, or that of a caller or tenant here (HTTP 429); `retryAfter` says in how many seconds to try again, when that is known.',
  UPSTREAM_TIMEOUT: 'The API did not answer in time: within the deadline of the request, or in any attempt.',
  UPSTREAM_UNAVAILABLE:
    'The API could not be reached or answered with a server fault, also after repeats; with `retryAfter`: it was not asked, as it fails too often just now.',
  UPSTREAM_BAD_RESPONSE:
    "The API answered with something that can't be used: not JSON, too large, another shape, a 404 for a list, or about something else than was asked for.",
  OUTCOME_UNKNOWN:
    'A change was sent and its answer was lost, or only a redirect: it may or may not have been carried out.',
  COST_LIMIT_EXCEEDED: 'The query asks for more than one request may cost.',
  DOCUMENT_NOT_LISTED:
    'Only trusted documents are executed here (`TRUSTED_DOCUMENTS`), and this is none of them.',
  OVERLOADED:
    'This server has too many requests, bodies or waiting calls in hand, or gets to them too late, or a call has waited too long for its turn; `retryAfter` says in how many seconds to try again.',
  SERVER_STOPPING:
    'This server is stopping and takes nothing new; `retryAfter` says in how many seconds to try again.',
  SUBSCRIPTION_ENDED:
    'This server has ended a subscription; `reason` says why, and `lastCursor` is where to go on: subscribe again with it as `after`.',
  TOO_MANY_ERRORS:
    'The last error of an answer that had more than 100: its message says how many were left out.',
  INTERNAL_SERVER_ERROR: 'A fault of this server; `requestId` finds it in the log.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;

/** Codes that the GraphQL protocol layer makes; they pass through to the caller unchanged. */
export const PROTOCOL_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
