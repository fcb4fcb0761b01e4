import type { Credentials, SystemHeaders } from '../config.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { promised } from '../http/promised.js';
import type { Upstream, UpstreamAnswer, UpstreamCall } from '../http/upstream.js';
import { credentialHeaders, systemHeaders } from './headers.js';
import type { TokenSource } from './tokens.js';

/** A call before it is signed. */
export type ApiCall = Omit<UpstreamCall, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

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
   * @throws UpstreamError
   */
  send(credentials: Credentials, call: ApiCall): Promise<UpstreamAnswer> {
    call.deadline.observer?.uncached();
    return promised(() => {
      call.deadline.budget?.take();
      // Nearly always there is a token at hand.
      const token = this.tokens.peek(credentials);
      return token === undefined
        ? this.tokens
            .get(credentials, call.deadline)
            .then((loaded) => this.#sendWith(loaded, credentials, call))
        : this.#sendWith(token, credentials, call);
    });
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
    const fresh = await this.tokens.get(credentials, call.deadline);
    return this.upstream.send(this.#signed(credentials, call, fresh));
  }

  #signed(credentials: Credentials, call: ApiCall, token: string): UpstreamCall {
    const headers = this.#headersFor(credentials, token);
    return { ...call, headers: call.headers === undefined ? headers : { ...call.headers, ...headers } };
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
