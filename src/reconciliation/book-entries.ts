import type { ClosedDate } from './close-days.js';
import type { BookedRate } from './figures.js';

/** Where the books of a merchant keep what a close finds. Texts are those of its own chart of accounts. */
export interface BookAccounts {
  /** Sales without VAT, and VAT that is owed. */
  readonly sales: (rate: BookedRate) => string;
  readonly vat: (rate: BookedRate) => string;
  /** What was sold and waits for its money: zero when all has met. */
  readonly clearing: string;
  /** What the ledger owes the merchant: the balance of `funds`. */
  readonly receivable: string;
  /** Fees as a cost, and what of them is owed: the balance of `fees`. */
  readonly fees: string;
  readonly feesPayable: string;
  /** Fees that come by invoice instead. */
  readonly feesInvoiced: string;
  /** Where payouts go; scheduled is not paid, so this may be an account of money on its way. */
  readonly bank: string;
  readonly cash: string;
  readonly disputes: string;
  readonly corrections: string;
}

/** What a voucher is for. */
export type BookKind =
  'SALES' | 'SETTLEMENT' | 'DISPUTES' | 'CORRECTIONS' | 'FEES' | 'FEES_SETTLED' | 'PAYOUTS';

/** One side of an entry: positive is debit, negative credit. */
export interface BookLine {
  readonly account: string;
  readonly amount: number;
  /** In basis points, on lines of sales and VAT that have one. */
  readonly vatRate: number | null;
}

/** A double entry: its lines add up to zero. */
export interface BookEntry {
  readonly date: string;
  readonly kind: BookKind;
  readonly lines: readonly BookLine[];
}

/**
 * The entries of one date. What was sold is booked against clearing, and its money from there to what the ledger owes, so
 * clearing holds just what has not met. Money without a sale that none is expected for is sales without VAT at once. What is
 * owed is moved by all that is on the accounts, breaks of the chain included, so that it always is the balance of the ledger:
 * against clearing where they are told, against corrections on later dates that only take them back.
 */
export function bookEntries(
  { date, figures, booked }: ClosedDate,
  accounts: BookAccounts,
): readonly BookEntry[] {
  const { sold, cash, rates } = booked;
  const { clearing, receivable, corrections, feesPayable } = accounts;
  const settled = figures.captures + figures.refunds;
  const adjusted = figures.corrections + figures.other + figures.late;
  const owed = figures.captureFees + figures.otherFees + figures.feesLate;
  const paid = figures.payouts + figures.topUps;
  const heldBack = figures.feesSettled - figures.feesInvoiced;
  const entry = (kind: BookKind, ...lines: readonly BookLine[]): BookEntry[] => {
    const booked = lines.filter(({ amount }) => amount !== 0);
    return booked.length === 0 ? [] : [{ date, kind, lines: booked }];
  };
  return [
    ...entry(
      'SALES',
      line(clearing, sold),
      line(accounts.cash, cash),
      ...[...rates].flatMap(([rate, { net, vat }]) => [
        line(accounts.sales(rate), -net, rate),
        line(accounts.vat(rate), -vat, rate),
      ]),
    ),
    ...entry(
      'SETTLEMENT',
      line(receivable, settled),
      line(clearing, figures.settledNotSold - settled),
      line(accounts.sales(null), -figures.settledNotSold),
    ),
    ...entry('DISPUTES', line(receivable, figures.disputes), line(accounts.disputes, -figures.disputes)),
    ...entry(
      'CORRECTIONS',
      line(receivable, adjusted + figures.breaks),
      line(corrections, -adjusted - booked.takenBack),
      line(clearing, booked.takenBack - figures.breaks),
    ),
    ...entry(
      'FEES',
      line(accounts.fees, -owed),
      line(feesPayable, owed + figures.feesBreaks),
      line(corrections, -booked.feesTakenBack),
      line(clearing, booked.feesTakenBack - figures.feesBreaks),
    ),
    // What is held back is on both accounts; where the two differ, the difference waits on clearing.
    ...entry(
      'FEES_SETTLED',
      line(feesPayable, figures.feesSettled),
      line(receivable, figures.feesRetained),
      line(accounts.feesInvoiced, -figures.feesInvoiced),
      line(clearing, -heldBack - figures.feesRetained),
    ),
    ...entry('PAYOUTS', line(receivable, paid), line(accounts.bank, -paid)),
  ];
}

function line(account: string, amount: number, rate: BookedRate = null): BookLine {
  return { account, amount: amount === 0 ? 0 : amount, vatRate: rate === 'UNKNOWN' ? null : rate };
}
