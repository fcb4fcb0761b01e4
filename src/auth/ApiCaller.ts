import type { Credentials, SystemHeaders } from '../config.js';
import { asError } from '../errors/as-error.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { CallScope } from '../http/call-scope.js';
import type { Upstream, UpstreamAnswer, UpstreamCall } from '../http/Upstream.js';
import { credentialHeaders, systemHeaders } from './headers.js';
import type { TokenSource } from './TokenSource.js';

/** A call before it is signed. */
export type ApiCall = Omit<UpstreamCall, 'headers' | 'deadline'> & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly scope: CallScope;
};

/** Signs calls with a token of the given credentials. The clients' only way to reach an API. */
export class ApiCaller {
  readonly #headers = new WeakMap<
    Credentials,
    { readonly token: string; readonly headers: Readonly<Record<string, string>> }
  >();

  constructor(
    private readonly upstream: Upstream,
    private readonly tokens: TokenSource,
    private readonly system: SystemHeaders,
  ) {}

  /**
   * Sends a call. A 401 drops the token and repeats the call once with a fresh one: a refused call was not carried
   * out, so that is safe for writes too.
   * @throws UpstreamError; GraphError FORBIDDEN for an API that must not be called
   */
  send(credentials: Credentials, call: ApiCall): Promise<UpstreamAnswer> {
    const { budget, deadline, reads } = call.scope;
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
      ? this.tokens.get(credentials, deadline).then((loaded) => this.#sendWith(loaded, credentials, call))
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
    if (!(error instanceof UpstreamError && error.facts.status === 401)) throw error;
    this.tokens.drop(credentials, token);
    const fresh = await this.tokens.get(credentials, call.scope.deadline);
    return this.upstream.send(this.#signed(credentials, call, fresh));
  }

  #signed(credentials: Credentials, call: ApiCall, token: string): UpstreamCall {
    const headers = this.#headersFor(credentials, token);
    const { scope, ...rest } = call;
    return {
      ...rest,
      deadline: scope.deadline,
      headers: call.headers === undefined ? headers : { ...call.headers, ...headers },
    };
  }

  /** The headers of all calls with a token, made once. */
  #headersFor(credentials: Credentials, token: string): Readonly<Record<string, string>> {
    const known = this.#headers.get(credentials);
    if (known?.token === token) return known.headers;
    const headers = { ...systemHeaders(this.system), ...credentialHeaders(credentials, token) };
    this.#headers.set(credentials, { token, headers });
    return headers;
  }
}
