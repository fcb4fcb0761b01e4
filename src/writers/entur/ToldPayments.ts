import { LRUCache } from 'lru-cache';

/** A lost answer is looked for within minutes, and nobody makes so many payments in that time. */
const MOST = 10_000;

/** The payments that callers were told of as theirs: none of them can be what another call has made. */
export class ToldPayments {
  readonly #told = new LRUCache<string, true>({ max: MOST });

  /** @param keys whose payment it is, as the id of their credentials */
  add(keys: string, paymentId: string): void {
    this.#told.set(`${keys} ${paymentId}`, true);
  }

  has(keys: string, paymentId: string): boolean {
    return this.#told.has(`${keys} ${paymentId}`);
  }
}
