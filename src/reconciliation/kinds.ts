import type { WireEntry } from '../clients/report.js';
import { addExactly, type Figures } from './figures.js';

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

type FeesFigure = 'captureFees' | 'otherFees' | 'feesSettled' | 'feesHeldBack' | 'feesInvoiced';

const feesKinds: ReadonlyMap<string | null, readonly FeesFigure[]> = new Map([
  ['capture-fee', ['captureFees']],
  ['fees-retained', ['feesSettled', 'feesHeldBack']],
  ['fees-invoiced', ['feesSettled', 'feesInvoiced']],
]);
const OTHER_FEES: readonly FeesFigure[] = ['otherFees'];

/** Adds an entry of `funds` to the figures of its kind: an unknown kind is booked by its amount. */
export function countFunds(figures: Figures, { entryType }: WireEntry, amount: number): void {
  const kind = fundsKinds.get(entryType) ?? 'other';
  figures[kind] = addExactly(figures[kind], amount);
  figures.fundsEntries += 1;
}

/** The same for `fees`. */
export function countFees(figures: Figures, { entryType }: WireEntry, amount: number): void {
  figures.feesEntries += 1;
  for (const kind of feesKinds.get(entryType) ?? OTHER_FEES)
    figures[kind] = addExactly(figures[kind], amount);
}

/** Whether an entry is the money of a sale or of a refund. */
export function isPayment({ entryType }: WireEntry): boolean {
  return entryType === 'capture' || entryType === 'refund';
}
