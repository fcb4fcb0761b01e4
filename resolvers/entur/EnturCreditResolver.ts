import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { EnturCreditConnection, EnturPageArgs } from '../../schema/entur/connections.js';
import { EnturCredit } from '../../schema/entur/EnturCredit.js';
import { EnturCreditFilter } from '../../schema/entur/EnturCreditFilter.js';
import { EnturOrder } from '../../schema/entur/EnturOrder.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { toConditions } from './conditions.js';
import { toEnturCredit } from './credit-mappers.js';
import { creditFields } from './filter-fields.js';
import { checkNumericId } from './identifiers.js';
import { numberedConnection } from './numbered-connection.js';
import { creditOf, orderOf } from './look-up.js';

@Resolver(() => EnturCredit)
export class EnturCreditResolver {
  @Query(() => EnturCredit, {
    nullable: true,
    description:
      'One credit. Null when it does not exist or is not visible to the keys in use. Costs one call: credits can not be asked for by lists.',
  })
  async enturCredit(
    @Arg('creditId', () => ID, { description: 'Id of the credit: a whole number of 64 bits.' })
    creditId: string,
    @Ctx() context: EnturContext,
  ): Promise<EnturCredit | null> {
    return creditOf(checkNumericId(creditId, 'creditId'), context);
  }

  @Query(() => EnturCreditConnection, {
    nullable: true,
    description: 'The credits that are visible to the keys in use. Null only when the API fails.',
  })
  enturCredits(
    @Args(() => EnturPageArgs) page: EnturPageArgs,
    @Arg('filter', () => EnturCreditFilter, { nullable: true, description: 'Narrows the list.' })
    filter: EnturCreditFilter | null | undefined,
    @Ctx() context: EnturContext,
  ): Promise<EnturCreditConnection> {
    const conditions = toConditions(filter, creditFields);
    return numberedConnection(
      page,
      createCursorCodec(context, 'enturCredits', JSON.stringify(conditions)),
      () => context.loaders.credits.list(conditions),
      toEnturCredit,
    );
  }

  @FieldResolver(() => EnturOrder, {
    nullable: true,
    description:
      'The order that it is about, in its newest version. Credits share one call for each 100 orders. Null when it is not visible.',
  })
  order(@Root() { orderId }: EnturCredit, @Ctx() context: EnturContext): Promise<EnturOrder | null> {
    return orderOf(orderId, context);
  }
}
