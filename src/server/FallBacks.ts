import type { Logger } from 'pino';

/** Why a request is answered by Apollo Server instead of the compiled executor. */
export const fallBackReasons = {
  'switched off': 'COMPILE_QUERIES is false.',
  method: 'It is no POST.',
  'content type': 'Its body is no JSON.',
  'federated trace': 'It asks for a trace of every field.',
  body: 'Its body is no JSON object with a query.',
  'persisted query': 'It names a persisted query that is not known, or wrongly.',
  document: 'Its document does not parse, is not valid, or has no such operation.',
  introspection: 'It asks for the schema.',
  subscription: 'It is a subscription.',
  limits: 'It asks for more than one request may.',
  variables: 'Its variables do not fit their types.',
  'unsupported operation': 'The compiler does not know a form of it.',
  'unsupported value': 'A resolver gave a value that only graphql-js can serialize.',
  'compiler fault': 'The compiler, or the code that it made, failed: a fault of this server.',
} as const satisfies Record<string, string>;

export type FallBackReason = keyof typeof fallBackReasons;

/** Counts why requests are not executed by the compiled executor, and says so in the log once for each reason. */
export class FallBacks {
  readonly #counts = new Map<FallBackReason, number>();

  constructor(private readonly log: Logger) {}

  /** How often each reason has come up. */
  get counts(): ReadonlyMap<FallBackReason, number> {
    return this.#counts;
  }

  count(reason: FallBackReason, requestId: string): void {
    const before = this.#counts.get(reason) ?? 0;
    this.#counts.set(reason, before + 1);
    if (before > 0 || reason === 'compiler fault') return;
    this.log.info(
      { requestId, reason },
      `the first request that is left to Apollo Server for this reason: ${fallBackReasons[reason]}`,
    );
  }

  /** Slower code does the work of generated code that failed: that must not look like mere slowness. */
  fault(fault: unknown, requestId?: string): void {
    this.log.error({ requestId, err: fault }, 'a fault of the compiled executor');
  }
}
