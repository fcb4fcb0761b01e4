import { joinOthers, SingleFlight, type Flight } from '../cache/SingleFlight.js';
import type { Clock } from '../clock.js';
import type { Credentials } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { sharedScope, type CallOrigin, type CallScope } from '../http/call-scope.js';
import { endOfWait, startDeadline, type Deadline } from '../http/deadline.js';
import { notBefore, unreadable, type FailedCall } from '../http/failures.js';
import type { Redactor } from '../http/redact.js';
import { backOff } from '../http/retry.js';
import type { Upstream, UpstreamCall } from '../http/Upstream.js';
import { fields } from '../json.js';
import { ApiRefusals } from './ApiRefusals.js';
import type { TokenIssuer } from './TokenIssuer.js';

interface Token {
  readonly value: string;
  readonly expiresAt: number;
  /** From here on a new one is fetched, while this one still serves. */
  readonly refreshAt: number;
}

interface Known {
  token: Token | undefined;
  /** There was one once. */
  hasWorked: boolean;
  failure: Failure | undefined;
}

/** Why there is no new token, and from when until when none is asked for. */
interface Failure {
  readonly error: UpstreamError;
  readonly since: number;
  readonly until: number;
  readonly inARow: number;
}

/** How long a refusal of the keys is remembered: wrong keys must not become a storm of token calls. */
const REJECTION_MS = 5_000;
/** The pauses after other failures: they double, up to the longest. */
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** The longest that a `Retry-After` is obeyed: a call every few minutes is no storm, an hour without tokens an outage. */
const LONGEST_RETRY_AFTER_MS = 300_000;
/** A fetch serves all who wait for it, so it has a time of its own. */
const FETCH_MS = 10_000;

export interface TokenSourceParts {
  readonly upstream: Upstream;
  readonly issuer: TokenIssuer;
  readonly clock: Clock;
  /** Told of every token, so that none gets out. */
  readonly redactor: Redactor;
  /** For the jitter; from 0 to 1. */
  readonly random?: () => number;
}

/**
 * Access tokens for our credentials: fetched once for all who wait, kept in memory only, renewed before they expire,
 * never logged. When the endpoint fails, it is left alone for growing pauses.
 */
export class TokenSource {
  readonly #known = new Map<string, Known>();
  readonly #fetches = new SingleFlight<Token>();
  /** What APIs say of tokens that are new. */
  readonly refusals: ApiRefusals;

  constructor(private readonly parts: TokenSourceParts) {
    this.refusals = new ApiRefusals(parts.clock);
  }

  /** A token that is valid now, if one is at hand and not due for renewal: saves the wait. */
  peek(credentials: Credentials): string | undefined {
    const { token } = this.#knownOf(credentials);
    return token !== undefined && this.parts.clock.now() < token.refreshAt ? token.value : undefined;
  }

  /** The token that is held: as good as when it was asked for, unless an API has refused it meanwhile. */
  held(credentials: Credentials): string | undefined {
    return this.#knownOf(credentials).token?.value;
  }

