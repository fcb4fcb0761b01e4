import { FeesEntryType, type FeesEntry } from '../../schema/report/FeesEntry.js';
import { FundsEntryType, type FundsEntry } from '../../schema/report/FundsEntry.js';
import type { Ledger } from '../../schema/report/Ledger.js';
import type { Money } from '../../schema/shared/Money.js';
import type { WireEntry, WireLedger } from '../../src/clients/report.js';
import { toListedSalesUnit } from '../management/mappers.js';
import { encodeGlobalId } from '../shared/global-id.js';
import { toCurrency } from '../../src/decimal.js';
import { toMoneyOrNull } from '../shared/money.js';
import { toOpenEnum } from '../shared/open-enum.js';
import { shownDate, shownTime } from '../shared/time.js';
import { entryId } from './entry-id.js';

/** A ledger known by its key alone, which is enough for queries that ask for its feeds only. */
export function toLedgerKey(ledgerId: string): Ledger {
  return { id: encodeGlobalId('Ledger', ledgerId), ledgerId };
}

/** A ledger with its points of sale; those with an `api:` handle are sales units. */
export function toLedger(wire: WireLedger): Ledger {
  const pointsOfSale = wire.pointsOfSale.map(({ recipientHandle, name }) => ({
    recipientHandle,
    name,
    msn: msnOfHandle(recipientHandle),
  }));
  return {
    ...toLedgerKey(wire.ledgerId),
    currency: toCurrency(wire.currency),
    payoutBankAccount: wire.payoutBankAccount,
    businessIdentifier: wire.owner,
    pointsOfSale,
    salesUnits: pointsOfSale.flatMap(({ msn, name }) =>
      msn === null ? [] : [toListedSalesUnit({ msn, name }, wire.owner ?? undefined)],
    ),
  };
}

/** The handle that a sales unit's sales are settled under. */
export function recipientHandleOf(msn: string): string {
  return `api:${msn}`;
}

/** The MSN in a handle; null for a Vippsnummer or MyShop number. */
export function msnOfHandle(handle: string): string | null {
  return /^api:(\d{4,10})$/.exec(handle)?.[1] ?? null;
}

const fundsEntryTypes: ReadonlyMap<string, FundsEntryType> = new Map([
  ['capture', FundsEntryType.CAPTURE],
  ['refund', FundsEntryType.REFUND],
  ['fees-retained', FundsEntryType.FEES_RETAINED],
  ['payout-scheduled', FundsEntryType.PAYOUT_SCHEDULED],
  ['scheduled-for-payout', FundsEntryType.PAYOUT_SCHEDULED],
  ['payout-aborted', FundsEntryType.PAYOUT_ABORTED],
  ['retained-disputed-capture', FundsEntryType.RETAINED_DISPUTED_CAPTURE],
  ['returned-disputed-capture', FundsEntryType.RETURNED_DISPUTED_CAPTURE],
  ['correction', FundsEntryType.CORRECTION],
  ['top-up', FundsEntryType.TOP_UP],
  ['credit-note', FundsEntryType.CREDIT_NOTE],
]);

const feesEntryTypes: ReadonlyMap<string, FeesEntryType> = new Map([
  ['capture-fee', FeesEntryType.CAPTURE_FEE],
  ['fees-retained', FeesEntryType.FEES_RETAINED],
  ['fees-invoiced', FeesEntryType.FEES_INVOICED],
  ['credit-note', FeesEntryType.CREDIT_NOTE],
  ['service-fee', FeesEntryType.SERVICE_FEE],
  ['correction', FeesEntryType.CORRECTION],
]);

/** The kind of movement, for entries and filters alike; null when the API does not say. */
export function toFundsEntryType({ entryType }: Pick<WireEntry, 'entryType'>): FundsEntryType | null {
  return toOpenEnum(fundsEntryTypes, entryType, FundsEntryType.UNKNOWN);
}

/** The kind of movement, for entries and filters alike; null when the API does not say. */
export function toFeesEntryType({ entryType }: WireEntry): FeesEntryType | null {
  return toOpenEnum(feesEntryTypes, entryType, FeesEntryType.UNKNOWN);
}

/** An entry with the ledger it was read from, which its own fields do not hold. */
export type OnLedger<Entry> = Entry & { readonly ledgerId: string };

/**
 * An entry of the money on a ledger.
 * @param isDateComplete left out when it is not known yet
 */
export function toFundsEntry(
  wire: WireEntry,
  ledgerId: string,
  isDateComplete?: boolean,
): OnLedger<FundsEntry> {
  return new FundsEntryView(wire, ledgerId, isDateComplete);
}

/**
 * An entry of the fees on a ledger.
 * @param isDateComplete left out when it is not known yet
 */
export function toFeesEntry(
  wire: WireEntry,
  ledgerId: string,
  isDateComplete?: boolean,
): OnLedger<FeesEntry> {
  return new FeesEntryView(wire, ledgerId, isDateComplete);
}

/** What entries of both topics show, worked out on demand: a page has thousands. */
abstract class EntryView {
  readonly isDateComplete?: boolean;

  constructor(
    protected readonly wire: WireEntry,
    readonly ledgerId: string,
    isDateComplete: boolean | undefined,
  ) {
    if (isDateComplete !== undefined) this.isDateComplete = isDateComplete;
  }

  get pspReference(): string | null {
    return this.wire.pspReference;
  }

  get reference(): string | null {
    return this.wire.reference;
  }

  get time(): string | null {
    return shownTime(this.wire.time);
  }

  get ledgerDate(): string | null {
    return shownDate(this.wire.ledgerDate);
  }

  get entryTypeRaw(): string | null {
    return this.wire.entryType;
  }

  get amount(): Money | null {
    return this.#money(this.wire.amount);
  }

  get balanceBefore(): Money | null {
    return this.#money(this.wire.balanceBefore);
  }

  get balanceAfter(): Money | null {
    return this.#money(this.wire.balanceAfter);
  }

  get recipientHandle(): string | null {
    return this.wire.recipientHandle;
  }

  #money(value: number | null): Money | null {
    return toMoneyOrNull(value, this.wire.currency);
  }
}

class FundsEntryView extends EntryView implements FundsEntry {
  get id(): string {
    return entryId('funds', this.ledgerId, this.wire);
  }

  get entryType(): FundsEntryType | null {
    return toFundsEntryType(this.wire);
  }
}

class FeesEntryView extends EntryView implements FeesEntry {
  get id(): string {
    return entryId('fees', this.ledgerId, this.wire);
  }

  get entryType(): FeesEntryType | null {
    return toFeesEntryType(this.wire);
  }
}
