import type { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor } from './ApiDescriptor.js';
import type { CallOrigin } from './call-scope.js';
import type { Deadline } from './deadline.js';

/** One call to a REST API. Paths are encoded by the caller (see path.ts); bodies are already serialised. */
export interface UpstreamCall {
  readonly api: ApiDescriptor;
  /** The API's own operation name: for the log and for errors. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path and query, starting with a slash. */
  readonly path: string;
  readonly headers: Headers;
  /** Proves who calls; undefined = nobody has to. */
  readonly signature?: Signature | undefined;
  readonly body?: string;
  /** A read leaves nothing behind; the outcome of a write whose answer is lost is unknown. */
  readonly effect: 'read' | 'write';
  /** It asks for nothing that could exist or not, as a call for a token. */
  readonly hasNoSubject?: boolean | undefined;
  /**
   * May be sent again after a failure: reads, deletes, and writes with an idempotency key. An attempt has a time of its
   * own then, where other calls have their deadline.
   */
  readonly repeatable: boolean;
  /**
   * A write that the API refuses the second time, by an id of the caller's. It may be sent again, but a refusal that follows
   * on a lost answer leaves open which of them is there, so each attempt has the deadline, as one that can't be repeated.
   */
  readonly refusedTwice?: boolean;
  /** It is slow by nature, although it may be repeated: each attempt has the deadline, and none is made beside another. */
  readonly takesLong?: boolean;
  /** An answer that is not JSON is given as text instead of refused: some writes answer a bare word, or nothing. */
  readonly textAllowed?: boolean;
  readonly deadline: Deadline;
  /** A page of a long list, which may take long itself: it has permits of its own. */
  readonly isPage?: boolean;
  /** Whose keys sign it: calls of a group share a circuit breaker. */
  readonly group?: string;
  /** A read by which a change learns its outcome: it has the repeats of changes. */
  readonly forChange?: boolean | undefined;
  /** The request that it is made for; undefined = none that the log could name. */
  readonly origin?: CallOrigin | undefined;
}

type Headers = Readonly<Record<string, string>>;

/** What proves who calls. It is asked for as a call goes out: while that waited, what was good before may have been refused. */
export interface Signature {
  /** What proves it now; undefined = nothing does until `renew` has brought it. */
  proof(): Proof | undefined;
  /** Brings a new one. @returns why there is none */
  renew(): Promise<UpstreamError | undefined>;
  /** Why `renew` has brought none. */
  readonly failure: UpstreamError | undefined;
  /** A call with this has failed. Told before the next one goes out in its place. */
  failed(proof: Proof, error: UpstreamError): void;
  /** A call with what proved it has got a 2xx answer. One that has failed may prove as much: see `failed`. */
  succeeded(): void;
}

/** Names and values of headers by turns, as they are sent. They come before those of a call. */
export type Proof = readonly string[];

/** What proves nothing. */
export const NO_PROOF: Proof = [];

/** The headers of a call that are sent, names and values by turns. */
export function sentHeaders({ headers }: UpstreamCall, proof: Proof): string[] {
  const sent = [...proof];
  for (const [name, value] of Object.entries(headers)) if (!proof.includes(name)) sent.push(name, value);
  return sent;
}

/** Whose permits it takes. */
export function ownerOf({ origin }: UpstreamCall): string {
  return origin === undefined ? '' : origin.owner;
}

/** Whose circuit breaker it has. */
export function groupOf({ group = '' }: UpstreamCall): string {
  return group;
}

/** Whether an attempt has a time of its own: the next one loses nothing by its end. */
export function isCutShort({ repeatable, refusedTwice = false, takesLong = false }: UpstreamCall): boolean {
  return repeatable && !refusedTwice && !takesLong;
}
