import type { IncomingHttpHeaders } from 'node:http';
import type { CallerRules } from '../config.js';
import { RefusedCaller, type Caller } from './Caller.js';
import type { JwtVerifier } from './JwtVerifier.js';
import { RouterSecrets, SECRET_HEADER } from './RouterSecrets.js';
import { ALL_RIGHTS } from './scopes.js';

/**
 * Tells who asks. A proof that is offered must hold: a caller with a wrong token or secret is not let in by the network
 * instead.
 */
export class CallerAuth {
  readonly #router: RouterSecrets | undefined;
  readonly #open: Caller | undefined;
  /** One caller for one token: what was worked out for it holds for its next request. */
  readonly #behindRouter = new WeakMap<Caller, Caller>();

  /** @param jwt knows tokens, where the rules take any */
  constructor(
    rules: Omit<CallerRules, 'jwt'>,
    private readonly jwt: JwtVerifier | undefined,
  ) {
    this.#router = rules.router && new RouterSecrets(rules.router);
    this.#open = rules.open && { admittedBy: rules.open, subject: '', rights: ALL_RIGHTS, tenant: undefined };
  }

  /**
   * The caller of a request: at once but for tokens that are seen for the first time.
   * @throws RefusedCaller, also as a rejection
   */
  admit(headers: IncomingHttpHeaders): Caller | Promise<Caller> {
    let router: Caller | undefined;
    if (this.#router !== undefined) {
      const secret = headers[SECRET_HEADER];
      if (typeof secret === 'string') router = this.#router.verify(secret, headers);
    }
    if (this.jwt !== undefined) {
      const { authorization } = headers;
      if (authorization !== undefined) {
        const bearer = this.jwt.verify(authorization);
        if (router === undefined) return bearer;
        return bearer instanceof Promise
          ? bearer.then((caller) => this.#passedOn(caller))
          : this.#passedOn(bearer);
      }
    }
    if (router !== undefined) return router;
    if (this.#open !== undefined) return this.#open;
    throw new RefusedCaller('UNAUTHENTICATED', this.#asksFor());
  }

  /** A router that hands on the token of its caller: the secret adds nothing to what the token allows. */
  #passedOn(caller: Caller): Caller {
    let same = this.#behindRouter.get(caller);
    if (same === undefined)
      this.#behindRouter.set(caller, (same = { ...caller, admittedBy: 'router-secret' }));
    return same;
  }

  #asksFor(): string {
    const ways = [
      ...(this.jwt === undefined ? [] : ['a token in "authorization: Bearer …"']),
      ...(this.#router === undefined ? [] : [`the router's secret in ${SECRET_HEADER}`]),
    ];
    return `This graph is for known callers: send ${ways.join(', or ')}.`;
  }
}
