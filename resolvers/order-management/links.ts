import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { SalesUnit } from '../../schema/management/SalesUnit.js';
import { Order } from '../../schema/order-management/Order.js';
import { PaymentType } from '../../schema/order-management/PaymentType.js';
import { FundsEntry, FundsEntryType } from '../../schema/report/FundsEntry.js';
import { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { Context } from '../../src/context/vipps-context.js';
import { salesUnitOf } from '../management/sales-unit-of.js';
import { ledgerOfSalesUnit } from '../report/ledger-of.js';
import { msnOfHandle, toLedger } from '../report/mappers.js';
import { toSalesEvent } from '../sales/mappers.js';
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
    const ledger = await loaders.report.ledger(ledgerId);
    const places = (ledger && toLedger(ledger).pointsOfSale) ?? [];
    // An older ledger may have several points of sale, and a sale does not say which one made it.
    const msn = places.length === 1 ? places[0]?.msn : null;
    return msn == null ? null : toOrder({ msn, paymentType, orderId: reference });
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
  ): Order | null {
    const msn = recipientHandle == null ? null : msnOfHandle(recipientHandle);
    if (msn === null || entryType == null || !PAYMENTS.has(entryType) || !isOrderId(reference)) return null;
    return toOrder({ msn, paymentType, orderId: reference });
  }
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
    const ledger = ledgerOfSalesUnit(await loaders.report.ledgers(), msn);
    if (ledger === undefined) return [];
    const { ledgerId } = ledger;
    const events = await loaders.sales.ofReference.load({ ledgerId, reference: orderId });
    return events?.map((event) => toSalesEvent(event, ledgerId)) ?? [];
  }
}
