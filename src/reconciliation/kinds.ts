import type { WireEntry } from '../clients/report.js';
import type { Figures } from './figures.js';

type FundsFigure =
  'captures' | 'refunds' | 'feesRetained' | 'corrections' | 'disputes' | 'topUps' | 'payouts';

const fundsKinds: ReadonlyMap<string | null, FundsFigure> = new Map([
  ['capture', 'captures'],
  ['refund', 'refunds'],
  ['fees-retained', 'feesRetained'],
  ['correction', 'corrections'],
  ['credit-note', 'corrections'],
  ['retained-disputed-capture', 'disputes'],
  ['returned-disputed-capture', 'disputes'],
  ['top-up', 'topUps'],
  ['payout-scheduled', 'payouts'],
  ['scheduled-for-payout', 'payouts'],
  ['payout-aborted', 'payouts'],
]);

/** Adds an entry of `funds` to the figures of its kind: an unknown kind is booked by its amount. */
export function countFunds(figures: Figures, { entryType }: WireEntry, amount: number): void {
  figures[fundsKinds.get(entryType) ?? 'other'] += amount;
  figures.fundsEntries += 1;
}

/** The same for `fees`. */
export function countFees(figures: Figures, { entryType }: WireEntry, amount: number): void {
  figures.feesEntries += 1;
  if (entryType === 'capture-fee') figures.captureFees += amount;
  else if (entryType === 'fees-retained') {
    figures.feesSettled += amount;
    figures.feesHeldBack += amount;
  } else if (entryType === 'fees-invoiced') {
    figures.feesSettled += amount;
    figures.feesInvoiced += amount;
  } else figures.otherFees += amount;
}

/** Whether an entry is the money of a sale or of a refund. */
export function isPayment({ entryType }: WireEntry): boolean {
  return entryType === 'capture' || entryType === 'refund';
}
