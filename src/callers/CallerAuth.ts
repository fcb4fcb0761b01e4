import type { IncomingHttpHeaders } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import type { CallerRules } from '../config.js';
import { RefusedCaller, type Caller } from './Caller.js';
import { JwtVerifier } from './JwtVerifier.js';
import { RouterSecrets, SECRET_HEADER } from './RouterSecrets.js';
import { ALL_RIGHTS } from './scopes.js';

const MAX_HEADERS = 1_000;

/**
 * Tells who asks. A proof that is offered must hold: a caller with a wrong token or secret is not let in by the network
 * instead.
 */
export class CallerAuth {
  readonly #jwt: JwtVerifier | undefined;
  readonly #router: RouterSecrets | undefined;
  readonly #open: Caller | undefined;
  /** By the headers that they came in. */
  readonly #tokens = new LRUCache<string, string>({ max: MAX_HEADERS });

  constructor(rules: CallerRules, clock: Clock) {
    this.#jwt = rules.jwt && new JwtVerifier(rules.jwt, clock);
    this.#router = rules.router && new RouterSecrets(rules.router);
    this.#open = rules.open && { admittedBy: rules.open, subject: '', rights: ALL_RIGHTS, tenant: undefined };
  }

  /**
   * The caller of a request: at once but for tokens that are seen for the first time.
   * @throws RefusedCaller, also as a rejection
   */
  admit(headers: IncomingHttpHeaders): Caller | Promise<Caller> {
    if (this.#router !== undefined) {
      const secret = headers[SECRET_HEADER];
      if (typeof secret === 'string') return this.#router.verify(secret, headers);
    }
    if (this.#jwt !== undefined) {
      const { authorization } = headers;
      if (authorization !== undefined) return this.#jwt.verify(this.#tokenIn(authorization));
    }
    if (this.#open !== undefined) return this.#open;
    throw new RefusedCaller('UNAUTHENTICATED', this.#asksFor());
  }

  /** The same token comes again and again: it is found by the whole header. */
  #tokenIn(authorization: string): string {
    let token = this.#tokens.get(authorization);
    if (token === undefined) this.#tokens.set(authorization, (token = bearerOf(authorization)));
    return token;
  }

  #asksFor(): string {
    const ways = [
      ...(this.#jwt === undefined ? [] : ['a token in "authorization: Bearer …"']),
      ...(this.#router === undefined ? [] : [`the router's secret in ${SECRET_HEADER}`]),
    ];
    return `This graph is for known callers: send ${ways.join(', or ')}.`;
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
