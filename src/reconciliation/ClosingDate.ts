import type { Topic, WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { movedBy, whole } from './amounts.js';
import { slipOf } from './balance-chain.js';
import { differenceOf, type Difference, type DifferenceKind, type Referred } from './difference.js';
import { addExactly, addRates, noFigures, type BookedRate, type Figures, type RateSum } from './figures.js';
import { bookedGross, ratesOf, saleFault, saleWord } from './sale-check.js';
import { SaleMatch, type Met } from './SaleMatch.js';
import { isPayment } from './kinds.js';
import type { OpenedSeal } from './seal.js';
import type { DateData } from './source.js';

/** What of a date goes into the books: what was sold is booked on the date of its money. */
export interface Booked {
  readonly rates: Map<BookedRate, RateSum>;
  /** Through the ledger, and for cash. */
  sold: number;
  cash: number;
  /** Of the breaks of `funds` and `fees` what takes back one that is told of an earlier date. */
  takenBack: number;
  feesTakenBack: number;
}

/** A date while it is worked on: what it has found so far. */
export class ClosingDate {
  readonly date: string;
  readonly figures: Figures = noFigures();
  readonly booked: Booked = { rates: new Map(), sold: 0, cash: 0, takenBack: 0, feesTakenBack: 0 };
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
    this.#tellRepeats('funds', data.repeatedFunds);
    this.#tellRepeats('fees', data.repeatedFees);
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

  /** Looks at what all entries have. @returns what it moved; 0 where nothing tells */
  amountOf(entry: WireEntry, topic: Topic): number {
    this.#checkCurrency(entry, entry.amount, `The entry on \`${topic}\``);
    if (whole(entry.amount) === null) this.tell('AMOUNT_MISSING', 0, entry, 'The API gives no amount.');
    return movedBy(entry) ?? 0;
  }

  /** A sale of this date has met money, which may be that of a neighbouring date: there it is booked. */
  meet({ event, entry }: Met, moneyOn: ClosingDate): void {
    moneyOn.book(event);
    moneyOn.compare(event, entry, this.date);
  }

  /**
   * Tells where a sale is not what its money on this date is. An amount that is not what the balance moved by is told of the
   * chain, so here it is enough that one of them fits; the same goes for a total that is neither its lines nor its money.
   * @param soldOn the date of the sale
   */
  compare(event: WireSalesEvent, entry: WireEntry, soldOn: string): void {
    const [gross, amount] = [bookedGross(event), movedBy(entry)];
    if (gross === null || amount === null || gross === amount || gross === amount + slipOf(entry)) return;
    const isHere = soldOn === this.date;
    if (isHere && saleFault(event, soldOn)?.makes === Math.abs(amount)) return;
    const where = isHere ? '' : `, on ${soldOn},`;
    const message = `The ${saleWord(event)}${where} is ${gross}, but its money is ${amount}.`;
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

  /** Counts money that no sale is expected for. */
  countNotSold(amount: number): void {
    this.figures.settledNotSold = addExactly(this.figures.settledNotSold, amount);
    this.figures.settledNotSoldCount += 1;
  }

  #sell(events: readonly WireSalesEvent[]): void {
    const { figures } = this;
    for (const event of events) {
      figures.salesEvents += 1;
      this.#checkCurrency(event, event.gross, `The ${saleWord(event)}`);
      const gross = bookedGross(event);
      if (gross === null) this.tell('AMOUNT_MISSING', 0, event, 'The API gives no amount.');
      figures.sold = addExactly(figures.sold, gross ?? 0);
      for (const { vat } of ratesOf(event, gross ?? 0).values())
        figures.soldVat = addExactly(figures.soldVat, vat);
      const fault = saleFault(event, this.date);
      if (fault !== undefined) this.add(fault.difference);
    }
  }

  #checkCurrency(
    item: Referred & { readonly currency: string | null },
    amount: number | null,
    what: string,
  ): void {
    const { currency } = this;
    if (item.currency === null || currency === null || item.currency.toUpperCase() === currency) return;
    const message = `${what} is in ${item.currency}, but its ledger in ${currency}.`;
    this.tell('CURRENCY_DIFFERS', whole(amount) ?? 0, item, message);
  }

  /** What the API gave once more, alike in everything, was booked once. */
  #tellRepeats(topic: Topic, entries: readonly WireEntry[]): void {
    for (const entry of entries)
      this.tell(
        'DUPLICATE',
        movedBy(entry) ?? 0,
        entry,
        `It is given twice on \`${topic}\`, and counted once.`,
      );
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
