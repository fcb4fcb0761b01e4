import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import { FeesEntry, FeesEntryType } from '../../schema/report/FeesEntry.js';
import { FundsEntry, FundsEntryType } from '../../schema/report/FundsEntry.js';
import { Ledger } from '../../schema/report/Ledger.js';
import { LocalDateScalar } from '../../schema/shared/scalars.js';
import { SalesEntryType, SalesEvent } from '../../schema/sales/SalesEvent.js';
import {
  SalesEventsArgs,
  SalesFilterArgs,
  type SalesEventConnection,
} from '../../schema/sales/SalesEventConnection.js';
import { SalesGrouping, type SalesSummary } from '../../schema/sales/SalesSummary.js';
import type { Topic } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import type { DatedEntry } from '../../src/loaders/entries-of-events.js';
import { checkLaterDays } from '../report/identifiers.js';
import { ledgerOf, salesUnitOfLedger } from '../report/ledger-of.js';
import { toFeesEntry, toFundsEntry, type OnLedger } from '../report/mappers.js';
import { toSalesEvent } from './mappers.js';
import { salesEventPage } from './sales-event-page.js';
import { salesSummary } from './sales-summary.js';

/** From a ledger to what was sold on it. */
@Resolver(() => Ledger)
export class LedgerSalesResolver {
  @FieldResolver()
  salesEvents(
    @Root() { ledgerId }: Ledger,
    @Args(() => SalesEventsArgs) args: SalesEventsArgs,
    @Args(() => SalesFilterArgs) filters: SalesFilterArgs,
    @Ctx() context: Context,
  ): Promise<SalesEventConnection | null> {
    return salesEventPage({ ...args, ...filters }, ledgerId, context);
  }

  @FieldResolver()
  salesSummary(
    @Root() ledger: Ledger,
    @Arg('from', () => LocalDateScalar, { description: 'First ledger date.' }) from: string,
    @Arg('to', () => LocalDateScalar, {
      description: 'Last ledger date, at most 399 days behind the first.',
    })
    to: string,
    @Arg('groupBy', () => [SalesGrouping], {
      defaultValue: [],
      description: 'What to tell apart. Nothing: one sum per currency.',
    })
    groupBy: readonly SalesGrouping[],
    @Ctx() context: Context,
  ): Promise<SalesSummary | null> {
    return salesSummary(ledger, from, to, groupBy, context);
  }
}

/** These come weeks after the sale, so their date says nothing about its date. */
const disputes: ReadonlySet<FundsEntryType> = new Set([
  FundsEntryType.RETAINED_DISPUTED_CAPTURE,
  FundsEntryType.RETURNED_DISPUTED_CAPTURE,
]);

const sales: ReadonlySet<FundsEntryType> = new Set([
  FundsEntryType.CAPTURE,
  FundsEntryType.REFUND,
  ...disputes,
]);

/** From money on a ledger to the sale that it is for. */
@Resolver(() => FundsEntry)
export class FundsEntrySaleResolver {
  @FieldResolver()
  salesEvent(
    @Root() entry: OnLedger<FundsEntry>,
    @Ctx() { loaders }: Context,
  ): Promise<SalesEvent | null> | null {
    const { entryType, ledgerId, pspReference, amount } = entry;
    if (entryType == null || !sales.has(entryType) || pspReference == null) return null;
    const ledgerDate = disputes.has(entryType) ? null : (entry.ledgerDate ?? null);
    return loaders.sales.ofEntry
      .load({ ledgerId, pspReference, ledgerDate, currency: amount?.currency ?? null })
      .then((event) => event && toSalesEvent(event, ledgerId));
  }
}

/** From a fee to the sale that it is the fee of. */
@Resolver(() => FeesEntry)
export class FeesEntrySaleResolver {
  @FieldResolver()
  salesEvent(
    @Root() { entryType, ledgerId, pspReference, ledgerDate, amount }: OnLedger<FeesEntry>,
    @Ctx() { loaders }: Context,
  ): Promise<SalesEvent | null> | null {
    if (entryType !== FeesEntryType.CAPTURE_FEE || pspReference == null || ledgerDate === undefined)
      return null;
    const currency = amount?.currency ?? null;
    return loaders.sales.ofEntry
      .load({ ledgerId, pspReference, ledgerDate, currency, mayBeLate: true })
      .then((event) => event && toSalesEvent(event, ledgerId));
  }
}

/** From a sale to its ledger, and to where its money went. */
@Resolver(() => SalesEvent)
export class SalesEventLedgerResolver {
  @FieldResolver()
  ledger(
    @Root() { ledgerId }: SalesEvent,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ledger | null> {
    return ledgerOf(ledgerId, context, info);
  }

  @FieldResolver()
  async salesUnit(@Root() { ledgerId }: SalesEvent, @Ctx() { loaders }: Context): Promise<SalesUnit | null> {
    return salesUnitOfLedger(await loaders.report.ledger(ledgerId));
  }

  @FieldResolver()
  fundsEntries(
    @Root() event: SalesEvent,
    @Arg('laterDays', () => Int, {
      defaultValue: 0,
      description: 'Days behind its own date to look at too, 0 to 31.',
    })
    laterDays: number,
    @Ctx() context: Context,
  ): FundsEntry[] | Promise<FundsEntry[]> | null {
    return entriesOf(event, 'funds', laterDays, context, toFundsEntry);
  }

  @FieldResolver()
  feeEntries(
    @Root() event: SalesEvent,
    @Arg('laterDays', () => Int, {
      defaultValue: 1,
      description: 'Days behind its own date to look at too, 0 to 31.',
    })
    laterDays: number,
    @Ctx() context: Context,
  ): FeesEntry[] | Promise<FeesEntry[]> | null {
    return entriesOf(event, 'fees', laterDays, context, toFeesEntry);
  }
}

function entriesOf<Entry>(
  event: SalesEvent,
  topic: Topic,
  laterDays: number,
  { loaders }: Context,
  toEntry: (wire: DatedEntry['entry'], ledgerId: string, isDateComplete: boolean) => Entry,
): Entry[] | Promise<Entry[]> | null {
  checkLaterDays(laterDays);
  const { ledgerId, pspReference, time, currency } = event;
  if (time === undefined || currency === undefined) return null;
  if (pspReference === null) return [];
  // Refunds cost no fee, so an empty answer is complete.
  const expected = topic === 'funds' || event.entryType === SalesEntryType.CAPTURE;
  return loaders.entriesOf[topic]
    .load({ ledgerId, pspReference, time, currency, laterDays, expected })
    .then((entries) => entries.map(({ entry, isDateComplete }) => toEntry(entry, ledgerId, isDateComplete)));
}
