import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Order } from '../../schema/order-management/Order.js';
import {
  OrderEntriesArgs,
  type OrderFeesEntries,
  type OrderFundsEntries,
} from '../../schema/order-management/OrderEntries.js';
import type { Topic, WireEntry } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { ledgerOfSalesUnit } from '../report/ledger-of.js';
import { recipientHandleOf, toFeesEntry, toFundsEntry } from '../report/mappers.js';

const MAX_DAYS = 31;

/** From an order to its money. For payments that the Sales API does not cover, ePayments above all, there is no other way. */
@Resolver(() => Order)
export class OrderEntriesResolver {
  @FieldResolver()
  fundsEntries(
    @Root() order: Order,
    @Args(() => OrderEntriesArgs) args: OrderEntriesArgs,
    @Ctx() context: Context,
  ): Promise<OrderFundsEntries | null> {
    return entriesOf(order, 'funds', args, context, toFundsEntry);
  }

  @FieldResolver()
  feeEntries(
    @Root() order: Order,
    @Args(() => OrderEntriesArgs) args: OrderEntriesArgs,
    @Ctx() context: Context,
  ): Promise<OrderFeesEntries | null> {
    return entriesOf(order, 'fees', args, context, toFeesEntry);
  }
}

async function entriesOf<Entry>(
  { msn, orderId: reference }: Order,
  topic: Topic,
  { from = null, days }: OrderEntriesArgs,
  { loaders }: Context,
  toEntry: (wire: WireEntry, ledgerId: string, isDateComplete: boolean) => Entry,
) {
  if (days < 1 || days > MAX_DAYS)
    throw new BadInputError(['days'], `days must be from 1 to ${String(MAX_DAYS)}, not ${String(days)}.`);
  const ledger = ledgerOfSalesUnit(await loaders.report.ledgers(), msn);
  if (ledger === undefined) return null;
  const { ledgerId, currency } = ledger;
  const found = await loaders.entriesOfOrder[topic]({ ledgerId, reference, currency, from, days });
  const handle = recipientHandleOf(msn);
  return {
    ...found,
    // Units that share an older ledger may use the same order ids; older entries name no unit.
    nodes: found.entries
      .filter(({ entry }) => (entry.recipientHandle ?? handle) === handle && !isPayout(entry))
      .map(({ entry, isDateComplete }) => toEntry(entry, ledgerId, isDateComplete)),
  };
}

/** The reference of a payout is the text on the bank transfer, digits alone in some countries. */
function isPayout({ entryType }: WireEntry): boolean {
  return entryType?.includes('payout') === true;
}
