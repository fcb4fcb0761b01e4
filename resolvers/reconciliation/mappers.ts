import type { BookEntry, BookLine } from '../../schema/reconciliation/BookEntry.js';
import { BookEntryKind } from '../../schema/reconciliation/BookEntry.js';
import { CloseDifferenceKind, type CloseDifference } from '../../schema/reconciliation/CloseDifference.js';
import { CloseState, type ClosedDate } from '../../schema/reconciliation/ClosedDate.js';
import type { CloseFigures } from '../../schema/reconciliation/CloseFigures.js';
import { LateItemKind, type LateItem } from '../../schema/reconciliation/LateItem.js';
import type { Money } from '../../schema/shared/Money.js';
import type { BookEntry as Booked } from '../../src/reconciliation/book-entries.js';
import type { ClosedDate as Closed } from '../../src/reconciliation/close-days.js';
import type { Difference } from '../../src/reconciliation/difference.js';
import type { Figures } from '../../src/reconciliation/figures.js';
import type { LateItem as Late } from '../../src/reconciliation/seal.js';
import { toMoneyOrNull } from '../shared/money.js';

/** The balances that figures lead from and to. */
export type Balances = Pick<Closed, 'openingBalance' | 'closingBalance' | 'feesOpening' | 'feesClosing'>;

/** A date of a close, worked out on demand. */
export function toClosedDate(closed: Closed, currency: string | null): ClosedDate {
  return new ClosedDateView(closed, currency);
}

class ClosedDateView implements ClosedDate {
  constructor(
    private readonly closed: Closed,
    private readonly currency: string | null,
  ) {}

  get date(): string {
    return this.closed.date;
  }

  get state(): CloseState {
    return CloseState[this.closed.state];
  }

  get isComplete(): boolean {
    return this.closed.isComplete;
  }

  get figures(): CloseFigures {
    return toFigures(this.closed.figures, this.closed, this.currency);
  }

  get differences(): readonly CloseDifference[] {
    return this.closed.differences.map((difference) => toDifference(difference, this.currency));
  }

  get lateItems(): readonly LateItem[] {
    return this.closed.late.map((item) => toLateItem(item, this.currency));
  }

  get hash(): string {
    return this.closed.hash;
  }
}

/** Figures with the balances around them. */
export function toFigures(
  figures: Readonly<Figures>,
  { openingBalance, closingBalance, feesOpening, feesClosing }: Balances,
  currency: string | null,
): CloseFigures {
  const money = (amount: number | null): Money | null => toMoneyOrNull(amount, currency);
  return {
    openingBalance: money(openingBalance),
    captures: money(figures.captures),
    refunds: money(figures.refunds),
    feesRetained: money(figures.feesRetained),
    corrections: money(figures.corrections),
    disputes: money(figures.disputes),
    topUps: money(figures.topUps),
    payouts: money(figures.payouts),
    otherEntries: money(figures.other),
    balanceBreaks: money(figures.breaks),
    lateEntries: money(figures.late),
    closingBalance: money(closingBalance),
    feesOpeningBalance: money(feesOpening),
    captureFees: money(figures.captureFees),
    otherFees: money(figures.otherFees),
    feesSettled: money(figures.feesSettled),
    feesBalanceBreaks: money(figures.feesBreaks),
    lateFees: money(figures.feesLate),
    feesClosingBalance: money(feesClosing),
    sold: money(figures.sold),
    soldForCash: money(figures.soldForCash),
    soldVat: money(figures.soldVat),
    settledNotSold: money(figures.settledNotSold),
    settledNotSoldCount: figures.settledNotSoldCount,
    refundsOfEarlierSales: figures.refundsOfEarlierSales,
    fundsEntryCount: figures.fundsEntries,
    feesEntryCount: figures.feesEntries,
    salesEventCount: figures.salesEvents,
    differenceCount: figures.differences,
    unexplained: money(figures.unexplained),
  };
}

function toDifference({ kind, amount, ...told }: Difference, currency: string | null): CloseDifference {
  return { ...told, kind: CloseDifferenceKind[kind], amount: toMoneyOrNull(amount, currency) };
}

const lateKinds = { funds: LateItemKind.FUNDS, fees: LateItemKind.FEES, sales: LateItemKind.SALES };

function toLateItem({ topic, pspReference, reference, amount }: Late, currency: string | null): LateItem {
  return { kind: lateKinds[topic], pspReference, reference, amount: toMoneyOrNull(amount, currency) };
}

/** A double entry. */
export function toBookEntry({ date, kind, lines }: Booked, currency: string | null): BookEntry {
  return {
    date,
    kind: BookEntryKind[kind],
    lines: lines.map(({ account, amount, vatRate }): BookLine => ({
      account,
      amount: toMoneyOrNull(amount, currency),
      vatRateBasisPoints: vatRate,
    })),
  };
}
