import type { WireEntry } from '../../src/clients/report.js';
import type { WireSalesEvent, WireSalesLine } from '../../src/clients/sales.js';
import { closeDays, type ClosedDate, type ClosePeriod } from '../../src/reconciliation/close-days.js';
import { addDays } from '../../src/dates.js';
import type { CloseSource } from '../../src/reconciliation/source.js';
import { randomFrom } from '../support/random.js';

export type Line = { -readonly [K in keyof WireSalesLine]: WireSalesLine[K] };
export type Sale = { -readonly [K in Exclude<keyof WireSalesEvent, 'lines'>]: WireSalesEvent[K] } & {
  lines: Line[];
};
export type Entry = { -readonly [K in keyof WireEntry]: WireEntry[K] };

/** An entry before its place on the account is known. */
export type Draft = Pick<Entry, 'entryType' | 'amount' | 'pspReference' | 'reference'> & Partial<Entry>;

/** A date before it is booked: what is planted here has consequences, as on a real ledger. */
export interface Plan {
  readonly date: string;
  sales: Sale[];
  funds: Draft[];
  fees: Draft[];
  /** What a payout leaves on the ledger; null = there is none. */
  reserve: number | null;
  /** Behind the payout. */
  late: Draft[];
}

/** A date as the APIs give it: what is planted here has none. */
export interface Day {
  readonly date: string;
  sales: Sale[];
  funds: Entry[];
  fees: Entry[];
  /** What of `funds` is given once more. */
  repeats?: Entry[];
  isComplete: boolean;
}

const BLANK = { category: 'GOODS', lineId: '1', name: 'Vare' };
export const HANDLE = 'NO:771204';

/** A line whose VAT fits its rate. */
export function line(price: number, vatRate: number | null, quantity = '1', discountTotal = 0): Line {
  const lineTotalGross = Math.round(price * Number(quantity)) - discountTotal;
  const net = (gross: number) =>
    vatRate === null ? null : Math.round((gross * 10_000) / (10_000 + vatRate));
  const lineTotalNet = net(lineTotalGross);
  return {
    ...BLANK,
    quantity,
    unitPriceGross: price,
    unitPriceNet: net(price),
    discountTotal,
    lineTotalGross,
    lineTotalNet,
    vatRate,
    vatAmount: lineTotalNet === null ? null : lineTotalGross - lineTotalNet,
  };
}

/** A sale of lines, or of an open amount. */
export function sale(id: string, date: string, what: readonly Line[] | number): Sale {
  const lines = typeof what === 'number' ? [] : what.map((each, at) => ({ ...each, lineId: String(at + 1) }));
  const gross =
    typeof what === 'number' ? what : lines.reduce((sum, each) => sum + (each.lineTotalGross ?? 0), 0);
  const hasVat = lines.length > 0 && lines.every(({ vatAmount }) => vatAmount !== null);
  const vat = hasVat ? lines.reduce((sum, each) => sum + (each.vatAmount ?? 0), 0) : null;
  return {
    entryType: 'capture',
    time: `${date}T10:00:00Z`,
    orderDate: null,
    pspReference: `p${id}`,
    reference: `o${id}`,
    currency: 'NOK',
    paymentType: 'WALLET',
    solution: lines.length > 0 ? 'SHOPPING_BASKET' : 'VARIABLE_AMOUNT',
    salesCategory: null,
    gross,
    net: vat === null ? null : gross - vat,
    vat,
    lines,
    hasLineItems: lines.length > 0,
    hasVatBreakdown: hasVat,
    hasCustomerIdentity: false,
  };
}

/** The refund of a sale. */
export function refundOf(of: Sale, date: string): Sale {
  return {
    ...of,
    lines: of.lines.map((each) => ({ ...each })),
    entryType: 'refund',
    time: `${date}T11:00:00Z`,
    pspReference: `r${of.pspReference ?? ''}`,
  };
}

/** The movement of a sale on `funds`. */
export function moneyOf({ entryType, pspReference, reference, gross }: Sale): Draft {
  const amount = (entryType === 'refund' ? -1 : 1) * Math.abs(gross ?? 0);
  return { entryType, pspReference, reference, amount, recipientHandle: HANDLE };
}

/** Its fee. */
export function feeOf({ pspReference, reference, gross }: Sale): Draft {
  return { entryType: 'capture-fee', pspReference, reference, amount: -Math.ceil((gross ?? 0) * 0.02) };
}

/**
 * Dates of a ledger on which all fits: baskets, open amounts and cash, refunds on later dates, fees that are late, and a
 * payout on most dates.
 */
