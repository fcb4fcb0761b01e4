import type { Credentials } from '../config.js';
import { asError } from '../errors/as-error.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { CallScope } from '../http/call-scope.js';
import { lastWord, stillUnknown } from '../http/last-word.js';
import type { Upstream, UpstreamAnswer, UpstreamCall } from '../http/Upstream.js';
import type { TokenSource } from './TokenSource.js';

/** A call before it is signed. */
export type ApiCall = Omit<UpstreamCall, 'headers' | 'deadline' | 'group'> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly scope: CallScope;
};

/** The headers that say who calls, and prove it: the same for all calls with a token. */
export type SignCalls = (credentials: Credentials, token: string) => Readonly<Record<string, string>>;

/** Signs calls with a token of the given credentials. The clients' only way to reach an API. */
export class ApiCaller {
  readonly #headers = new WeakMap<
    Credentials,
    { readonly token: string; readonly headers: Readonly<Record<string, string>> }
  >();

  constructor(
    private readonly upstream: Upstream,
    private readonly tokens: TokenSource,
    private readonly sign: SignCalls,
  ) {}

  /**
   * Sends a call. A 401 drops the token and repeats the call once with a fresh one: a refused call was not carried
   * out, so that is safe for writes too. It can only follow on another answer where the call may be repeated anyway.
   * A token that ran out while the API was at work is dropped too, but then only a read is sent again.
   * @throws UpstreamError; GraphError FORBIDDEN for an API that must not be called
   */
  send(credentials: Credentials, call: ApiCall): Promise<UpstreamAnswer> {
    const { budget, deadline, reads, origin } = call.scope;
    const { refusal } = call.api;
    if (refusal !== undefined) return Promise.reject(new GraphError('FORBIDDEN', refusal));
    reads?.uncached();
    try {
      budget?.take();
    } catch (error) {
      return Promise.reject(asError(error));
    }
    // Nearly always there is a token at hand.
    const token = this.tokens.peek(credentials);
    return token === undefined
      ? this.tokens
          .get(credentials, deadline, origin)
          .then((loaded) => this.#sendWith(loaded, credentials, call))
      : this.#sendWith(token, credentials, call);
  }

  #sendWith(token: string, credentials: Credentials, call: ApiCall): Promise<UpstreamAnswer> {
    return this.upstream
      .send(this.#signed(credentials, call, token))
      .catch((error: unknown) => this.#sendAgain(credentials, call, token, error));
  }

  async #sendAgain(
    credentials: Credentials,
    call: ApiCall,
    token: string,
    error: unknown,
  ): Promise<UpstreamAnswer> {
    if (!(error instanceof UpstreamError)) throw error;
    const ranOut = call.api.tokenRanOut !== undefined && error.facts.status === call.api.tokenRanOut;
    if (!ranOut && !isRefusedToken(error)) throw error;
    this.tokens.drop(credentials, token);
    if (ranOut && call.effect === 'write') throw error;
    // What came before the 401 may have been carried out, and no later failure undoes that.
    const unknown = error.code === 'OUTCOME_UNKNOWN' ? error : undefined;
    const { deadline, origin } = call.scope;
    const fresh = await this.tokens.get(credentials, deadline, origin).catch((cause: unknown) => {
      throw unknown === undefined ? asError(cause) : stillUnknown(unknown, cause);
    });
    return this.upstream.send(this.#signed(credentials, call, fresh)).catch((again: unknown) => {
      throw again instanceof UpstreamError ? lastWord(call, unknown, again) : asError(again);
    });
  }

  #signed(credentials: Credentials, call: ApiCall, token: string): UpstreamCall {
    const headers = this.#headersFor(credentials, token);
    const { scope } = call;
    return {
      ...call,
      deadline: scope.deadline,
      origin: scope.origin,
      forChange: scope.forChange,
      group: credentials.id,
      headers: call.headers === undefined ? headers : { ...call.headers, ...headers },
    };
  }

  /** The headers of all calls with a token, made once. */
  #headersFor(credentials: Credentials, token: string): Readonly<Record<string, string>> {
    const known = this.#headers.get(credentials);
    if (known?.token === token) return known.headers;
    const headers = this.sign(credentials, token);
    this.#headers.set(credentials, { token, headers });
    return headers;
  }
}

/** A 401, also one that ended the repeats of a change whose first answer was lost. */
function isRefusedToken({ facts, cause }: UpstreamError): boolean {
  return facts.status === 401 || (cause instanceof UpstreamError && cause.facts.status === 401);
}
