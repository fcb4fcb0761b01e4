import { dayOf } from '../../src/sandbox/seed/calendar.js';
import { seededLedgers, type SeededLedger } from '../../src/sandbox/seed/ledgers.js';
import { saleAt, salesOn, type StoredSale } from '../../src/sandbox/seed/sales-events.js';

/** A ledger as the sandbox was made with it. */
export function seededLedger(ledgerId: string): SeededLedger {
  const found = seededLedgers().find((ledger) => ledger.ledgerId === ledgerId);
  if (found === undefined) throw new Error(`no ledger ${ledgerId}`);
  return found;
}

/** What the sandbox itself knows to be sold on a date, in the order in which it arrived. */
export function salesOfDate(ledgerId: string, date: string): readonly StoredSale[] {
  const ledger = seededLedger(ledgerId);
  if (ledger.trade === 'webShop') return [];
  const day = dayOf(date);
  return Array.from({ length: salesOn(ledger, day) }, (_, index) => saleAt(ledger, day, index));
}
