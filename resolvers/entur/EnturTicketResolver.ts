import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { EnturPageArgs, EnturTicketDistributionGroupConnection } from '../../schema/entur/connections.js';
import { EnturOrder } from '../../schema/entur/EnturOrder.js';
import { EnturTicketDistributionGroup } from '../../schema/entur/EnturTicketDistributionGroup.js';
import { EnturTicketDistributionGroupFilter } from '../../schema/entur/EnturTicketDistributionGroupFilter.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { createCursorCodec } from '../shared/cursor.js';
import { toConditions } from './conditions.js';
import { ticketGroupFields } from './filter-fields.js';
import { numberedConnection } from './numbered-connection.js';
import { toEnturTicketGroup } from './ticket-mappers.js';
import { orderOf } from './look-up.js';

@Resolver(() => EnturTicketDistributionGroup)
export class EnturTicketResolver {
  @Query(() => EnturTicketDistributionGroupConnection, {
    nullable: true,
    description:
      'The ticket distribution groups that are visible to the keys in use. Null only when the API fails.',
  })
  async enturTicketDistributionGroups(
    @Args(() => EnturPageArgs) page: EnturPageArgs,
    @Arg('filter', () => EnturTicketDistributionGroupFilter, {
      description: 'Narrows the list, by at least one condition.',
    })
    filter: EnturTicketDistributionGroupFilter,
    @Ctx() context: EnturContext,
  ): Promise<EnturTicketDistributionGroupConnection> {
    const conditions = toConditions(filter, ticketGroupFields);
    if (conditions.length === 0)
      throw new BadInputError(['filter'], 'filter must have at least one condition.');
    return numberedConnection(
      page,
      createCursorCodec(context, 'enturTicketDistributionGroups', JSON.stringify(conditions)),
      () => context.loaders.tickets.list(conditions),
      toEnturTicketGroup,
    );
  }

  @FieldResolver(() => EnturOrder, {
    nullable: true,
    description:
      'Its order, in the newest version. Groups share one call for each 100 orders. Null when it is not visible.',
  })
  order(
    @Root() { orderId }: EnturTicketDistributionGroup,
    @Ctx() context: EnturContext,
  ): Promise<EnturOrder | null> {
    return orderOf(orderId, context);
  }
}