export function plans(seed: string, from: string, count: number): Plan[] {
  const random = randomFrom(seed);
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
  const made: Plan[] = Array.from({ length: count }, (_, day) => ({
    date: addDays(from, day),
    sales: [],
    funds: [],
    fees: [],
    reserve: random() < 0.8 ? 0 : null,
    late: [],
  }));
  made.forEach((plan, day) => {
    const sales = 2 + Math.floor(random() * 4);
    for (let nth = 0; nth < sales; nth += 1) {
      const id = `${day}-${nth}`;
      const lines = () => [
        line(
          1_000 + Math.floor(random() * 90) * 100,
          pick(2_500, 1_500, 1_200, 0),
          pick('1', '2', '3'),
          pick(0, 50),
        ),
        line(20_000, pick(2_500, 1_500, null), pick('0.35', '1.5', '1')),
      ];
      const sold = sale(id, plan.date, random() < 0.7 ? lines() : 5_000 + Math.floor(random() * 100) * 10);
      if (random() < 0.15) {
        plan.sales.push({ ...sold, pspReference: null, paymentType: 'CASH' });
        continue;
      }
      plan.sales.push(sold);
      plan.funds.push(moneyOf(sold));
      const fee = feeOf(sold);
      if (random() < 0.3) made[day + 1 + Math.floor(random() * 20)]?.fees.push(fee);
      else plan.fees.push(fee);
      if (random() < 0.1) made[day + Math.floor(random() * 5)]?.fees.push({ ...fee, amount: -1 });
      const later = random() < 0.25 ? made[day + 1 + Math.floor(random() * 8)] : undefined;
      if (later === undefined) continue;
      const refund = refundOf(sold, later.date);
      later.sales.push(refund);
      later.funds.push(moneyOf(refund));
    }
    if (random() < 0.1) plan.funds.push(other('correction', pick(-700, 900)));
    if (random() < 0.1) plan.fees.push(other('service-fee', -500));
  });
  return made;
}

/** An entry of no order. */
export function other(entryType: string, amount: number): Draft {
  return { entryType, amount, pspReference: `${entryType}-x`, reference: null };
}

/** Books the dates on both accounts, with fees held back and payouts. */
export function booked(of: readonly Plan[], start = 0): Day[] {
  let [balance, owed] = [start, 0];
  return of.map(({ date, sales, funds: moves, fees: costs, reserve, late }, day) => {
    const entry = (draft: Draft, before: number): Entry => ({
      time: `${date}T12:00:00Z`,
      ledgerDate: date,
      currency: 'NOK',
      recipientHandle: null,
      balanceBefore: before,
      balanceAfter: before + (draft.amount ?? 0),
      ...draft,
    });
    const funds: Entry[] = [];
    const fees: Entry[] = [];
    const move = (draft: Draft): void => {
      funds.push(entry(draft, balance));
      balance += draft.amount ?? 0;
    };
    const owe = (draft: Draft): void => {
      fees.push(entry(draft, owed));
      owed += draft.amount ?? 0;
    };
    for (const draft of moves) move(draft);
    for (const draft of costs) owe(draft);
    if (reserve !== null && balance + owed > reserve) {
      if (owed < 0) {
        move({ entryType: 'fees-retained', amount: owed, pspReference: `FRF-${day}`, reference: null });
        owe({ entryType: 'fees-retained', amount: -owed, pspReference: `FRE-${day}`, reference: null });
      }
      const psp = `payout-${day}`;
      move({
        entryType: 'payout-scheduled',
        amount: reserve - balance,
        pspReference: psp,
        reference: 'Utb.',
      });
    }
    for (const draft of late) move(draft);
    return { date, sales, funds, fees, isComplete: true };
  });
}

/** Reads days; dates behind them have not begun, those in front have nothing. */
export function sourceOver(days: readonly Day[]): CloseSource & { readonly reads: string[] } {
  const byDate = new Map(days.map((day) => [day.date, day]));
  const last = days.at(-1)?.date ?? '';
  const reads: string[] = [];
  const read = <T>(topic: string, date: string, of: (day: Day) => T, none: T): Promise<T> => {
    reads.push(`${topic} ${date}`);
    const day = byDate.get(date);
    return Promise.resolve(day === undefined ? none : of(day));
  };
  const nothing = { entries: [], repeats: [], isComplete: true };
  return {
    reads,
    funds: (date) =>
      read(
        'funds',
        date,
        ({ funds: entries, repeats = [], isComplete }) => ({ entries, repeats, isComplete }),
        nothing,
      ),
    fees: (date) =>
      read('fees', date, ({ fees: entries, isComplete }) => ({ entries, repeats: [], isComplete }), nothing),
    sales: (date) => read('sales', date, ({ sales }) => sales, []),
    hasBegun: (date) => date <= last,
  };
}

/** The close of a period of days. */
export async function close(
  days: readonly Day[],
  from: string,
  to: string,
  more: Partial<ClosePeriod> = {},
): Promise<ClosedDate[]> {
  const closed: ClosedDate[] = [];
  for await (const date of closeDays(sourceOver(days), { from, to, currency: 'NOK', ...more }))
    closed.push(date);
  return closed;
}
