import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { movedBy, whole } from './amounts.js';
import { differenceOf, type Difference, type DifferenceKind, type Referred } from './difference.js';
import { addExactly, addRates, noFigures, type Figures, type RateSum } from './figures.js';
import { bookedGross, ratesOf, saleFault } from './sale-check.js';
import { SaleMatch, type Met } from './SaleMatch.js';
import { isPayment } from './kinds.js';
import type { OpenedSeal } from './seal.js';
import type { DateData } from './source.js';

/** What of a date goes into the books: what was sold is booked on the date of its money. */
export interface Booked {
  readonly rates: Map<number | null, RateSum>;
  /** Through the ledger, and for cash. */
  sold: number;
  cash: number;
}

/** Sales data of Vippsnummer are complete from here on: baskets, the last kind, begin on the day before. */
const SALES_FROM = '2026-04-23';

/** A date while it is worked on: what it has found so far. */
export class ClosingDate {
  readonly date: string;
  readonly figures: Figures = noFigures();
  readonly booked: Booked = { rates: new Map(), sold: 0, cash: 0 };
  readonly differences: Difference[] = [];
  readonly match: SaleMatch;
  /** By PSP reference and kind: whatever is there a second time is a duplicate. */
  readonly #seen = new Set<string>();

  /** @param before the date in front of it, for what was there then already */
  constructor(
    readonly data: DateData,
    readonly seal: OpenedSeal,
    private readonly currency: string | null,
    before: ClosingDate | undefined,
  ) {
    this.date = data.date;
    const { funds, sales } = seal.content;
    const payments = funds.filter((entry) => isPayment(entry) && !this.#isRepeated('funds', entry, before));
    const events = sales.filter((event) => !this.#isRepeated('sales', event, before));
    this.#sell(events);
    this.match = new SaleMatch(this.date, events, payments);
    for (const met of this.match.meet()) this.meet(met, this);
  }

  get isComplete(): boolean {
    return this.data.isFundsComplete && this.data.isFeesComplete;
  }

  tell(kind: DifferenceKind, amount: number, item: Referred, message: string): void {
    this.add(differenceOf(kind, this.date, amount, item, message));
  }

  add(difference: Difference): void {
    this.differences.push(difference);
    this.figures.differences += 1;
    this.figures.unexplained = addExactly(this.figures.unexplained, Math.abs(difference.amount));
  }

  /** Looks at what all items have. @returns what it moved; 0 where nothing tells */
  amountOf(item: WireEntry): number {
    this.#checkCurrency(item, item.amount);
    if (whole(item.amount) === null) this.tell('AMOUNT_MISSING', 0, item, 'The API gives no amount.');
    return movedBy(item) ?? 0;
  }

  /** A sale of this date has met money, which may be that of a neighbouring date: there it is booked. */
  meet({ event, entry }: Met, moneyOn: ClosingDate): void {
    const [gross, amount] = [bookedGross(event), movedBy(entry)];
    moneyOn.book(event);
    if (gross === null || amount === null || gross === amount) return;
    const message = `The sale is ${gross}, but its money is ${amount}.`;
    this.tell('AMOUNT_DIFFERS', amount - gross, event, message);
  }

  /** Puts what was sold into the books of this date. */
  book(event: WireSalesEvent): void {
    const gross = bookedGross(event) ?? 0;
    this.booked.sold = addExactly(this.booked.sold, gross);
    addRates(this.booked.rates, ratesOf(event, gross));
  }

  /** Cash is booked on its own date, whatever the ledger says. */
  bookCash(): void {
    for (const event of this.match.takeCash()) {
      const gross = bookedGross(event) ?? 0;
      this.booked.cash = addExactly(this.booked.cash, gross);
      this.figures.soldForCash = addExactly(this.figures.soldForCash, gross);
      addRates(this.booked.rates, ratesOf(event, gross));
    }
  }

  /**
   * Tells what has not met, as soon as nothing can come any more.
   * @param isLast whether money of the next date could still be that of a sale
   * @returns whether something is still waited for
   */
  settle(nextIsComplete: boolean, nextHasBegun: boolean): boolean {
    let waits = false;
    for (const event of this.match.sales) {
      this.book(event);
      if (!this.data.isFundsComplete || !nextIsComplete) waits = true;
      else {
        const gross = bookedGross(event) ?? 0;
        this.tell('SOLD_NOT_SETTLED', 0 - gross, event, 'Nothing on `funds` belongs to the sale.');
      }
    }
    for (const entry of this.match.entries) {
      const amount = movedBy(entry) ?? 0;
      if (!isCovered(entry, this.date)) {
        this.figures.settledNotSold = addExactly(this.figures.settledNotSold, amount);
        this.figures.settledNotSoldCount += 1;
      } else if (!this.data.isFundsComplete || !nextHasBegun) waits = true;
      else this.tell('SETTLED_NOT_SOLD', amount, entry, 'The Sales API has no sale for the money.');
    }
    return waits;
  }

  #sell(events: readonly WireSalesEvent[]): void {
    const { figures } = this;
    for (const event of events) {
      figures.salesEvents += 1;
      this.#checkCurrency(event, event.gross);
      const gross = bookedGross(event);
      if (gross === null) this.tell('AMOUNT_MISSING', 0, event, 'The API gives no amount.');
      figures.sold = addExactly(figures.sold, gross ?? 0);
      for (const { vat } of ratesOf(event, gross ?? 0).values())
        figures.soldVat = addExactly(figures.soldVat, vat);
      const fault = saleFault(event, this.date);
      if (fault !== undefined) this.add(fault);
    }
  }

  #checkCurrency(item: Referred & { readonly currency: string | null }, amount: number | null): void {
    const { currency } = this;
    if (item.currency === null || currency === null || item.currency.toUpperCase() === currency) return;
    const message = `It is in ${item.currency} on a ledger in ${currency}.`;
    this.tell('CURRENCY_DIFFERS', whole(amount) ?? 0, item, message);
  }

  /** What of payments and payouts is there twice, on this date or on this one and the one before. */
  #isRepeated(
    topic: 'funds' | 'sales',
    item: WireEntry | WireSalesEvent,
    before: ClosingDate | undefined,
  ): boolean {
    if (item.pspReference === null) return false;
    const key = `${topic} ${item.entryType ?? ''} ${item.pspReference}`;
    const isRepeated = this.#seen.has(key) || (before !== undefined && before.#seen.has(key));
    this.#seen.add(key);
    if (!isRepeated) return false;
    const amount = 'gross' in item ? bookedGross(item) : movedBy(item);
    const where = topic === 'funds' ? 'on `funds`' : 'among the sales';
    this.tell('DUPLICATE', amount ?? 0, item, `It is there twice ${where}.`);
    return true;
  }
}

/**
 * Whether the Sales API has a sale for the money: of a Vippsnummer it has. A payment on an MSN may be one of ePayment, which
 * it does not cover.
 */
function isCovered({ recipientHandle }: WireEntry, date: string): boolean {
  return date >= SALES_FROM && recipientHandle?.startsWith('NO:') === true;
}
