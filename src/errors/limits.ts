/** The limits that a request may come to, by their settings; `fixed` stands for those without one. */
export const LIMITS = [
  'ANSWERS_MAX_BYTES',
  'ANSWER_STALL_TIMEOUT_MS',
  'BODIES_MAX_BYTES',
  'BODY_LIMIT_BYTES',
  'BODY_TIMEOUT_MS',
  'CONNECTIONS_MAX',
  'QUERY_MAX_ALIASES',
  'QUERY_MAX_CALLS',
  'QUERY_MAX_CHANGES',
  'QUERY_MAX_DEPTH',
  'QUERY_MAX_DIRECTIVES',
  'QUERY_MAX_NODES',
  'QUERY_MAX_REPRESENTATIONS',
  'QUERY_MAX_RESPONSE_BYTES',
  'QUERY_MAX_ROOT_FIELDS',
  'QUERY_MAX_SCANNED',
  'QUERY_MAX_VALUES',
  'RATE_LIMIT_PER_SECOND',
  'REQUESTS_MAX',
  'REQUEST_TIMEOUT_MS',
  'SHED_CALLS_WAITING',
  'SHED_LOOP_DELAY_MS',
  'TENANTS_FILE',
  'TENANT_REQUESTS_MAX',
  'fixed',
] as const;

export type LimitName = (typeof LIMITS)[number];

/** What is too much of a request. */
export interface LimitFault {
  readonly limit: LimitName;
  /** A sentence that says how to mend it. */
  readonly message: string;
}
