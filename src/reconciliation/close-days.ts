import type { WireEntry } from '../clients/report.js';
import { movedBy, whole } from './amounts.js';
import { BalanceChain, type Link } from './balance-chain.js';
import { ClosingDate, type Booked } from './ClosingDate.js';
import { contentHash } from './content-hash.js';
import { addDays, countDates } from '../dates.js';
import type { Difference } from './difference.js';
import { addExactly, type Figures } from './figures.js';
import { countFees, countFunds } from './kinds.js';
import { checkPayout } from './payout-check.js';
import { FarMoney } from './FarMoney.js';
import { PaymentWindow, WINDOW_DAYS, type PayoutBefore } from './PaymentWindow.js';
import { openSeal, type LateItem, type SealedDate } from './seal.js';
import { settle, type NextDate } from './settle.js';
import { NOTHING, readDates, type CloseSource, type DateData, type DateEntries } from './source.js';

/** What is closed. */
export interface ClosePeriod {
  readonly from: string;
  readonly to: string;
  /** Of the ledger; null where the API does not say. */
  readonly currency: string | null;
  /** How much of dates there was when they were closed before. */
  readonly seals?: ReadonlyMap<string, SealedDate>;
}

/** How a date stands. */
export type CloseState = 'BALANCED' | 'OPEN' | 'OFF';

/** How dates stand together. */
export function stateOf(dates: readonly Pick<ClosedDate, 'state'>[]): CloseState {
  if (dates.some(({ state }) => state === 'OFF')) return 'OFF';
  return dates.some(({ state }) => state === 'OPEN') ? 'OPEN' : 'BALANCED';
}

/** One date of a close. */
export interface ClosedDate {
  readonly date: string;
  readonly state: CloseState;
  /** Whether both topics are closed. */
  readonly isComplete: boolean;
  /** Whether something of it may yet come on the next date. */
  readonly waits: boolean;
  /** Null while no entry of the ledger is known. */
  readonly openingBalance: number | null;
  readonly closingBalance: number | null;
  readonly feesOpening: number | null;
  readonly feesClosing: number | null;
  readonly figures: Readonly<Figures>;
  readonly booked: Readonly<Booked>;
  readonly differences: readonly Difference[];
  readonly late: readonly LateItem[];
  readonly hash: string;
  /** How much there is of it, to seal it by. */
  readonly seal: SealedDate;
}

interface Balances {
  readonly funds: number | null;
  readonly fees: number | null;
}

/** A date on its way: worked through, but its sales may still meet money of the next one. */
interface Pending {
  readonly day: ClosingDate;
  readonly opening: Balances;
  readonly closing: Balances;
}

/**
 * Closes a period date by date. Each date is read once, in order, and given when the one behind it has been read; what is
 * kept meanwhile are two dates, and of the last `WINDOW_DAYS` the references of payments.
 *
 * What is said of a date depends on it, its neighbours and the `WINDOW_DAYS` in front of it, not on where the period begins
 * or ends: so the close of a period is that of its parts added up. Read are the dates of the period and the one in front of
 * it; more in front only while a balance, the capture of a fee or the sale of a refund is missing, and the one behind only
 * when something of the last date has not met; those around only when nothing beside has met it.
 */
export async function* closeDays(
  source: CloseSource,
  period: ClosePeriod,
): AsyncGenerator<ClosedDate, void, undefined> {
  const { from, to } = period;
  const closing = new Closing(source, period);
  const dates = Array.from({ length: countDates(from, to) + 1 }, (_, day) => addDays(from, day - 1));
  for await (const data of readDates(source, dates)) {
    if (data.date < from) {
      await closing.begin(data);
      continue;
    }
    const done = await closing.next(data);
    if (done !== undefined) yield done;
  }
  const last = await closing.end();
  if (last !== undefined) yield last;
}

class Closing {
  readonly #funds = new BalanceChain('funds');
  readonly #fees = new BalanceChain('fees');
  readonly #window = new PaymentWindow();
  readonly #far: FarMoney;
  /** The earliest date of `funds` that the window has. */
  #earliest: string;
  /** The date in front of the period, for what meets over midnight. */
  #before: ClosingDate | undefined;
  #pending: Pending | undefined;

  constructor(
    private readonly source: CloseSource,
    private readonly period: ClosePeriod,
  ) {
    this.#earliest = addDays(period.from, -1);
    this.#far = new FarMoney(source);
  }

