import { SingleFlight, type Flight } from '../cache/SingleFlight.js';
import type { Clock } from '../clock.js';
import type { Credentials, SystemHeaders } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import { endOfWait, startDeadline, type Deadline } from '../http/deadline.js';
import { unreadable, type FailedCall } from '../http/failures.js';
import type { Upstream, UpstreamCall } from '../http/Upstream.js';
import { fields } from '../json.js';
import { systemHeaders } from './headers.js';

interface Token {
  readonly value: string;
  readonly expiresAt: number;
  /** From here on a new one is fetched, while this one still serves. */
  readonly refreshAt: number;
}

interface Known {
  token: Token | undefined;
  rejection: { readonly error: UpstreamError; readonly until: number } | undefined;
}

/** How long a refusal of the keys is remembered: wrong keys must not become a storm of token calls. */
const REJECTION_MS = 5_000;
/** A fetch serves all who wait for it, so it has a time of its own. */
const FETCH_MS = 10_000;

/**
 * Access tokens for our credentials: fetched once for all who wait, kept in memory only, renewed before they expire,
 * never logged.
 */
export class TokenSource {
  readonly #known = new Map<string, Known>();
  readonly #fetches = new SingleFlight<Token>();

  /** @param api the token API, under whose base address both endpoints lie */
  constructor(
    private readonly upstream: Upstream,
    private readonly api: ApiDescriptor,
    private readonly system: SystemHeaders,
    private readonly clock: Clock,
  ) {}

  /** A token that is valid now, if one is at hand and not due for renewal: saves the wait. */
  peek(credentials: Credentials): string | undefined {
    const { token } = this.#knownOf(credentials);
    return token !== undefined && this.clock.now() < token.refreshAt ? token.value : undefined;
  }

  /**
   * A token that is valid now.
   * @throws UpstreamError; UNAUTHENTICATED names the settings to look at
   */
  async get(credentials: Credentials, deadline: Deadline): Promise<string> {
    const known = this.#knownOf(credentials);
    const now = this.clock.now();
    const { token, rejection } = known;
    if (token !== undefined && now < token.expiresAt) {
      // The old token still serves; if this fails, the next caller tries again.
      if (now >= token.refreshAt) this.#fetch(known, credentials);
      return token.value;
    }
    if (rejection !== undefined && now < rejection.until) throw rejection.error;
    const fetch = this.#fetch(known, credentials);
    return (await fetch.join(deadline, () => endOfWait(deadline, this.#wait))).value;
  }

  /** An API refused `token`: drop it, unless a newer one has already taken its place. */
  drop(credentials: Credentials, token: string): void {
    const known = this.#knownOf(credentials);
    if (known.token?.value === token) known.token = undefined;
  }

  get #wait(): FailedCall {
    return { api: this.api, operation: 'wait for a token', effect: 'read' };
  }

  #knownOf({ id }: Credentials): Known {
    let known = this.#known.get(id);
    if (known === undefined) this.#known.set(id, (known = { token: undefined, rejection: undefined }));
    return known;
  }

  /** The token is of use also when those who asked for it have left. */
  #fetch(known: Known, credentials: Credentials): Flight<Token> {
    const running = this.#fetches.get(credentials.id);
    if (running !== undefined) return running;
    return this.#fetches.start(
      credentials.id,
      async ({ deadline }) => {
        try {
          const token = await this.#request(credentials, deadline);
          known.rejection = undefined;
          return (known.token = token);
        } catch (error) {
          if (error instanceof UpstreamError && error.code === 'UNAUTHENTICATED')
            known.rejection = { error, until: this.clock.now() + REJECTION_MS };
          throw error;
        }
      },
      { deadline: startDeadline(FETCH_MS), background: true },
    );
  }

  async #request(credentials: Credentials, deadline: Deadline): Promise<Token> {
    const call = tokenCall(credentials, this.api, this.system, deadline);
    const askedAt = this.clock.now();
    try {
      const { json } = await this.upstream.send(call);
      return readToken(json, call, askedAt);
    } catch (error) {
      throw isRejection(error) ? rejectionError(error, credentials) : error;
    }
  }
}

function tokenCall(
  credentials: Credentials,
  api: ApiDescriptor,
  system: SystemHeaders,
  deadline: Deadline,
): UpstreamCall {
  const shared = {
    api,
    method: 'POST',
    effect: 'read',
    repeatable: true,
    deadline,
  } as const;
  if (credentials.kind === 'classic') {
    return {
      ...shared,
      operation: 'fetchAuthorizationToken',
      path: '/accesstoken/get',
      headers: {
        ...systemHeaders(system),
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        'ocp-apim-subscription-key': credentials.subscriptionKey,
        ...(credentials.msn === undefined ? {} : { 'merchant-serial-number': credentials.msn }),
        'content-length': '0',
      },
    };
  }
  const basic = Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString('base64');
  return {
    ...shared,
    operation: 'fetchToken',
    path: '/miami/v1/token',
    headers: {
      ...systemHeaders(system),
      authorization: `Basic ${basic}`,
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    },
    body: 'grant_type=client_credentials',
  };
}

/**
 * Reads a token answer. `expires_in` comes as a number or as a string, depending on the endpoint and its version;
 * without a usable one the token is taken to live for a minute.
 */
function readToken(json: unknown, call: UpstreamCall, askedAt: number): Token {
  const { access_token: value, expires_in: expiry } = fields(json);
  if (typeof value !== 'string' || !/^[\w.~+/-]+=*$/.test(value))
    throw unreadable(call, 'holds no access token');
  const expiresIn = expiry == null ? Number.NaN : Number(expiry);
  const lifeMs = (Number.isFinite(expiresIn) && expiresIn > 0 ? expiresIn : 60) * 1_000;
  const marginMs = Math.min(lifeMs / 10, 5 * 60_000);
  // The last moments are not used: a token that expires under way costs a refused call.
  return {
    value,
    expiresAt: askedAt + lifeMs - Math.min(marginMs / 2, 10_000),
    refreshAt: askedAt + lifeMs - marginMs,
  };
}

/** The token endpoints say "wrong keys" with 401, with 400 and an OAuth error, or with 403 from the gateway. */
function isRejection(error: unknown): error is UpstreamError {
  return (
    error instanceof GraphError && ['UNAUTHENTICATED', 'FORBIDDEN', 'BAD_USER_INPUT'].includes(error.code)
  );
}

function rejectionError(error: UpstreamError, credentials: Credentials): UpstreamError {
  const about = `${error.facts.title ?? ''} ${error.facts.detail ?? ''}`.toLowerCase();
  return new UpstreamError(
    'UNAUTHENTICATED',
    `Vipps MobilePay refused this server's ${
      credentials.kind === 'classic' ? 'keys' : 'accounting keys'
    }. Check ${settingsToCheck(credentials, about)}, and that they are for the environment that is called.`,
    error.facts,
    { cause: error },
  );
}

function settingsToCheck(credentials: Credentials, about: string): string {
  if (credentials.kind === 'accounting')
    return 'VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET';
  if (about.includes('subscription')) return 'VIPPS_SUBSCRIPTION_KEY';
  if (about.includes('unauthorized_client')) return 'VIPPS_CLIENT_ID';
  if (about.includes('invalid_client')) return 'VIPPS_CLIENT_SECRET';
  return 'VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY';
}
