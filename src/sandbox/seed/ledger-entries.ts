import { dateOf, dayCount, hourMs, midnight, payoutDateAfter } from './calendar.js';
import type { SeededLedger } from './ledgers.js';
import { saleAt, salesOn, type StoredSale } from './sales-events.js';

/** The two feeds of a ledger. */
export type Topic = 'funds' | 'fees';

/** Money that moved on a ledger. */
export interface StoredEntry {
  readonly pspReference: string;
  readonly timeMs: number;
  readonly ledgerDate: string;
  readonly entryType: string;
  readonly reference?: string;
  readonly amount: number;
  readonly balanceBefore: number;
  readonly recipientHandle: string | null;
}

/** Where a ledger stands when a day begins: its balances, and the number of the last payout. */
interface Standing {
  readonly funds: number;
  readonly fees: number;
  readonly payoutNo: number;
}

interface LedgerDay {
  readonly entries: Readonly<Record<Topic, readonly StoredEntry[]>>;
  readonly end: Standing;
}

type Draft = Omit<StoredEntry, 'balanceBefore' | 'ledgerDate'>;

/** Days of the unusual: a capture is disputed and taken back, won again, an amount is put right, fees are credited. */
const disputeDay = 60;
const disputeWonDay = 75;
const disputedSaleDay = 55;
const correctionDay = 100;
const creditNoteDay = 120;

/**
 * What happened to the money of a ledger on a day: captures and refunds, what is out of the ordinary, and at midnight
 * the fees that are held back and the payout.
 */
export function ledgerDay(ledger: SeededLedger, day: number, start: Standing): LedgerDay {
  const date = dateOf(day);
  const nextDate = dateOf(day + 1);
  const endMs = midnight(nextDate, ledger.country);
  const isPayoutDay = payoutDateAfter(date, ledger.payout) === nextDate;
  const funds = new Account(date, start.funds);
  const fees = new Account(date, start.fees);

  for (const draft of feesOn(ledger, day)) fees.add(draft);
  for (const draft of movementsOn(ledger, day)) funds.add(draft);
  const owed = -fees.balance;
  if (ledger.grossSettlement) {
    if (nextDate.endsWith('-01') && owed > 0)
      fees.add(atEnd('fees-invoiced', `INV-${ledger.ledgerId}-${date}`, owed));
  } else if (isPayoutDay && owed > 0 && funds.balance > owed) {
    funds.add(atEnd('fees-retained', `FRF-${ledger.ledgerId}-${date}`, -owed));
    fees.add(atEnd('fees-retained', `FRE-${ledger.ledgerId}-${date}`, owed));
  }
  const paysOut = isPayoutDay && funds.balance > 0;
  const payoutNo = start.payoutNo + (paysOut ? 1 : 0);
  if (paysOut) {
    const [, handle = ''] = ledger.pointsOfSale[0]?.recipientHandle.split(':') ?? [];
    funds.add({
      ...atEnd('payout-scheduled', `${ledger.ledgerId}-${String(payoutNo)}`, -funds.balance),
      reference: `Utb. ${String(payoutNo)} Vippsnr ${handle}`,
    });
  }
  return {
    entries: { funds: funds.entries, fees: fees.entries },
    end: { funds: funds.balance, fees: fees.balance, payoutNo },
  };

  function atEnd(entryType: string, pspReference: string, amount: number): Draft {
    return { entryType, pspReference, amount, timeMs: endMs, recipientHandle: null };
  }
}

/** One side of a ledger on one date: each entry begins where the one before ended. */
class Account {
  readonly entries: StoredEntry[] = [];

  constructor(
    private readonly ledgerDate: string,
    public balance: number,
  ) {}

  add(draft: Draft): void {
    this.entries.push({ ...draft, ledgerDate: this.ledgerDate, balanceBefore: this.balance });
    this.balance += draft.amount;
  }
}

/** The entry on `funds` for a sale or refund; none for cash, which never passes the ledger. */
export function movementOf(sale: StoredSale): Draft | undefined {
  const { pspReference, timeMs, entryType, reference, gross, recipientHandle } = sale;
  if (pspReference === null) return undefined;
  const amount = entryType === 'refund' ? -gross : gross;
  return { pspReference, timeMs, entryType, reference, amount, recipientHandle };
}

