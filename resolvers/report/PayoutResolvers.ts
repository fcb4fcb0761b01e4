import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Resolver, Root } from 'type-graphql';
import { FundsEntry } from '../../schema/report/FundsEntry.js';
import type { FundsEntryConnection } from '../../schema/report/FundsEntryConnection.js';
import { Ledger } from '../../schema/report/Ledger.js';
import { Payout, type EntrySum, type PayoutFault } from '../../schema/report/Payout.js';
import { PayoutsArgs, type PayoutConnection } from '../../schema/report/PayoutConnection.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Money } from '../../schema/shared/Money.js';
import type { Context } from '../../src/context/vipps-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { entryId } from './entry-id.js';
import { writePlace } from './entry-place.js';
import { checkLaterDays } from './identifiers.js';
import { ledgerOf } from './ledger-of.js';
import { toFundsEntry, type OnLedger } from './mappers.js';
import { paidEntriesPage } from './paid-entries-page.js';
import { moneyOf, toEntrySum, toPayout, toPayoutFaults, type OnPayout } from './payout-mappers.js';
import { payoutPage } from './payout-page.js';

const laterDaysText = (what: string): string =>
  `Days behind its own ledger date to look at ${what}, 0 to 31.`;

/** From a ledger to its payouts. */
@Resolver(() => Ledger)
export class LedgerPayoutsResolver {
  @FieldResolver()
  payouts(
    @Root() ledger: Ledger,
    @Args(() => PayoutsArgs) args: PayoutsArgs,
    @Ctx() context: Context,
  ): Promise<PayoutConnection> {
    return payoutPage(args, ledger, context);
  }
}

/** From an entry to the payout that pays it. */
@Resolver(() => FundsEntry)
export class FundsEntryPayoutResolver {
  @FieldResolver()
  payout(
    @Root() entry: OnLedger<FundsEntry>,
    @Arg('laterDays', () => Int, { defaultValue: 31, description: laterDaysText('at most') })
    laterDays: number,
    @Ctx() { loaders }: Context,
  ): Promise<OnPayout | null> | null {
    checkLaterDays(laterDays);
    const { ledgerId, ledgerDate, id, amount } = entry;
    if (ledgerDate == null) return null;
    const isEntry = (wire: Parameters<typeof entryId>[2]): boolean => entryId('funds', ledgerId, wire) === id;
    return loaders.payouts
      .ofEntry({ ledgerId, currency: amount?.currency ?? null, date: ledgerDate, laterDays, isEntry })
      .then((found) => found && toPayout(found));
  }
}

/** What a payout pays: read when the first of these fields is asked for, and once for all of them. */
@Resolver(() => Payout)
export class PayoutResolver {
  @FieldResolver()
  ledger(
    @Root() { found }: OnPayout,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ledger | null> {
    return ledgerOf(found.ledgerId, context, info);
  }

  @FieldResolver()
  async fromDate(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<string> {
    return (await loaders.payouts.paidBy(found)).from.date;
  }

  @FieldResolver()
  async isWhole(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<boolean> {
    return (await loaders.payouts.paidBy(found)).isWhole;
  }

  @FieldResolver()
  async isComplete(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<boolean> {
    return (await loaders.payouts.paidBy(found)).isComplete;
  }

  @FieldResolver()
  async openingBalance(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<Money | null> {
    return moneyOf(found, (await loaders.payouts.paidBy(found)).openingBalance);
  }

  @FieldResolver()
  async sums(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<EntrySum[]> {
    return (await loaders.payouts.paidBy(found)).sums.map((sum) => toEntrySum(found, sum));
  }

  @FieldResolver()
  async unexplained(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<Money | null> {
    return moneyOf(found, (await loaders.payouts.paidBy(found)).unexplained);
  }

  @FieldResolver()
  async faults(@Root() { found }: OnPayout, @Ctx() { loaders }: Context): Promise<readonly PayoutFault[]> {
    return toPayoutFaults(await loaders.payouts.paidBy(found));
  }

  @FieldResolver()
  entries(
    @Root() { found }: OnPayout,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<FundsEntryConnection> {
    const { ledgerId, place } = found;
    const cursors = createCursorCodec(context, 'Payout.entries', ledgerId, writePlace(place));
    return paidEntriesPage(args, ledgerId, cursors, () => context.loaders.payouts.paidBy(found));
  }

  @FieldResolver()
  async abortedBy(
    @Root() { found }: OnPayout,
    @Arg('laterDays', () => Int, { defaultValue: 7, description: laterDaysText('too') })
    laterDays: number,
    @Ctx() { loaders }: Context,
  ): Promise<FundsEntry | null> {
    checkLaterDays(laterDays);
    const abort = await loaders.payouts.abortOf(found, laterDays);
    return abort && toFundsEntry(abort, found.ledgerId);
  }
}