  /** The date in front of the period. */
  async begin(data: DateData): Promise<void> {
    const { source } = this;
    this.#window.add(data.date, data.funds);
    this.#before = this.#opened(data, undefined);
    const oldest = addDays(data.date, 1 - WINDOW_DAYS);
    let isKnown = this.#funds.beginBehind(data.funds);
    await this.#lookBack(oldest, (entries) => {
      isKnown ||= entries !== undefined && this.#funds.beginBehind(entries);
      return isKnown;
    });
    isKnown = this.#fees.beginBehind(data.fees);
    for (let date = addDays(data.date, -1); !isKnown && date >= oldest; date = addDays(date, -1))
      isKnown = this.#fees.beginBehind((await source.fees(date)).entries);
  }

  /** @returns the date before, which has now met all that it may */
  async next(data: DateData): Promise<ClosedDate | undefined> {
    const before = this.#pending?.day ?? this.#before;
    const day = this.#opened(data, before);
    this.#window.add(data.date, data.funds);
    const opening = { funds: this.#funds.balance, fees: this.#fees.balance };
    const first = { funds: firstBalance(data.funds), fees: firstBalance(data.fees) };
    await this.#workThrough(day);
    const closing = { funds: this.#funds.balance, fees: this.#fees.balance };
    if (before !== undefined) meetOverMidnight(before, day);
    const next = { isComplete: data.isFundsComplete, hasBegun: this.source.hasBegun(data.date) };
    const done = this.#pending && (await finish(this.#pending, next, this.#far));
    this.#before = undefined;
    this.#pending = {
      day,
      opening: { funds: opening.funds ?? first.funds, fees: opening.fees ?? first.fees },
      closing,
    };
    return done;
  }

  /** The last date: what has not met yet is looked for on the one behind. */
  async end(): Promise<ClosedDate | undefined> {
    const pending = this.#pending;
    if (pending === undefined) return undefined;
    const { day } = pending;
    const next = addDays(day.date, 1);
    const { hasOpenSales, hasOpenMoney } = day.match;
    if (!hasOpenSales && !hasOpenMoney)
      return finish(pending, { isComplete: true, hasBegun: true }, this.#far);
    if (!this.source.hasBegun(next))
      return finish(pending, { isComplete: false, hasBegun: false }, this.#far);
    const [funds, sales] = await Promise.all([
      hasOpenSales ? this.source.funds(next) : NOTHING_READ,
      hasOpenMoney ? this.source.sales(next) : [],
    ]);
    const data = { ...NOTHING, date: next, funds: funds.entries, sales };
    meetOverMidnight(day, this.#opened(data, day));
    return finish(pending, { isComplete: funds.isComplete, hasBegun: true }, this.#far);
  }

  #opened(data: DateData, before: ClosingDate | undefined): ClosingDate {
    const seal = openSeal(data, this.period.seals?.get(data.date));
    return new ClosingDate(data, seal, this.period.currency, before);
  }

  async #workThrough(day: ClosingDate): Promise<void> {
    const { date, data, seal, figures } = day;
    if (seal.isBroken)
      day.tell(
        'CONTENT_CHANGED',
        0,
        NOBODY,
        'The date does not hold any more what it held when it was sealed.',
      );
    figures.late = seal.lateFunds;
    figures.feesLate = seal.lateFees;
    const { funds, fees } = seal.content;
    const links = data.funds.map((entry) => this.#funds.add(entry, date));
    const feesLinks = data.fees.map((entry) => this.#fees.add(entry, date));
    figures.breaks = gapOf(links);
    figures.feesBreaks = gapOf(feesLinks);
    for (const { difference } of [...links, ...feesLinks]) if (difference !== undefined) day.add(difference);
    const nth = new Map<string, number>();
    for (const [index, entry] of funds.entries()) {
      countFunds(figures, entry, day.amountOf(entry, 'funds'));
      await checkPayout(day, funds, index, links[index], (date) => this.#payoutBefore(date));
      const { entryType, reference } = entry;
      if (reference === null || (entryType !== 'capture' && entryType !== 'refund')) continue;
      const place = nth.get(reference) ?? 0;
      nth.set(reference, place + 1);
      if (entryType === 'refund') await this.#checkRefund(day, entry, reference, place);
    }
    for (const entry of fees) {
      countFees(figures, entry, day.amountOf(entry, 'fees'));
      if (entry.entryType === 'capture-fee') await this.#checkFee(day, entry);
    }
    // Of breaks on an earlier date only the end is here: that waits for nobody.
    const isPayoutTold = day.differences.some(({ kind }) => kind === 'PAYOUT_DIFFERS');
    if (!isPayoutTold && !areTold(links)) day.booked.takenBack = figures.breaks;
    if (!areTold(feesLinks)) day.booked.feesTakenBack = figures.feesBreaks;
    const rest = figures.feesRetained + figures.feesHeldBack;
    // What a break put on `fees` is settled with them: that is told already.
    const isBreak = areTold(feesLinks) && rest === -figures.feesBreaks;
    if (rest !== 0 && !isBreak && day.isComplete) {
      const entry = [...funds, ...fees].find(({ entryType }) => entryType === 'fees-retained');
      const message = `Held back on \`funds\` is ${figures.feesRetained}, settled on \`fees\` ${figures.feesHeldBack}.`;
      day.tell('RETAINED_FEES_DIFFER', rest, entry ?? NOBODY, message);
    }
  }

  async #checkRefund(day: ClosingDate, entry: WireEntry, reference: string, nth: number): Promise<void> {
    const look = () => this.#window.refundable(reference, day.date, nth);
    await this.#lookBack(addDays(day.date, -WINDOW_DAYS), () => look()?.beyond === 0);
    const refundable = look();
    if (refundable === undefined) day.figures.refundsOfEarlierSales += 1;
    else if (refundable.beyond > 0) {
      const message = 'More of the order was refunded than its captures have left.';
      day.tell('REFUND_BEYOND_SALE', refundable.beyond, entry, message);
    }
  }

  async #checkFee(day: ClosingDate, entry: WireEntry): Promise<void> {
    const look = () => this.#window.hasCapture(entry, day.date);
    await this.#lookBack(addDays(day.date, -WINDOW_DAYS), look);
    if (look() || !day.isComplete) return;
    const message = `No capture on its date or the ${WINDOW_DAYS} before belongs to the fee.`;
    day.tell('FEE_WITHOUT_CAPTURE', movedBy(entry) ?? 0, entry, message);
  }

  async #payoutBefore(date: string): Promise<PayoutBefore | undefined> {
    const look = () => this.#window.payoutBefore(date);
    await this.#lookBack(addDays(date, -WINDOW_DAYS), () => look() !== undefined);
    return look();
  }

  /** Reads earlier dates of `funds`, one by one, until what is looked for is there. */
  async #lookBack(oldest: string, isFound: (entries?: readonly WireEntry[]) => boolean): Promise<void> {
    let found = isFound();
    while (!found && this.#earliest > oldest) {
      this.#earliest = addDays(this.#earliest, -1);
      const { entries } = await this.source.funds(this.#earliest);
      this.#window.addEarlier(this.#earliest, entries);
      found = isFound(entries);
    }
  }
}

function gapOf(links: readonly Link[]): number {
  return links.reduce((sum, { gap }) => addExactly(sum, gap), 0);
}

function areTold(links: readonly Link[]): boolean {
  return links.some(({ difference }) => difference !== undefined);
}

const NOTHING_READ: DateEntries = { entries: [], repeats: [], isComplete: true };
const NOBODY = { pspReference: null, reference: null };

/** The sales of each of two dates with the money of the other. */
function meetOverMidnight(before: ClosingDate, day: ClosingDate): void {
  for (const met of before.match.meetOn(day.match)) before.meet(met, day);
  for (const met of day.match.meetOn(before.match)) day.meet(met, before);
}

async function finish(
  { day, opening, closing }: Pending,
  next: NextDate,
  far: FarMoney,
): Promise<ClosedDate> {
  day.bookCash();
  const waits = await settle(day, next, far);
  const { date, isComplete, figures, booked, differences, seal } = day;
  const { content, late } = seal;
  const state = differences.length > 0 ? 'OFF' : isComplete && !waits ? 'BALANCED' : 'OPEN';
  const hash = contentHash(date, content);
  return {
    date,
    state,
    isComplete,
    waits,
    openingBalance: opening.funds,
    closingBalance: closing.funds,
    feesOpening: opening.fees,
    feesClosing: closing.fees,
    figures,
    booked,
    differences,
    late,
    hash,
    seal: { funds: content.funds.length, fees: content.fees.length, sales: content.sales.length, hash },
  };
}

function firstBalance(entries: readonly WireEntry[]): number | null {
  return whole(entries[0]?.balanceBefore ?? null);
}
