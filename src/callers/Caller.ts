import type { Logger } from 'pino';
import type { Rights } from './scopes.js';

/** Who asks, once that is beyond doubt. */
export interface Caller {
  /** What let it in: a token, the router's secret, the operator's own network, or, in sandbox mode, this machine. */
  readonly admittedBy: 'jwt' | 'router-secret' | 'network' | 'sandbox';
  /** Stands for one caller in limits: the subject of a token. All without one are the same caller. */
  readonly subject: string;
  readonly rights: Rights;
  /** The tenant that the caller's token or router names; `undefined` = none. */
  readonly tenant: string | undefined;
  /** When what let it in runs out, in ms since 1970: its subscriptions end then. Left out where it does not. */
  readonly endsAt?: number;
}

/** Where it is told why callers can't be let in. */
export type CallerLog = Pick<Logger, 'warn'>;

/** A caller that is not let in: nothing of its request is read. */
export class RefusedCaller extends Error {
  override readonly name = 'RefusedCaller';
  /** Seconds after which the same proof may be taken. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly code: 'UNAUTHENTICATED' | 'FORBIDDEN' | 'UPSTREAM_UNAVAILABLE',
    message: string,
    /** Of the `www-authenticate` header: what is wrong with the token. */
    readonly challenge?: 'invalid_token',
    options?: { readonly cause?: unknown; readonly retryAfter?: number },
  ) {
    super(message, options);
    this.retryAfter = options?.retryAfter;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

const STATUS = { UNAUTHENTICATED: 401, FORBIDDEN: 403, UPSTREAM_UNAVAILABLE: 503 } as const;
