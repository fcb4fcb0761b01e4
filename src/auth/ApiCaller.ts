import type { Credentials } from '../config.js';
import { asError } from '../errors/as-error.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from '../http/ApiDescriptor.js';
import type { CallOrigin, CallScope } from '../http/call-scope.js';
import type { Deadline } from '../http/deadline.js';
import { lastWord, stillUnknown } from '../http/last-word.js';
import type { PastAttempts } from '../http/PastAttempts.js';
import type { Signature, Upstream, UpstreamAnswer, UpstreamCall } from '../http/Upstream.js';
import type { Proof } from '../http/UpstreamCall.js';
import type { TokenSource } from './TokenSource.js';

/** A call before it is signed. */
export type ApiCall = Omit<UpstreamCall, 'headers' | 'deadline' | 'group' | 'signature'> & {
  readonly headers?: Headers;
  readonly scope: CallScope;
};

type Headers = Readonly<Record<string, string>>;

/** A GET that is safe to repeat, before it is signed. */
export interface ApiRead extends Pick<UpstreamCall, 'api' | 'operation' | 'path' | 'isPage'> {
  readonly headers?: Headers;
}

/** The headers that say who calls, and prove it: the same for all calls with a token. */
export type SignCalls = (credentials: Credentials, token: string) => Headers;

const NO_HEADERS: Headers = {};

type SignedCall = UpstreamCall & { readonly signature: TokenSignature };

/** Signs calls with a token of the given credentials. The clients' only way to reach an API. */
export class ApiCaller {
  readonly #proofs: Proofs;

  constructor(
    private readonly upstream: Upstream,
    private readonly tokens: TokenSource,
    sign: SignCalls,
  ) {
    this.#proofs = new Proofs(tokens, sign);
  }

  /**
   * Sends a call. A 401 drops the token and repeats the call once with a fresh one: a refused call was not carried
   * out, so that is safe for writes too. It can only follow on another answer where the call may be repeated anyway.
   * Where fresh ones are refused too, several in a row, the next calls are not repeated for a while.
   * A token that ran out while the API was at work is dropped too, but then only a read is sent again.
   * @throws UpstreamError; GraphError FORBIDDEN for an API that must not be called
   */
  send(credentials: Credentials, call: ApiCall): Promise<UpstreamAnswer> {
    const { scope, headers = NO_HEADERS, ...rest } = call;
    const { deadline, origin, forChange } = scope;
    const signature = new TokenSignature(this.#proofs, credentials, call.api, scope);
    const signed = { ...rest, headers, signature, group: credentials.id, deadline, origin, forChange };
    return this.#sendOnAccount(credentials, signed, scope);
  }

  /** The same for a read: of these a request has hundreds that wait, so each is one object of one shape. */
  read(credentials: Credentials, scope: CallScope, read: ApiRead): Promise<UpstreamAnswer> {
    const signature = new TokenSignature(this.#proofs, credentials, read.api, scope);
    return this.#sendOnAccount(credentials, new SignedRead(read, scope, credentials.id, signature), scope);
  }

  #sendOnAccount(credentials: Credentials, call: SignedCall, scope: CallScope): Promise<UpstreamAnswer> {
    const { budget, deadline, reads, origin } = scope;
    const { refusal } = call.api;
    if (refusal !== undefined) return Promise.reject(new GraphError('FORBIDDEN', refusal));
    reads?.uncached();
    try {
      budget?.take();
    } catch (error) {
      return Promise.reject(asError(error));
    }
    // Nearly always there is a token at hand.
    return this.tokens.peek(credentials) === undefined
      ? this.tokens.get(credentials, deadline, origin).then(() => this.#send(credentials, call))
      : this.#send(credentials, call);
  }

  #send(credentials: Credentials, call: SignedCall): Promise<UpstreamAnswer> {
    return this.upstream.send(call, (failed, made) =>
      failed.catch((error: unknown) => this.#sendAgain(credentials, call, error, made)),
    );
  }

  async #sendAgain(
    credentials: Credentials,
    call: SignedCall,
    error: unknown,
    made: PastAttempts,
  ): Promise<UpstreamAnswer> {
    if (!(error instanceof UpstreamError)) throw error;
    const ranOut = call.api.tokenRanOut !== undefined && error.facts.status === call.api.tokenRanOut;
    if (!ranOut && !isRefusedToken(error)) throw error;
    if (ranOut && call.effect === 'write') throw error;
    if (!ranOut && this.tokens.refusals.isPaused(credentials, call.api)) throw error;
    // What came before the 401 may have been carried out, and no later failure undoes that.
    const unknown = error.code === 'OUTCOME_UNKNOWN' ? error : undefined;
    const { deadline, origin } = call;
    await this.tokens.get(credentials, deadline, origin).catch((cause: unknown) => {
      throw unknown === undefined ? asError(cause) : stillUnknown(unknown, cause);
    });
    if (!ranOut) call.signature.isRenewed = true;
    return this.upstream.send(call, undefined, made).catch((again: unknown) => {
      throw again instanceof UpstreamError ? lastWord(unknown, again) : asError(again);
    });
  }
}

class SignedRead implements UpstreamCall {
  readonly method = 'GET';
  readonly effect = 'read';
  readonly repeatable = true;
  readonly api: ApiDescriptor;
  readonly operation: string;
  readonly path: string;
  readonly headers: Headers;
  readonly isPage: boolean;
  readonly deadline: Deadline;
  readonly origin: CallOrigin | undefined;
  readonly forChange: boolean | undefined;

