import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EnturOrderConnection, EnturPageArgs } from '../../schema/entur/connections.js';
import { EnturCredit } from '../../schema/entur/EnturCredit.js';
import { EnturOrder } from '../../schema/entur/EnturOrder.js';
import { EnturOrderFilter } from '../../schema/entur/EnturOrderFilter.js';
import { EnturChangeOption, EnturRefundOptions } from '../../schema/entur/EnturOrderOptions.js';
import { EnturOrderOrderBy } from '../../schema/entur/EnturOrderOrderBy.js';
import { EnturPayment } from '../../schema/entur/EnturPayment.js';
import { EnturTicketDistributionGroup } from '../../schema/entur/EnturTicketDistributionGroup.js';
import type { WireEnturCredit } from '../../src/clients/entur/credit-answers.js';
import type { WireEnturOrder } from '../../src/clients/entur/order-answers.js';
import type { WireEnturPayment } from '../../src/clients/entur/payment-answers.js';
import type { WireEnturTicketGroup } from '../../src/clients/entur/ticket-answers.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { checkPattern } from '../shared/check-pattern.js';
import { toConditions } from './conditions.js';
import { toEnturCredit } from './credit-mappers.js';
import { orderFields } from './filter-fields.js';
import { checkOrderId } from './identifiers.js';
import { numberedConnection } from './numbered-connection.js';
import { toEnturChangeOptions, toEnturRefundOptions } from './option-mappers.js';
import { toEnturOrder } from './order-mappers.js';
import { sortingOf } from './order-sorting.js';
import { toEnturPayment } from './payment-mappers.js';
import { toEnturTicketGroup } from './ticket-mappers.js';

/** A page has a hundred orders: what waits for calls of each is a promise and no async function, which keeps five times as much. */
@Resolver(() => EnturOrder)
export class EnturOrderResolver {
  @Query(() => EnturOrder, {
    nullable: true,
    description:
      'One order in its newest version. Null when it does not exist or is not visible to the keys in use. Orders that are asked for together share one call for each 100.',
  })
  enturOrder(
    @Arg('orderId', () => ID, { description: 'Id of the order, e.g. `ABCDEFGH`.' }) orderId: string,
    @Ctx() { loaders }: EnturContext,
  ): Promise<EnturOrder | null> {
    return loaders.orders.order(checkOrderId(orderId, 'orderId')).then(toOrder);
  }

  @Query(() => EnturOrderConnection, {
    nullable: true,
    description: 'The orders that are visible to the keys in use. Null only when the API fails.',
  })
  enturOrders(
    @Args(() => EnturPageArgs) page: EnturPageArgs,
    @Arg('filter', () => EnturOrderFilter, { nullable: true, description: 'Narrows the list.' })
    filter: EnturOrderFilter | null | undefined,
    @Arg('orderBy', () => EnturOrderOrderBy, {
      nullable: true,
      description: 'Sorts the list. Left out = as the service does by itself.',
    })
    orderBy: EnturOrderOrderBy | null | undefined,
    @Ctx() context: EnturContext,
  ): Promise<EnturOrderConnection> {
    const conditions = toConditions(filter, orderFields);
    const sorting = sortingOf(orderBy, context);
    const list = JSON.stringify([conditions, sorting]);
    return numberedConnection(
      page,
      createCursorCodec(context, 'enturOrders', list),
      () => context.loaders.orders.list(conditions, sorting),
      toEnturOrder,
    );
  }

  @FieldResolver(() => [EnturPayment], {
    nullable: true,
    description:
      'All payments for all its versions. One call for each order, as the service takes no lists of orders. Null only when the API fails.',
  })
  payments(
    @Root() { orderId }: EnturOrder,
    @Ctx() { loaders }: EnturContext,
  ): Promise<readonly EnturPayment[]> {
    return loaders.payments.ofOrder(orderId).then(toPayments);
  }

  @FieldResolver(() => [EnturCredit], {
    nullable: true,
    description:
      'All credits on all its versions. One call for each order, as the service takes no lists of orders. Null only when the API fails.',
  })
  credits(
    @Root() { orderId }: EnturOrder,
    @Ctx() { loaders }: EnturContext,
  ): Promise<readonly EnturCredit[]> {
    return loaders.credits.ofOrder(orderId).then(toCredits);
  }

  @FieldResolver(() => [EnturTicketDistributionGroup], {
    nullable: true,
    description:
      'The tickets of its lines. The orders of a request share their calls: one for each 50 orders, or 100 groups. Null only when the API fails.',
  })
  ticketDistributionGroups(
    @Root() { orderId }: EnturOrder,
    @Ctx() { loaders }: EnturContext,
  ): Promise<readonly EnturTicketDistributionGroup[]> {
    return loaders.tickets.ofOrder(orderId).then(toTicketGroups);
  }

  @FieldResolver(() => EnturRefundOptions, {
    nullable: true,
    description:
      'How it can be refunded at this moment. One call for each order, never kept. Null when Entur knows no such order any more.',
  })
  async refundOptions(
    @Root() { orderId, totalAmount }: EnturOrder,
    @Arg('orderLineIds', () => [ID], {
      nullable: true,
      description: 'UUIDs of the lines to give back. Left out, null or empty = all lines.',
    })
    orderLineIds: readonly string[] | null | undefined,
    @Ctx() { loaders }: EnturContext,
  ): Promise<EnturRefundOptions | null> {
    const lines = (orderLineIds ?? []).map((id, index) =>
      checkPattern(id, /^[\w-]{1,64}$/, 'a UUID as `orderLineId` tells it.', ['orderLineIds', String(index)]),
    );
    const options = await loaders.options.refund(orderId, lines);
    return options && toEnturRefundOptions(options, totalAmount?.currency ?? null);
  }

  @FieldResolver(() => [EnturChangeOption], {
    nullable: true,
    description:
      "How its lines can be changed at this moment, free or for a fee; the endpoint is a beta of Entur's. One call for each order, never kept. Empty when nothing can be changed. Null when Entur knows no such order any more.",
  })
  async changeOptions(
    @Root() { orderId }: EnturOrder,
    @Ctx() { loaders }: EnturContext,
  ): Promise<readonly EnturChangeOption[] | null> {
    const options = await loaders.options.change(orderId);
    return options && toEnturChangeOptions(options);
  }
}

function toOrder(found: WireEnturOrder | null): EnturOrder | null {
  return found && toEnturOrder(found);
}

function toPayments(found: readonly WireEnturPayment[]): readonly EnturPayment[] {
  return found.map(toEnturPayment);
}

function toCredits(found: readonly WireEnturCredit[]): readonly EnturCredit[] {
  return found.map(toEnturCredit);
}

function toTicketGroups(found: readonly WireEnturTicketGroup[]): readonly EnturTicketDistributionGroup[] {
  return found.map(toEnturTicketGroup);
}
