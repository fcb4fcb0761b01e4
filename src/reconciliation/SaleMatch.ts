import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { movedBy } from './amounts.js';
import { bookedGross, saleWord } from './sale-check.js';

/** A sale that met its money. */
export interface Met {
  readonly event: WireSalesEvent;
  readonly entry: WireEntry;
}

/** The sales and the payments of one date, as far as they have not met. */
export class SaleMatch {
  readonly #sales: Set<WireSalesEvent>;
  readonly #entries: Set<WireEntry>;

  /** @param entries captures and refunds */
  constructor(
    readonly date: string,
    sales: readonly WireSalesEvent[],
    entries: readonly WireEntry[],
  ) {
    this.#sales = new Set(sales);
    this.#entries = new Set(entries);
  }

  /** Sales that have not met their money; of cash there is none to meet. */
  get sales(): readonly WireSalesEvent[] {
    return [...this.#sales];
  }

  /** Money that has not met a sale. */
  get entries(): readonly WireEntry[] {
    return [...this.#entries];
  }

  /** Whether there are sales whose money may yet be on the next date. */
  get hasOpenSales(): boolean {
    return [...this.#sales].some((event) => event.pspReference !== null || !isCash(event));
  }

  /** Whether there is money whose sales may yet be on the next date. */
  get hasOpenMoney(): boolean {
    return this.#entries.size > 0;
  }

  /**
   * Within the date: by PSP reference, then by reference where one of the two has no PSP reference or where their amounts
   * are the same.
   */
  meet(): readonly Met[] {
    return [...this.#meetByPspReference(this), ...this.#meetByReference()];
  }

  /** The sales of this date with the money of a neighbouring one: the two APIs may end a date at different hours. */
  meetOn(other: SaleMatch): readonly Met[] {
    return this.#meetByPspReference(other);
  }

  #meetByPspReference(other: SaleMatch): readonly Met[] {
    if (this.#sales.size === 0 || other.#entries.size === 0) return [];
    const entries = new Map<string, WireEntry>();
    for (const entry of other.#entries)
      if (entry.pspReference !== null) entries.set(entry.pspReference, entry);
    const met: Met[] = [];
    for (const event of this.#sales) {
      const entry = event.pspReference === null ? undefined : entries.get(event.pspReference);
      if (entry === undefined || !other.#entries.delete(entry)) continue;
      this.#sales.delete(event);
      met.push({ event, entry });
    }
    return met;
  }

  #meetByReference(): readonly Met[] {
    if (this.#sales.size === 0 || this.#entries.size === 0) return [];
    const entries = Map.groupBy(this.#entries, ({ reference }) => reference);
    const met: Met[] = [];
    for (const event of this.#sales) {
      if (event.reference === null || isCash(event)) continue;
      const fitting = (entries.get(event.reference) ?? []).filter(
        (entry) => this.#entries.has(entry) && mayBe(event, entry),
      );
      const gross = bookedGross(event);
      const entry = fitting.find((each) => movedBy(each) === gross) ?? fitting[0];
      if (entry === undefined) continue;
      this.#entries.delete(entry);
      this.#sales.delete(event);
      met.push({ event, entry });
    }
    return met;
  }

  /** Takes cash out, and gives it: what has met nothing is none of the ledger's. */
  takeCash(): readonly WireSalesEvent[] {
    const cash = this.sales.filter((event) => isCash(event));
    for (const event of cash) this.#sales.delete(event);
    return cash;
  }
}

/** Cash never passes the ledger. */
function isCash({ paymentType }: WireSalesEvent): boolean {
  return paymentType?.toUpperCase() === 'CASH';
}

function mayBe(event: WireSalesEvent, entry: WireEntry): boolean {
  if (saleWord(entry) !== saleWord(event)) return false;
  return event.pspReference === null || entry.pspReference === null || movedBy(entry) === bookedGross(event);
}
