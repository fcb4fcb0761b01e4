import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { SalesUnit } from '../../schema/management/SalesUnit.js';
import { Order } from '../../schema/order-management/Order.js';
import {
  OrderEntriesArgs,
  OrderPayoutsArgs,
  type OrderFeesEntries,
  type OrderFundsEntries,
  type OrderPayouts,
} from '../../schema/order-management/OrderEntries.js';
import { PaymentType } from '../../schema/order-management/PaymentType.js';
import { FeesEntry, FeesEntryType } from '../../schema/report/FeesEntry.js';
import { FundsEntry, FundsEntryType } from '../../schema/report/FundsEntry.js';
import { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { Topic, WireEntry } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { salesUnitOf } from '../management/sales-unit-of.js';
import { ledgerOfSalesUnit, salesUnitOfLedger } from '../report/ledger-of.js';
import { msnOfHandle, recipientHandleOf, toFeesEntry, toFundsEntry } from '../report/mappers.js';
import { toPayout } from '../report/payout-mappers.js';
import { writePlace } from '../report/entry-place.js';
import { checkLaterDays } from '../report/identifiers.js';
import { toSalesEvent } from '../sales/mappers.js';
import { toLocalDate } from '../shared/time.js';
import { orderIdText, paymentTypeText, unknownPaymentTypeText } from './argument-descriptions.js';
import { checkOrderId, checkPaymentType, isOrderId } from './identifiers.js';
import { toOrder } from './mappers.js';

/**
 * Where orders and money meet: an order's id is the payment's `reference` in the Sales and Report APIs, and its sales
 * unit is the one in an `api:` handle. Sales to a Vippsnummer have neither an MSN nor orders.
 */
@Resolver(() => SalesEvent)
export class SalesEventOrderResolver {
  @FieldResolver()
  async order(
    @Root() { ledgerId, reference }: SalesEvent,
    @Arg('paymentType', () => PaymentType, {
      defaultValue: PaymentType.ECOM,
      description: unknownPaymentTypeText,
    })
    paymentType: PaymentType,
    @Ctx() { loaders }: Context,
  ): Promise<Order | null> {
    if (!isOrderId(reference)) return null;
    const unit = salesUnitOfLedger(await loaders.report.ledger(ledgerId));
    return unit && toOrder({ msn: unit.msn, paymentType, orderId: reference });
  }
}

const PAYMENTS: ReadonlySet<FundsEntryType> = new Set([
  FundsEntryType.CAPTURE,
  FundsEntryType.REFUND,
  FundsEntryType.RETAINED_DISPUTED_CAPTURE,
  FundsEntryType.RETURNED_DISPUTED_CAPTURE,
]);

@Resolver(() => FundsEntry)
export class FundsEntryOrderResolver {
  @FieldResolver()
  order(
    @Root() { entryType, recipientHandle, reference }: FundsEntry,
    @Arg('paymentType', () => PaymentType, {
      defaultValue: PaymentType.ECOM,
      description: unknownPaymentTypeText,
    })
    paymentType: PaymentType,
    @Ctx() { loaders }: Context,
  ): Order | null {
    return entryType != null && PAYMENTS.has(entryType)
      ? orderOfEntry(recipientHandle, reference, paymentType, loaders)
      : null;
  }
}

@Resolver(() => FeesEntry)
export class FeesEntryOrderResolver {
  @FieldResolver()
  order(
    @Root() { entryType, recipientHandle, reference }: FeesEntry,
    @Arg('paymentType', () => PaymentType, {
      defaultValue: PaymentType.ECOM,
      description: unknownPaymentTypeText,
    })
    paymentType: PaymentType,
    @Ctx() { loaders }: Context,
  ): Order | null {
    const isOfCapture = entryType === FeesEntryType.CAPTURE_FEE;
    return isOfCapture ? orderOfEntry(recipientHandle, reference, paymentType, loaders) : null;
  }
}

function orderOfEntry(
  recipientHandle: string | null | undefined,
  reference: string | null | undefined,
  paymentType: PaymentType,
  { orderManagement }: Context['loaders'],
): Order | null {
  const msn = recipientHandle == null ? null : msnOfHandle(recipientHandle);
  if (msn === null || !orderManagement.seesUnit(msn)) return null;
  return isOrderId(reference) ? toOrder({ msn, paymentType, orderId: reference }) : null;
}

/** From a sales unit to one of its orders. */
@Resolver(() => SalesUnit)
export class SalesUnitOrderResolver {
  @FieldResolver(() => Order, { nullable: true })
  order(
    @Root() { msn }: SalesUnit,
    @Arg('paymentType', () => PaymentType, { description: paymentTypeText })
    paymentType: PaymentType,
    @Arg('orderId', () => String, { description: orderIdText })
    orderId: string,
  ): Order {
    return toOrder({
      msn,
      paymentType: checkPaymentType(paymentType, 'paymentType'),
      orderId: checkOrderId(orderId, 'orderId'),
    });
  }
}

@Resolver(() => Order)
export class OrderLinksResolver {
  @FieldResolver()
  salesUnit(
    @Root() { msn }: Order,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SalesUnit | null> {
    return salesUnitOf(msn, context, info);
  }

  @FieldResolver()
  async salesEvents(@Root() { msn, orderId }: Order, @Ctx() { loaders }: Context): Promise<SalesEvent[]> {
    const ledger = ledgerOfSalesUnit(await loaders.report.ledgers(msn), msn);
    if (ledger === undefined) return [];
    const { ledgerId } = ledger;
    const found = await loaders.sales.ofReference.load({ ledgerId, reference: orderId });
    return found?.events.map((event) => toSalesEvent(event, ledgerId)) ?? [];
  }
}

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

  @FieldResolver()
  payouts(
    @Root() order: Order,
    @Args(() => OrderPayoutsArgs) args: OrderPayoutsArgs,
    @Ctx() context: Context,
  ): Promise<OrderPayouts | null> {
    return payoutsOf(order, args, context);
  }
}

/** The payouts of entries in order are in order. Those of several entries are one: they have the same place. */
async function payoutsOf(
  order: Order,
  args: OrderPayoutsArgs,
  context: Context,
): Promise<OrderPayouts | null> {
  checkLaterDays(args.laterDays);
  const booked = await entriesOf(order, 'funds', args, context, (wire, ledgerId) => ({ wire, ledgerId }));
  if (booked === null) return null;
  const { laterDays } = args;
  const payouts = await Promise.all(
    booked.nodes.map(async ({ wire, ledgerId }) => {
      const date = toLocalDate(wire.ledgerDate);
      if (date === null) return null;
      const { currency } = wire;
      const isEntry = (other: WireEntry): boolean => other === wire;
      return context.loaders.payouts.ofEntry({ ledgerId, currency, date, laterDays, isEntry });
    }),
  );
  const found = new Map(
    payouts.flatMap((payout) => (payout === null ? [] : [[writePlace(payout.place), payout]])),
  );
  return {
    ...booked,
    nodes: [...found.values()].map(toPayout),
    unpaidEntries: booked.nodes
      .filter((_, index) => payouts[index] === null)
      .map(({ wire, ledgerId }) => toFundsEntry(wire, ledgerId)),
  };
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
  const ledger = ledgerOfSalesUnit(await loaders.report.ledgers(msn), msn);
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
