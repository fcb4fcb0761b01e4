import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { EnturCredit } from './EnturCredit.js';
import { EnturOrder } from './EnturOrder.js';
import { EnturPayment } from './EnturPayment.js';
import { EnturTicketDistributionGroup } from './EnturTicketDistributionGroup.js';

/** Numbered pages, which can be gone through in both directions. */
@ArgsType()
export class EnturPageArgs {
  @Field(() => Int, {
    defaultValue: 50,
    description:
      'How many items at most, 1 to 1000. One call where the page begins at a multiple of it, as it does when all pages have one size; at most one more for each 100.',
  })
  declare readonly first: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Go on behind this cursor, taken from `endCursor` or an edge of the same list with the same filter. Not with `last`.',
  })
  declare readonly after?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The last items instead of the first, 1 to 1000; `first` does not count then. They come in the order of the list. Without `before` one more call may be needed, to count.',
  })
  declare readonly last?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'With `last`: the items in front of this cursor, taken from `startCursor` or an edge of the same list with the same filter.',
  })
  declare readonly before?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'An order in a list, with its cursor.' })
export class EnturOrderEdge extends edgeType(() => EnturOrder, 'order') {}

@ObjectType({ simpleResolvers: true, description: 'A page of orders.' })
export class EnturOrderConnection extends connectionType(
  () => EnturOrder,
  () => EnturOrderEdge,
  'order',
) {
  @Field(() => Int, {
    description: 'How many orders match, on all pages together, when this page was read.',
  })
  declare readonly totalCount: number;
}

@ObjectType({ simpleResolvers: true, description: 'A payment in a list, with its cursor.' })
export class EnturPaymentEdge extends edgeType(() => EnturPayment, 'payment') {}

@ObjectType({ simpleResolvers: true, description: 'A page of payments.' })
export class EnturPaymentConnection extends connectionType(
  () => EnturPayment,
  () => EnturPaymentEdge,
  'payment',
) {
  @Field(() => Int, {
    description: 'How many payments match, on all pages together, when this page was read.',
  })
  declare readonly totalCount: number;
}

@ObjectType({ simpleResolvers: true, description: 'A credit in a list, with its cursor.' })
export class EnturCreditEdge extends edgeType(() => EnturCredit, 'credit') {}

@ObjectType({ simpleResolvers: true, description: 'A page of credits.' })
export class EnturCreditConnection extends connectionType(
  () => EnturCredit,
  () => EnturCreditEdge,
  'credit',
) {
  @Field(() => Int, {
    description: 'How many credits match, on all pages together, when this page was read.',
  })
  declare readonly totalCount: number;
}

@ObjectType({ simpleResolvers: true, description: 'A ticket distribution group in a list, with its cursor.' })
export class EnturTicketDistributionGroupEdge extends edgeType(
  () => EnturTicketDistributionGroup,
  'ticket distribution group',
) {}

@ObjectType({ simpleResolvers: true, description: 'A page of ticket distribution groups.' })
export class EnturTicketDistributionGroupConnection extends connectionType(
  () => EnturTicketDistributionGroup,
  () => EnturTicketDistributionGroupEdge,
  'ticket distribution group',
) {
  @Field(() => Int, {
    description: 'How many ticket distribution groups match, on all pages together, when this page was read.',
  })
  declare readonly totalCount: number;
}
