import process from 'node:process';
import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { closeDays } from '../reconciliation/close-days.js';
import { addDays, countDates } from '../dates.js';
import type { CloseSource, DateEntries } from '../reconciliation/source.js';

/**
 * How the memory and the time of a close grow with what it closes: `npm run bench:close`. Dates are made while they are read,
 * so what is measured is what the close itself keeps. Heap is read after a collection, at its highest.
 */
const FROM = '2026-01-01';
const PER_DATE = 250;
const sizes = [1_000, 10_000, 100_000] as const;

/** Entries of a date: captures, one fee for each, and at its end what is held back and paid out. */
function datesOf(count: number): CloseSource {
  const last = addDays(FROM, count - 1);
  const exists = (date: string): boolean => date >= FROM && date <= last;
  const entry = (
    date: string,
    entryType: string,
    id: string,
    amount: number,
    balanceBefore: number,
  ): WireEntry => ({
    pspReference: id,
    time: `${date}T10:00:00.000000Z`,
    ledgerDate: date,
    entryType,
    reference: `order-${id}`,
    currency: 'NOK',
    amount,
    balanceBefore,
    balanceAfter: balanceBefore + amount,
    recipientHandle: 'NO:771204',
  });
  const made = (date: string, topic: 'funds' | 'fees'): DateEntries => {
    const entries: WireEntry[] = [];
    if (!exists(date)) return { entries, repeats: [], isComplete: true };
    let balance = 0;
    const add = (entryType: string, id: string, amount: number): void => {
      entries.push(entry(date, entryType, id, amount, balance));
      balance += amount;
    };
    const [type, amount] =
      topic === 'funds' ? (['capture', 10_000] as const) : (['capture-fee', -175] as const);
    for (let nth = 0; nth < PER_DATE; nth += 1) add(type, `${date}-${nth}`, amount);
    const owed = 175 * PER_DATE;
    add('fees-retained', `${topic}-${date}`, topic === 'funds' ? -owed : owed);
    if (topic === 'funds') add('payout-scheduled', `payout-${date}`, -balance);
    return { entries, repeats: [], isComplete: true };
  };
  return {
    funds: (date) => Promise.resolve(made(date, 'funds')),
    fees: (date) => Promise.resolve(made(date, 'fees')),
    sales: (date) => Promise.resolve(exists(date) ? salesOf(date) : []),
    hasBegun: () => true,
  };
}

function salesOf(date: string): WireSalesEvent[] {
  return Array.from({ length: PER_DATE }, (_, nth) => ({
    entryType: 'capture',
    time: `${date}T10:00:00Z`,
    orderDate: null,
    pspReference: `${date}-${nth}`,
    reference: `order-${date}-${nth}`,
    currency: 'NOK',
    paymentType: 'WALLET',
    solution: 'SHOPPING_BASKET',
    salesCategory: null,
    gross: 10_000,
    net: 8_000,
    vat: 2_000,
    lines: [
      {
        lineId: '1',
        name: 'Vare',
        quantity: '1',
        unitPriceGross: 10_000,
        unitPriceNet: 8_000,
        discountTotal: 0,
        lineTotalGross: 10_000,
        lineTotalNet: 8_000,
        vatRate: 2_500,
        vatAmount: 2_000,
        category: 'GOODS',
      },
    ],
    hasLineItems: true,
    hasVatBreakdown: true,
    hasCustomerIdentity: false,
  }));
}

const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('node must be started with --expose-gc');
const heapMb = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
};

process.stdout.write('events     dates    ms   events/s   heap above idle, MB   result\n');
for (const events of [1_000, ...sizes]) {
  const dates = events / PER_DATE;
  const idle = heapMb();
  let [most, state, measuring] = [0, 'BALANCED', 0];
  const begin = performance.now();
  const to = addDays(FROM, dates - 1);
  const every = Math.max(1, Math.floor(countDates(FROM, to) / 40));
  let nth = 0;
  for await (const date of closeDays(datesOf(dates), { from: FROM, to, currency: 'NOK' })) {
    if (date.state !== 'BALANCED') ({ state } = date);
    nth += 1;
    if (nth % every !== 0) continue;
    const start = performance.now();
    most = Math.max(most, heapMb() - idle);
    measuring += performance.now() - start;
  }
  const ms = performance.now() - begin - measuring;
  const row = [events, dates, Math.round(ms), Math.round((events / ms) * 1_000), most.toFixed(1), state].map(
    String,
  );
  const [first = '', second = '', third = '', fourth = '', fifth = '', sixth = ''] = row;
  process.stdout.write(
    `${first.padEnd(10)} ${second.padStart(5)} ${third.padStart(5)} ${fourth.padStart(10)} ${fifth.padStart(21)}   ${sixth}\n`,
  );
}
