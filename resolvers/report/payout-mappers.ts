import type { FundsEntry } from '../../schema/report/FundsEntry.js';
import { PayoutFault, type EntrySum, type Payout } from '../../schema/report/Payout.js';
import type { Money } from '../../schema/shared/Money.js';
import type { FoundPayout } from '../../src/loaders/funds-dates.js';
import type { PaidDates } from '../../src/loaders/paid-dates.js';
import type { KindSum } from '../../src/reconciliation/payouts.js';
import { toMoneyOrNull } from '../shared/money.js';
import { toFundsEntry, toFundsEntryType } from './mappers.js';

/** A payout with what its resolvers go on from. */
export interface OnPayout extends Payout {
  readonly found: FoundPayout;
}

/** A payout, as far as its entry tells. */
export function toPayout(found: FoundPayout): OnPayout {
  return new PayoutView(found);
}

class PayoutView implements OnPayout {
  constructor(readonly found: FoundPayout) {}

  get entry(): FundsEntry {
    return toFundsEntry(this.found.entry, this.found.ledgerId);
  }

  get ledgerDate(): string {
    return this.found.place.date;
  }

  get amount(): Money | null {
    const { amount } = this.found.entry;
    // Not -0.
    return moneyOf(this.found, amount === null ? null : 0 - amount);
  }

  get number(): string | null {
    const { pspReference } = this.found.entry;
    const head = `${this.found.ledgerId}-`;
    const number = pspReference?.startsWith(head) === true ? pspReference.slice(head.length) : '';
    return /^\d+$/.test(number) ? number : null;
  }

  get bankReference(): string | null {
    return this.found.entry.reference;
  }

  get closingBalance(): Money | null {
    return moneyOf(this.found, this.found.entry.balanceAfter);
  }
}

/** An amount in the currency of a payout. */
export function moneyOf({ entry }: FoundPayout, value: number | null): Money | null {
  return toMoneyOrNull(value, entry.currency);
}

/** A sum of entries of one kind. */
export function toEntrySum(found: FoundPayout, { entryType, count, amount }: KindSum): EntrySum {
  return {
    entryType: toFundsEntryType({ entryType }),
    entryTypeRaw: entryType,
    count,
    amount: moneyOf(found, amount),
  };
}

/** What is odd about a payout. */
export function toPayoutFaults({ faults }: PaidDates): readonly PayoutFault[] {
  return faults.map((fault) => PayoutFault[fault]);
}
