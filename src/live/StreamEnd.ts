import { GraphError } from '../errors/GraphError.js';
import type { ErrorCode } from '../errors/codes.js';

export const END_REASONS = [
  'SLOW_READER',
  'SERVER_STOPPING',
  'TENANT_CHANGED',
  'TOKEN_EXPIRED',
  'FEED_FAILED',
  'SHARED_TIER_LOST',
  'UNREACHABLE',
] as const;

/** Why this server ends a subscription that its caller would have go on. */
export type EndReason = (typeof END_REASONS)[number];

const WORDS: Readonly<Record<EndReason, string>> = {
  SLOW_READER: 'Events come faster than you read them.',
  SERVER_STOPPING: 'This server is stopping.',
  TENANT_CHANGED: 'What the tenant may see, or its keys, have changed.',
  TOKEN_EXPIRED: 'Your token has expired.',
  FEED_FAILED: 'The feed can not be read any more.',
  SHARED_TIER_LOST: 'This server has lost touch with those that it shares the feed with.',
  UNREACHABLE: 'The callback address does not take events.',
};

/** The end of a subscription, with the place to go on from. */
export class StreamEnd extends GraphError {
  override readonly name = 'StreamEnd';
  readonly #causes: Readonly<Record<string, unknown>>;

  /** @param lastCursor behind the last event that was handed out */
  constructor(
    readonly reason: EndReason,
    readonly lastCursor: string,
    options?: { readonly cause?: unknown },
  ) {
    const { cause } = options ?? {};
    const own = cause instanceof GraphError ? cause : undefined;
    super(
      own?.code ?? CODES[reason] ?? 'SUBSCRIPTION_ENDED',
      `${own?.message ?? WORDS[reason]} ${GO_ON}`,
      options,
    );
    this.#causes = own?.details ?? {};
  }

  override get details(): Readonly<Record<string, unknown>> {
    return { ...this.#causes, reason: this.reason, lastCursor: this.lastCursor };
  }
}

const GO_ON = 'Subscribe again with lastCursor as after.';
const CODES: Partial<Record<EndReason, ErrorCode>> = { SERVER_STOPPING: 'SERVER_STOPPING' };