  constructor(
    { api, operation, path, headers = NO_HEADERS, isPage = false }: ApiRead,
    { deadline, origin, forChange }: CallScope,
    readonly group: string,
    readonly signature: TokenSignature,
  ) {
    this.api = api;
    this.operation = operation;
    this.path = path;
    this.headers = headers;
    this.isPage = isPage;
    this.deadline = deadline;
    this.origin = origin;
    this.forChange = forChange;
  }
}

/** What proves who calls, made once for each token. */
class Proofs {
  readonly #known = new WeakMap<Credentials, { readonly token: string; readonly proof: Proof }>();

  constructor(
    readonly tokens: TokenSource,
    private readonly sign: SignCalls,
  ) {}

  /** That of the token that is held; undefined = there is none. */
  of(credentials: Credentials): Proof | undefined {
    const token = this.tokens.held(credentials);
    if (token === undefined) return undefined;
    const known = this.#known.get(credentials);
    if (known?.token === token) return known.proof;
    const proof = Object.entries(this.sign(credentials, token)).flat();
    this.#known.set(credentials, { token, proof });
    return proof;
  }

  /** An API has refused the token in this: nobody uses it any more. */
  drop(credentials: Credentials, proof: Proof): void {
    const known = this.#known.get(credentials);
    if (known?.proof !== proof) return;
    this.tokens.drop(credentials, known.token);
    // The next one is another, also where the endpoint hands out the same token again.
    this.#known.delete(credentials);
  }
}

/** Signs one call with whatever token is held when it goes out. */
class TokenSignature implements Signature {
  failure: UpstreamError | undefined;
  /** What proves it was fetched because an API has refused this very call. */
  isRenewed = false;

  constructor(
    private readonly proofs: Proofs,
    private readonly credentials: Credentials,
    private readonly api: ApiDescriptor,
    private readonly scope: CallScope,
  ) {}

  proof(): Proof | undefined {
    return this.proofs.of(this.credentials);
  }

  async renew(): Promise<UpstreamError | undefined> {
    const { deadline, origin } = this.scope;
    try {
      await this.proofs.tokens.get(this.credentials, deadline, origin);
      return undefined;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      return (this.failure = error);
    }
  }

  failed(proof: Proof, error: UpstreamError): void {
    const { status } = error.facts;
    if (status === 401) this.#refused(proof);
    else if (status !== undefined && status === this.api.tokenRanOut)
      this.proofs.drop(this.credentials, proof);
    else if (isOfTaken(status)) this.succeeded();
  }

  succeeded(): void {
    this.proofs.tokens.refusals.accepted(this.credentials, this.api);
  }

  #refused(proof: Proof): void {
    const { refusals } = this.proofs.tokens;
    // The token is not at fault.
    if (this.isRenewed) refusals.refused(this.credentials, this.api, proof);
    else if (!refusals.isPaused(this.credentials, this.api)) this.proofs.drop(this.credentials, proof);
  }
}

/**
 * Whether an API that answers with this has taken the token: it has looked at what was asked for. What may come from a gateway
 * in front of it (redirects, time-outs, limits, faults), and a 403, which may be about the keys, say nothing of that.
 */
function isOfTaken(status: number | undefined): boolean {
  return status !== undefined && status >= 400 && status < 500 && !UNTOLD.has(status);
}

const UNTOLD: ReadonlySet<number> = new Set([401, 403, 408, 429]);

/** A 401, also one that ended the repeats of a change whose first answer was lost. */
function isRefusedToken({ facts, cause }: UpstreamError): boolean {
  return facts.status === 401 || (cause instanceof UpstreamError && cause.facts.status === 401);
}
