import { at } from '../graph.ts';
import { insist } from '../fault-plan.ts';
import type { SandboxControl } from '../../support/sandbox-control.ts';
import type { ToldAnswer } from '../virtual/caller.ts';
import type { Dice } from './dice.ts';

/** Seconds that the policy of orders allows: served as it is, and shown while the API fails; see docs/caching.md. */
export const SERVED_SECONDS = 30 + 120;
export const SHOWN_SECONDS = SERVED_SECONDS + 3_600;
/** The same where there is no such order. */
export const ABSENT_SECONDS = 5;
/** What a load may take: a value may have been read so long before it is kept. */
const LOAD_SECONDS = 10;

const ORDERS = 3;

/** What an order showed, from when on, in ms; null: nothing. */
interface Version {
  readonly url: string | null;
  since: number;
}

export const outsideQuery =
  'query($orderId: String!) { order(msn: "204117", paymentType: ECOM, orderId: $orderId) { category { url } } }';

/**
 * Orders that others change, behind the back of the server: it may show what it has read for as long as its policy says,
 * and must say so when it shows it for longer, as the API fails.
 */
export class OutsideOrders {
  readonly wrong: string[] = [];
  readonly #dice: Dice;
  readonly #versions = new Map<string, Version[]>();
  /** Clocks that are set back make what is kept younger by so much. */
  #setBackSeconds = 0;
  #serial = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  pick(): string {
    return `outside-${String(this.#dice.between(1, ORDERS))}`;
  }

  clockJumped(ms: number): void {
    if (ms < 0) this.#setBackSeconds -= ms / 1_000;
  }

  /** Somebody else changes one. */
  async change(control: SandboxControl): Promise<string> {
    const orderId = this.pick();
    const url = `https://shop.example/outside-${String(++this.#serial)}`;
    const body = { category: { category: 'LOYALTY', orderDetailsUrl: url }, receipt: null };
    // Reads may see it before this is told that it is there.
    const version: Version = { url, since: Number.POSITIVE_INFINITY };
    this.#of(orderId).push(version);
    await insist(() => control.orders.show('204117', 'ECOM', orderId, body));
    version.since = performance.now();
    return `${orderId} shows ${url}`;
  }

  /** Judges what a read saw that began then. */
  judge(orderId: string, startedAt: number, { data, faults, extensions }: ToldAnswer): void {
    const category = at(data, 'order', 'category');
    if (faults.length > 0 || data === undefined) return;
    const seen = at(category, 'url');
    const url = typeof seen === 'string' ? seen : null;
    const versions = this.#of(orderId);
    const index = versions.findIndex((version) => version.url === url);
    if (index === -1) {
      this.wrong.push(`${orderId}: ${String(url)}, which it never showed`);
      return;
    }
    const next = versions[index + 1];
    if (next === undefined) return;
    const seconds = (startedAt - next.since) / 1_000;
    const told = at(extensions, 'stale', 0, 'age');
    const [limit, what] =
      typeof told === 'number'
        ? [SHOWN_SECONDS, 'while the API fails']
        : [url === null ? ABSENT_SECONDS : SERVED_SECONDS, 'without a word'];
    if (seconds > limit + LOAD_SECONDS + this.#setBackSeconds)
      this.wrong.push(`${orderId}: ${String(url)}, ${seconds.toFixed(0)} s after it had changed, ${what}`);
    if (typeof told !== 'number') return;
    if (told >= SHOWN_SECONDS) this.wrong.push(`${orderId}: ${String(told)} s old`);
    if (told < seconds - LOAD_SECONDS - this.#setBackSeconds)
      this.wrong.push(`${orderId}: told as ${String(told)} s old, and is ${seconds.toFixed(0)} s`);
  }

  #of(orderId: string): Version[] {
    let versions = this.#versions.get(orderId);
    if (versions === undefined) this.#versions.set(orderId, (versions = [{ url: null, since: 0 }]));
    return versions;
  }
}