/** The entries on `fees` for a sale: one or two for a capture, none for a refund or for cash. */
export function feesOf(sale: StoredSale, inTwo: boolean): Draft[] {
  const { pspReference, timeMs, reference, recipientHandle } = sale;
  if (pspReference === null || sale.entryType === 'refund') return [];
  const whole = Math.max(1, Math.round(sale.gross * 0.0175));
  const parts = inTwo && whole > 1 ? [Math.ceil(whole / 2), Math.floor(whole / 2)] : [whole];
  return parts.map((part) => ({
    pspReference,
    timeMs,
    entryType: 'capture-fee',
    reference,
    amount: -part,
    recipientHandle,
  }));
}

function movementsOn(ledger: SeededLedger, day: number): Draft[] {
  const drafts: Draft[] = [];
  const startMs = midnight(dateOf(day), ledger.country);
  const disputed = salesOn(ledger, disputedSaleDay) > 0 ? firstCapture(ledger) : undefined;
  if (disputed && (day === disputeDay || day === disputeWonDay)) {
    const isLost = day === disputeDay;
    const entryType = isLost ? 'retained-disputed-capture' : 'returned-disputed-capture';
    const amount = isLost ? -disputed.amount : disputed.amount;
    drafts.push({ ...disputed, entryType, amount, timeMs: startMs + 6 * hourMs });
  }
  if (day === correctionDay && ledger.perDay > 0) {
    const pspReference = `COR-${ledger.ledgerId}-1`;
    const timeMs = startMs + 7 * hourMs;
    drafts.push({ pspReference, timeMs, entryType: 'correction', amount: 1_250, recipientHandle: null });
  }
  for (let index = 0; index < salesOn(ledger, day); index += 1) {
    const draft = movementOf(saleAt(ledger, day, index));
    if (draft) drafts.push(draft);
  }
  return drafts;
}

function firstCapture(ledger: SeededLedger): Draft | undefined {
  for (let index = 0; index < salesOn(ledger, disputedSaleDay); index += 1) {
    const sale = saleAt(ledger, disputedSaleDay, index);
    if (sale.entryType === 'capture') {
      const draft = movementOf(sale);
      if (draft) return draft;
    }
  }
  return undefined;
}

/** One fee in 23 is late and lands on the next date, in the night; one capture in 17 has two fees. */
function feesOn(ledger: SeededLedger, day: number): Draft[] {
  const startMs = midnight(dateOf(day), ledger.country);
  const drafts: Draft[] = [];
  for (let index = 0; index < salesOn(ledger, day - 1); index += 23) {
    for (const fee of feesOf(saleAt(ledger, day - 1, index), false))
      drafts.push({ ...fee, timeMs: startMs + 3 * hourMs });
  }
  const extra = { timeMs: startMs + 4 * hourMs, recipientHandle: null };
  if (ledger.perDay > 0 && dateOf(day).endsWith('-01')) {
    const pspReference = `SVC-${ledger.ledgerId}-${dateOf(day)}`;
    drafts.push({ ...extra, pspReference, entryType: 'service-fee', amount: -9_900 });
  }
  if (ledger.perDay > 0 && day === creditNoteDay) {
    drafts.push({
      ...extra,
      pspReference: `CRN-${ledger.ledgerId}-1`,
      entryType: 'credit-note',
      amount: 250,
    });
  }
  for (let index = 0; index < salesOn(ledger, day); index += 1) {
    if (index % 23 !== 0) drafts.push(...feesOf(saleAt(ledger, day, index), index % 17 === 1));
  }
  return drafts;
}

/** Standings at the start of every day, and how many entries there were before it. One pass over a ledger. */
export interface Course {
  readonly starts: readonly Standing[];
  readonly counts: Readonly<Record<Topic, readonly number[]>>;
}

const courses = new Map<SeededLedger, Course>();

/** Worked out when a ledger's money is asked for first; some milliseconds to a tenth of a second. */
export function courseOf(ledger: SeededLedger): Course {
  let course = courses.get(ledger);
  if (course) return course;
  const starts: Standing[] = [{ funds: 0, fees: 0, payoutNo: 2_000_000 + ledger.no * 1_000 }];
  const counts = { funds: [0], fees: [0] };
  for (let day = 0; day < dayCount; day += 1) {
    const start = starts[day];
    if (!start) break;
    const { entries, end } = ledgerDay(ledger, day, start);
    starts.push(end);
    counts.funds.push((counts.funds[day] ?? 0) + entries.funds.length);
    counts.fees.push((counts.fees[day] ?? 0) + entries.fees.length);
  }
  course = { starts, counts };
  courses.set(ledger, course);
  return course;
}
