import { dateAt, dayOf, hourMs, midnight, payoutDateAfter } from '../seed/calendar.js';
import { feesOf, movementOf, type StoredEntry, type Topic } from '../seed/ledger-entries.js';
import { entriesFeed, salesFeed } from '../seed/ledger-feeds.js';
import { seededLedgers, type SeededLedger } from '../seed/ledgers.js';
import { placeOf, placesOf, saleAt, type StoredSale } from '../seed/sales-events.js';
import type { Clock } from './Clock.js';
import { GrowingFeed } from './GrowingFeed.js';

/** An item added over the control API. It goes out as it is, whatever its shape. */
export interface Raw {
  readonly raw: Readonly<Record<string, unknown>>;
}

/** An item of a sales feed. */
export type SaleItem = StoredSale | Raw;
/** An item of an entries feed. */
export type EntryItem = StoredEntry | Raw;

type EntryDraft = Omit<StoredEntry, 'balanceBefore' | 'ledgerDate'>;

/** As long as nobody sets the clock, all seeded days are closed, whatever the machine's date. */
const settledMs = Date.parse('2026-10-05');

/** A ledger: its growing feeds, and what the vendor and the merchant have decided about it. */
export class StoredLedger {
  granted: boolean;
  /** Most entries on a page of the Report API. */
  pageSize = 1_000;

  readonly #clock: Clock;
  #sales: GrowingFeed<StoredSale, SaleItem> | undefined;
  readonly #entries = new Map<Topic, GrowingFeed<StoredEntry, EntryItem>>();
  /** Per topic: what the added entries before the nth one add up to. */
  readonly #addedSums = { funds: [0], fees: [0] };

  constructor(
    readonly seed: SeededLedger,
    clock: Clock,
  ) {
    this.granted = seed.granted;
    this.#clock = clock;
  }

  /** The time up to which there is data, and which decides what dates are closed. */
  now(): number {
    return this.#clock.isReal ? Math.max(this.#clock.now(), settledMs) : this.#clock.now();
  }

  salesFrom(place: number, size: number) {
    return this.#salesFeed().slice(place, size, this.now());
  }

  salesOn(date: string): SaleItem[] {
    return this.#salesFeed().onDate(date, dayOf(date), this.now());
  }

  salesByPspReference(pspReference: string): SaleItem[] {
    const place = this.seed.trade === 'webShop' ? undefined : placeOf(this.seed, pspReference);
    return this.#withAdded(place ? [place] : [], 'pspReference', pspReference);
  }

  salesByReference(reference: string): SaleItem[] {
    const places = this.seed.trade === 'webShop' ? [] : placesOf(this.seed, reference);
    return this.#withAdded(places, 'reference', reference);
  }

  entriesFrom(topic: Topic, place: number) {
    return this.#entriesFeed(topic).slice(place, this.pageSize, this.now());
  }

  entriesOn(topic: Topic, date: string): EntryItem[] {
    return this.#entriesFeed(topic).onDate(date, dayOf(date), this.now());
  }

  /** A date is complete an hour after the midnight in which its money is settled. */
  isClosed(date: string): boolean {
    const settled = payoutDateAfter(date, this.seed.payout);
    return this.now() >= midnight(settled, this.seed.country) + hourMs;
  }

  /** Today's date where the merchant is. */
  today(): string {
    return dateAt(this.now(), this.seed.country);
  }

  addSale(raw: Readonly<Record<string, unknown>>): void {
    this.#salesFeed().add({ raw }, this.today(), this.now());
  }

  /** Books the money of a sale: its movement and its fee. */
  addMoneyOf(sale: StoredSale): void {
    const movement = movementOf(sale);
    if (movement) this.addEntry('funds', movement);
    for (const fee of feesOf(sale, false)) this.addEntry('fees', fee);
  }

  /** @param changes fields of the entry as it goes out */
  addEntry(topic: Topic, draft: EntryDraft, changes: Readonly<Record<string, unknown>> = {}): void {
    const feed = this.#entriesFeed(topic);
    const { length } = feed.slice(0, 0, this.now());
    const [last] = length === 0 ? [] : feed.slice(length - 1, 1, this.now()).items;
    const balanceBefore = last ? balanceAfter(last) : 0;
    const ledgerDate = this.today();
    const { timeMs, ...rest } = draft;
    const entry = {
      ...rest,
      time: new Date(timeMs).toISOString().replace('Z', '000Z'),
      ledgerDate,
      currency: this.seed.currency,
      balanceBefore,
      balanceAfter: balanceBefore + draft.amount,
      ...changes,
    };
    feed.add({ raw: entry }, ledgerDate, this.now());
    this.#addedSums[topic].push((this.#addedSums[topic].at(-1) ?? 0) + draft.amount);
  }

  #withAdded(places: readonly (readonly [number, number])[], field: string, value: string): SaleItem[] {
    const seeded = places.map(([day, index]) => saleAt(this.seed, day, index));
    const added = this.#salesFeed().added.filter((item) => 'raw' in item && item.raw[field] === value);
    return [...seeded.filter(({ timeMs }) => timeMs <= this.now()), ...added];
  }

  #salesFeed(): GrowingFeed<StoredSale, SaleItem> {
    return (this.#sales ??= new GrowingFeed(salesFeed(this.seed), (sale) => sale));
  }

  #entriesFeed(topic: Topic): GrowingFeed<StoredEntry, EntryItem> {
    let feed = this.#entries.get(topic);
    if (!feed) {
      const sums = this.#addedSums[topic];
      feed = new GrowingFeed(entriesFeed(this.seed, topic), (entry, added) => {
        return added === 0 ? entry : { ...entry, balanceBefore: entry.balanceBefore + (sums[added] ?? 0) };
      });
      this.#entries.set(topic, feed);
    }
    return feed;
  }
}

function balanceAfter(item: EntryItem): number {
  return 'raw' in item ? Number(item.raw['balanceAfter'] ?? 0) : item.balanceBefore + item.amount;
}

/** All ledgers, by id. Their data is made on demand, so starting and resetting cost next to nothing. */
export class LedgerStore {
  #ledgers = new Map<string, StoredLedger>();

  constructor(private readonly clock: Clock) {
    this.reset();
  }

  reset(): void {
    this.#ledgers = new Map(
      seededLedgers().map((seed) => [seed.ledgerId, new StoredLedger(seed, this.clock)]),
    );
  }

  all(): StoredLedger[] {
    return [...this.#ledgers.values()];
  }

  ledger(ledgerId: string): StoredLedger | undefined {
    return this.#ledgers.get(ledgerId);
  }
}
