import {
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type FetchImplementation,
  type JWTPayload,
} from 'jose';
import type { Clock } from '../clock.js';
import type { JwtRules } from '../config.js';
import { RefusedCaller, type Caller, type CallerLog } from './Caller.js';
import { KnownTokens, type KnownToken } from './KnownTokens.js';
import { rightsOf } from './scopes.js';

/** A secret of the issuer's that is shared can be told by whoever can check it: public keys only. */
export const JWT_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];
/** How far the clocks of the issuer and of this machine may be apart. */
export const CLOCK_TOLERANCE_S = 30;
/** Whatever keys tokens name, the issuer is asked for new ones no more often. */
export const JWKS_COOLDOWN_MS = 30_000;
/** After so long the keys are read again, while the old ones serve. */
export const JWKS_REFRESH_MS = 10 * 60_000;
/** Keys that could not be read again for so long are believed no more. */
const JWKS_MAX_AGE_MS = 60 * 60_000;
export const JWKS_TIMEOUT_MS = 3_000;
/** Longer ones hold no tokens of callers: they would only cost time. */
const MAX_HEADER_LENGTH = 8_200;

/**
 * Tells callers by the JWT that they bear. A token is verified once and then remembered: until it ends, or until the
 * issuer's keys have been read again, as it may have taken one back.
 */
export class JwtVerifier {
  readonly #known = new KnownTokens();
  readonly #running = new Map<string, Promise<Caller>>();
  readonly #keys: ReturnType<typeof createRemoteJWKSet>;
  /** Counts how often the keys were read. */
  #reading = 0;
  #refreshedAt: number;
  #toldAt = -Infinity;

  constructor(
    private readonly rules: JwtRules,
    private readonly clock: Clock,
    private readonly log?: CallerLog,
  ) {
    this.#refreshedAt = clock.now();
    const fetchKeys = pausingAfterFailures(clock, () => {
      this.#reading += 1;
    });
    this.#keys = createRemoteJWKSet(new URL(rules.jwksUrl), {
      cooldownDuration: JWKS_COOLDOWN_MS,
      cacheMaxAge: JWKS_MAX_AGE_MS,
      timeoutDuration: JWKS_TIMEOUT_MS,
      [customFetch]: fetchKeys,
    });
  }

  /**
   * The caller who bears the token in a header: at once where it is known.
   * @throws RefusedCaller, also as a rejection
   */
  verify(authorization: string): Caller | Promise<Caller> {
    const now = this.clock.now();
    if (now - this.#refreshedAt >= JWKS_REFRESH_MS) this.#refresh(now);
    const known = this.#known.inHeader(authorization);
    if (known !== undefined && this.#isGood(known, now)) return known.caller;
    return this.#callerOf(authorization, now);
  }

  #isGood({ reading, endsAt }: KnownToken, now: number): boolean {
    return reading === this.#reading && now < endsAt;
  }

  #callerOf(authorization: string, now: number): Caller | Promise<Caller> {
    if (authorization.length > MAX_HEADER_LENGTH) throw invalid('is too long');
    const token = bearerOf(authorization);
    const known = this.#known.get(token);
    if (known !== undefined && this.#isGood(known, now)) return known.caller;
    const running = this.#running.get(token);
    if (running !== undefined) return running;
    const verifying = this.#verify(token, authorization).finally(() => this.#running.delete(token));
    this.#running.set(token, verifying);
    return verifying;
  }

  /** In the background: what comes of it is seen at the next token. */
  #refresh(now: number): void {
    this.#refreshedAt = now;
    this.#keys.reload().catch((error: unknown) => {
      this.#tell(error);
    });
  }

  /** Why the keys can't be had: callers are told only that. One line for all who ask until they are tried again. */
  #tell(error: unknown): void {
    const now = this.clock.now();
    if (now - this.#toldAt < FAILURE_PAUSE_MS) return;
    this.#toldAt = now;
    this.log?.warn({ err: error }, "the issuer's keys (AUTH_JWKS_URL) can't be read");
  }

  async #verify(token: string, authorization: string): Promise<Caller> {
    const { issuer, audience } = this.rules;
    const now = this.clock.now();
    const before = this.#reading;
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience,
        algorithms: JWT_ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: new Date(now),
        requiredClaims: ['exp'],
      }));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === 'UPSTREAM_UNAVAILABLE') this.#tell(error);
      throw refusal;
    }
    const endsAt = ((payload.exp ?? 0) + CLOCK_TOLERANCE_S) * 1_000;
    const caller = { ...this.#callerIn(payload), endsAt };
    const reading = before === 0 ? this.#reading : before;
    this.#known.set({ authorization, token, caller, endsAt, reading });
    return caller;
  }

  #callerIn(payload: JWTPayload): Caller {
    const { scopeClaim, tenantClaim } = this.rules;
    const tenant = payload[tenantClaim];
    return {
      admittedBy: 'jwt',
      subject: typeof payload.sub === 'string' ? payload.sub : '',
      rights: rightsOf(wordsOf(payload[scopeClaim])),
      tenant: typeof tenant === 'string' ? tenant : undefined,
    };
  }
}

const BEARER = /^bearer +([\w.~+/-]+=*) *$/i;

function bearerOf(authorization: string): string {
  const token = BEARER.exec(authorization)?.[1];
  if (token !== undefined) return token;
  throw new RefusedCaller(
    'UNAUTHENTICATED',
    'The authorization header holds no bearer token.',
    'invalid_token',
  );
}

/** The scopes of a claim: words parted by blanks, or a list of words. Anything else gives none. */
function wordsOf(claim: unknown): readonly string[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim.filter((word) => typeof word === 'string') : [];
}

/** What callers are told says what to look at, and nothing of the keys. */
function refusalOf(error: unknown): RefusedCaller {
  if (error instanceof errors.JWTExpired) return invalid('has expired', error);
  if (error instanceof errors.JWTClaimValidationFailed)
    return invalid(CLAIM_FAULTS[error.claim] ?? 'lacks a claim that is required', error);
  if (isOfTheToken(error)) return invalid('is not signed by the issuer that this server trusts', error);
  return new RefusedCaller(
    'UPSTREAM_UNAVAILABLE',
    "The issuer's keys can't be read, so no new token can be checked. Try again in some seconds.",
    undefined,
    { cause: error, retryAfter: FAILURE_PAUSE_MS / 1_000 },
  );
}

const CLAIM_FAULTS: Readonly<Record<string, string>> = {
  iss: 'is from another issuer',
  aud: 'is for another audience',
  nbf: 'is not valid yet',
  exp: 'has no time at which it ends',
};

/** Faults of the token itself; others are of the way to the keys. */
function isOfTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys
  );
}

function invalid(fault: string, cause?: unknown): RefusedCaller {
  return new RefusedCaller('UNAUTHENTICATED', `The bearer token ${fault}.`, 'invalid_token', { cause });
}

/** Without it, every request would ask an issuer that does not answer. */
function pausingAfterFailures(clock: Clock, onRead: () => void): FetchImplementation {
  let failed: { readonly at: number; readonly error: unknown } | undefined;
  return async (url, options) => {
    if (failed !== undefined && clock.now() - failed.at < FAILURE_PAUSE_MS) throw failed.error;
    try {
      const answer = await fetch(url, options);
      if (answer.status !== 200) throw new Error(`the issuer's keys were answered with ${answer.status}`);
      failed = undefined;
      onRead();
      return answer;
    } catch (error) {
      failed = { at: clock.now(), error };
      throw error;
    }
  };
}

/** After which an issuer that did not answer is asked again. */
export const FAILURE_PAUSE_MS = 2_000;