  /**
   * A token that is valid now.
   * @param origin the request that needs it
   * @throws UpstreamError; UNAUTHENTICATED names the settings to look at
   */
  async get(credentials: Credentials, deadline: Deadline, origin?: CallOrigin): Promise<string> {
    const known = this.#knownOf(credentials);
    const now = this.parts.clock.now();
    const { token, failure } = known;
    const isPaused = failure !== undefined && now >= failure.since && now < failure.until;
    const running = this.#fetches.get(credentials.id);
    if (token !== undefined && now < token.expiresAt) {
      // The old token still serves, also if this fails.
      if (now >= token.refreshAt && !isPaused && running === undefined)
        this.#fetch(known, credentials, origin);
      return token.value;
    }
    const left = (): Error => endOfWait(deadline, this.#wait);
    if (running !== undefined) {
      const another = () => this.#fetches.get(credentials.id) ?? this.#fetch(known, credentials, origin);
      return (await joinOthers(running, deadline, left, another)).value;
    }
    if (isPaused) throw this.#remembered(failure.error, failure.until - now);
    return (await this.#fetch(known, credentials, origin).join(deadline, left)).value;
  }

  /** An API refused `token`: drop it, unless a newer one has already taken its place. */
  drop(credentials: Credentials, token: string): void {
    const known = this.#knownOf(credentials);
    if (known.token?.value === token) known.token = undefined;
  }

  /** Forgets the tokens of all others. Who still uses theirs gets new ones. */
  retain(credentials: readonly Credentials[]): void {
    const ids = new Set(credentials.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    this.refusals.retain(ids);
  }

  /** How many sets of keys there are, by what is known of them. */
  get states(): { readonly working: number; readonly refused: number; readonly failing: number } {
    const states = { working: 0, refused: 0, failing: 0 };
    for (const [id, { failure, hasWorked }] of this.#known) {
      if (this.refusals.has(id)) states.refused += 1;
      // Of keys that were only looked at nothing is known.
      else if (failure === undefined) states.working += hasWorked ? 1 : 0;
      else states[failure.error.code === 'UNAUTHENTICATED' ? 'refused' : 'failing'] += 1;
    }
    return states;
  }

  /** Whether the last that the endpoint, or any API, has said of the keys is that they are wrong. */
  isRefused(credentials: Credentials): boolean {
    return (
      this.#knownOf(credentials).failure?.error.code === 'UNAUTHENTICATED' ||
      this.refusals.has(credentials.id)
    );
  }

  /** Whether the keys were ever good for a token. */
  hasWorked(credentials: Credentials): boolean {
    return this.#knownOf(credentials).hasWorked;
  }

  get #wait(): FailedCall {
    return { api: this.parts.issuer.api, operation: 'wait for a token', effect: 'read' };
  }

  #knownOf({ id }: Credentials): Known {
    let known = this.#known.get(id);
    if (known === undefined)
      this.#known.set(id, (known = { token: undefined, hasWorked: false, failure: undefined }));
    return known;
  }

  /** The token is of use also when those who asked for it have left. */
  #fetch(known: Known, credentials: Credentials, origin: CallOrigin | undefined): Flight<Token> {
    return this.#fetches.start(
      credentials.id,
      async (flight) => {
        try {
          const token = await this.#request(credentials, sharedScope(flight.deadline, origin));
          known.failure = undefined;
          known.hasWorked = true;
          return (known.token = token);
        } catch (error) {
          // Others may have got one meanwhile, if this took long.
          if (error instanceof UpstreamError && flight.isCurrent) this.#pause(known, error);
          throw error;
        }
      },
      { deadline: startDeadline(FETCH_MS), background: true },
    );
  }

  /** Leaves the endpoint alone for a while. */
  #pause(known: Known, error: UpstreamError): void {
    const { clock, random = Math.random } = this.parts;
    const inARow = (known.failure?.inARow ?? 0) + 1;
    const usual =
      error.code === 'UNAUTHENTICATED'
        ? REJECTION_MS
        : backOff(inARow, FIRST_PAUSE_MS, LONGEST_PAUSE_MS, random());
    const asked = Math.min((error.facts.retryAfter ?? 0) * 1_000, LONGEST_RETRY_AFTER_MS);
    const since = clock.now();
    known.failure = { error, since, until: since + Math.max(usual, asked), inARow };
  }

  /** What is said while no token is asked for. Wrong keys don't get right by waiting. */
  #remembered(error: UpstreamError, ms: number): UpstreamError {
    return error.code === 'UNAUTHENTICATED' ? error : notBefore(error, this.#wait, Math.ceil(ms / 1_000));
  }

  async #request(credentials: Credentials, scope: CallScope): Promise<Token> {
    const { upstream, issuer, clock, redactor } = this.parts;
    const { deadline, origin } = scope;
    const request = issuer.request(credentials);
    const call = { ...request, api: issuer.api, ...TOKEN_CALL, group: credentials.id, deadline, origin };
    const askedAt = clock.now();
    try {
      const { json } = await upstream.send(call);
      const { token, lifeMs } = readToken(json, call, askedAt, issuer.usualLifeMs);
      redactor.remember(credentials.id, token.value, { now: askedAt, expiresAt: askedAt + lifeMs });
      return token;
    } catch (error) {
      throw isRejection(error) ? rejectionError(error, issuer.refusal(credentials, error.facts)) : error;
    }
  }
}

/**
 * Asking again does no harm: it gives another token, or the same. Nor does its answer say anything of what the token is
 * for: a 404 here must not become that something else does not exist.
 */
const TOKEN_CALL = { method: 'POST', effect: 'read', repeatable: true, hasNoSubject: true } as const;

/**
 * Reads a token answer. `expires_in` comes as a number or as a string, depending on the endpoint and its version.
 * @param usualLifeMs how long a token is taken to live without a usable one
 */
function readToken(
  json: unknown,
  call: UpstreamCall,
  askedAt: number,
  usualLifeMs: number,
): { readonly token: Token; readonly lifeMs: number } {
  const { access_token: value, expires_in: expiry, token_type: type } = fields(json);
  if (typeof value !== 'string' || !/^[\w.~+/-]+=*$/.test(value))
    throw unreadable(call, 'holds no access token');
  // Some endpoints leave it out.
  if (type != null && !(typeof type === 'string' && type.toLowerCase() === 'bearer'))
    throw unreadable(call, 'holds a token of another type than Bearer');
  const expiresIn = expiry == null ? Number.NaN : Number(expiry);
  const lifeMs = Number.isFinite(expiresIn) && expiresIn > 0 ? expiresIn * 1_000 : usualLifeMs;
  const marginMs = Math.min(lifeMs / 10, 5 * 60_000);
  // The last moments are not used: a token that expires under way costs a refused call.
  const expiresAt = askedAt + lifeMs - Math.min(marginMs / 2, 10_000);
  return { token: { value, expiresAt, refreshAt: askedAt + lifeMs - marginMs }, lifeMs };
}

/** The token endpoints say "wrong keys" with 401, with 400 and an OAuth error, or with 403 from the gateway. */
function isRejection(error: unknown): error is UpstreamError {
  return (
    error instanceof GraphError && ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT'].includes(error.code)
  );
}

function rejectionError(error: UpstreamError, message: string): UpstreamError {
  return new UpstreamError('UNAUTHENTICATED', message, error.facts, { cause: error });
}
