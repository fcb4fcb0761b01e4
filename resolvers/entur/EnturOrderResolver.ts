import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { EnturOrder } from '../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { checkOrderId } from './identifiers.js';
import { toEnturOrder } from './order-mappers.js';

@Resolver(() => EnturOrder)
export class EnturOrderResolver {
  @Query(() => EnturOrder, {
    nullable: true,
    description:
      'One order in its newest version. Null when it does not exist or is not visible to the keys in use. Orders that are asked for together share their calls.',
  })
  async enturOrder(
    @Arg('orderId', () => ID, { description: 'Id of the order, e.g. `ABCDEFGH`.' }) orderId: string,
    @Ctx() { loaders }: EnturContext,
  ): Promise<EnturOrder | null> {
    const order = await loaders.orders.order(checkOrderId(orderId, 'orderId'));
    return order && toEnturOrder(order);
  }
}
