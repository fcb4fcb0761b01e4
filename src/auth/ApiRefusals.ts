import type { Clock } from '../clock.js';
import type { Credentials } from '../config.js';
import type { ApiIdentity } from '../http/ApiDescriptor.js';
import type { Proof } from '../http/UpstreamCall.js';

/** From when until when no token is renewed for what an API refuses. */
interface Refusal {
  /** How many new tokens it has refused, none long after the one before, without one that it took in between. */
  readonly count: number;
  /** What holds the last of them. */
  readonly proof: Proof;
  readonly since: number;
  readonly until: number;
}

/** For so long: a call every half minute is no storm, and a token that was revoked meanwhile no long outage. */
const PAUSE_MS = 30_000;
/** A token may be revoked just as it was fetched. That does not happen again and again. */
const COUNT_OF_PAUSE = 3;
/** Refusals that lie further apart than this have nothing to do with each other. */
const APART_MS = 600_000;

/**
 * Which APIs refuse which keys although their token is new, so that another one would not help. Of an API nothing is known
 * but that: it may refuse the keys for one sales unit only, and any call that gets past the check of them ends it.
 */
export class ApiRefusals {
  /** By the id of the keys, then by the name of the API. */
  readonly #refusals = new Map<string, Map<string, Refusal>>();

  constructor(private readonly clock: Clock) {}

  /** An API has refused a token that was fetched as it had refused the one before, for one call or for many at once. */
  refused({ id }: Credentials, { name }: ApiIdentity, proof: Proof): void {
    let ofKeys = this.#refusals.get(id);
    if (ofKeys === undefined) this.#refusals.set(id, (ofKeys = new Map<string, Refusal>()));
    const before = ofKeys.get(name);
    if (before?.proof === proof) return;
    const since = this.clock.now();
    const counted = before !== undefined && since - before.since <= APART_MS ? before.count : 0;
    ofKeys.set(name, { count: counted + 1, proof, since, until: since + PAUSE_MS });
  }

  /** An API has taken the token of a call, whatever became of that. */
  accepted({ id }: Credentials, { name }: ApiIdentity): void {
    // Nearly always there are none.
    if (this.#refusals.size === 0) return;
    const ofKeys = this.#refusals.get(id);
    if (ofKeys?.delete(name) === true && ofKeys.size === 0) this.#refusals.delete(id);
  }

  /** Whether a new token is of no use for what the API refuses just now. */
  isPaused({ id }: Credentials, { name }: ApiIdentity): boolean {
    const refusal = this.#refusals.get(id)?.get(name);
    if (refusal === undefined || refusal.count < COUNT_OF_PAUSE) return false;
    const now = this.clock.now();
    return now >= refusal.since && now < refusal.until;
  }

  /** Whether any API has refused the keys last. @param id of the keys */
  has(id: string): boolean {
    return this.#refusals.has(id);
  }

  /** Forgets all others. @param ids of keys */
  retain(ids: ReadonlySet<string>): void {
    for (const id of this.#refusals.keys()) if (!ids.has(id)) this.#refusals.delete(id);
  }
}
