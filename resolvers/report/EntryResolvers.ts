import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { FeesEntry } from '../../schema/report/FeesEntry.js';
import { FundsEntry, FundsEntryType } from '../../schema/report/FundsEntry.js';
import type { Ledger } from '../../schema/report/Ledger.js';
import type { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { Topic } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import { toSalesEvent } from '../sales/mappers.js';
import { ledgerOf } from './ledger-of.js';
import type { OnLedger } from './mappers.js';

/** Entries that lie weeks after their sale: its date says nothing of theirs. */
const disputes: ReadonlySet<FundsEntryType | null> = new Set([
  FundsEntryType.RETAINED_DISPUTED_CAPTURE,
  FundsEntryType.RETURNED_DISPUTED_CAPTURE,
]);

const sales: ReadonlySet<FundsEntryType | null> = new Set([
  FundsEntryType.CAPTURE,
  FundsEntryType.REFUND,
  ...disputes,
]);

@Resolver(() => FundsEntry)
export class FundsEntryResolver {
  @FieldResolver()
  isDateComplete(@Root() entry: OnLedger<FundsEntry>, @Ctx() context: Context) {
    return isDateComplete(entry, 'funds', context);
  }

  @FieldResolver()
  ledger(
    @Root() { ledgerId }: OnLedger<FundsEntry>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ) {
    return ledgerOf(ledgerId, context, info);
  }

  @FieldResolver()
  salesEvent(
    @Root() entry: OnLedger<FundsEntry>,
    @Ctx() { loaders }: Context,
  ): Promise<SalesEvent | null> | null {
    const { entryType, ledgerId, pspReference, amount } = entry;
    if (!sales.has(entryType) || pspReference === null) return null;
    const ledgerDate = disputes.has(entryType) ? null : entry.ledgerDate;
    return loaders.sales.ofEntry
      .load({ ledgerId, pspReference, ledgerDate, currency: amount?.currency ?? null })
      .then((event) => event && toSalesEvent(event, ledgerId));
  }
}

@Resolver(() => FeesEntry)
export class FeesEntryResolver {
  @FieldResolver()
  isDateComplete(@Root() entry: OnLedger<FeesEntry>, @Ctx() context: Context) {
    return isDateComplete(entry, 'fees', context);
  }

  @FieldResolver()
  ledger(
    @Root() { ledgerId }: OnLedger<FeesEntry>,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ledger | null> {
    return ledgerOf(ledgerId, context, info);
  }
}

function isDateComplete(
  entry: OnLedger<FundsEntry | FeesEntry>,
  topic: Topic,
  { loaders }: Context,
): boolean | null | Promise<boolean | null> {
  const { ledgerId, ledgerDate: date } = entry;
  if (entry.isDateComplete !== undefined || date === null) return entry.isDateComplete ?? null;
  return loaders.report.isDateComplete({ ledgerId, topic, date });
}
