import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Category } from '../../schema/order-management/Category.js';
import { Order } from '../../schema/order-management/Order.js';
import type { OrderCategory } from '../../schema/order-management/OrderCategory.js';
import { OrderKey } from '../../schema/order-management/OrderKey.js';
import { PaymentType } from '../../schema/order-management/PaymentType.js';
import type { Receipt } from '../../schema/order-management/Receipt.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { Context } from '../../src/context/vipps-context.js';
import { msnText, orderIdText, paymentTypeText } from './argument-descriptions.js';
import { checkOrderRef } from './identifiers.js';
import { toCategory, toOrder, toOrderCategory } from './mappers.js';
import { toReceipt } from './receipt-mappers.js';

/** Each order may cost calls of its own, so one query cannot ask for every row of a long list. */
const MAX_KEYS = 100;

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, {
    nullable: true,
    description:
      'What a shop has told about one payment. The order itself costs no call: the API does not know which exist. Null only when the input is wrong.',
  })
  order(
    @Arg('msn', () => String, { description: msnText })
    msn: string,
    @Arg('paymentType', () => PaymentType, { description: paymentTypeText })
    paymentType: PaymentType,
    @Arg('orderId', () => String, { description: orderIdText })
    orderId: string,
  ): Order {
    return toOrder(checkOrderRef({ msn, paymentType, orderId }));
  }

  @Query(() => [Order], {
    nullable: true,
    description:
      'Up to 100 orders at once, in the order of `keys`: for the rows of a list. Null only when the input is wrong.',
  })
  orders(
    @Arg('keys', () => [OrderKey], { description: 'What the orders are known by, 1 to 100 of them.' })
    keys: readonly OrderKey[],
  ): Order[] {
    if (keys.length < 1 || keys.length > MAX_KEYS) {
      throw new BadInputError(['keys'], `keys must hold 1 to ${MAX_KEYS} keys, not ${keys.length}.`);
    }
    return keys.map((key, index) => toOrder(checkOrderRef(key, 'keys', String(index))));
  }

  @FieldResolver()
  async category(@Root() order: Order, @Ctx() { loaders }: Context): Promise<OrderCategory | null> {
    const stored = await loaders.orderManagement.order.load(checkOrderRef(order), order);
    return stored?.category == null ? null : toOrderCategory(stored.category);
  }

  @FieldResolver()
  async receipt(@Root() order: Order, @Ctx() { loaders }: Context): Promise<Receipt | null> {
    const stored = await loaders.orderManagement.order.load(checkOrderRef(order), order);
    return stored?.receipt == null ? null : toReceipt(stored.receipt);
  }

  @FieldResolver()
  async categories(@Root() order: Order, @Ctx() { loaders }: Context): Promise<Category[]> {
    const { msn, orderId, paymentType } = order;
    const { items } = await loaders.orderManagement.categories.load({ msn, orderId }, order);
    // The API lists by order id alone. A category with no payment type, or an unknown one, may well belong here.
    const here: ReadonlySet<string | null> = new Set([null, 'UNKNOWN', paymentType]);
    return items.map((each) => toCategory(msn, each)).filter((each) => here.has(each.paymentType ?? null));
  }

  @FieldResolver()
  async omittedCategoryCount(@Root() order: Order, @Ctx() { loaders }: Context): Promise<number> {
    const { msn, orderId } = order;
    return (await loaders.orderManagement.categories.load({ msn, orderId }, order)).omitted;
  }
}
