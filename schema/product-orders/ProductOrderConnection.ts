import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { connectionType, edgeType } from '../shared/connection.js';
import { BusinessIdentifierInput } from '../management/BusinessIdentifier.js';
import { ProductOrder } from './ProductOrder.js';
import { ProductOrderStatus } from './ProductOrderStatus.js';
import { ProductOrderType } from './ProductOrderType.js';
import { ProductType } from './ProductType.js';

@ObjectType({ simpleResolvers: true, description: 'A product order in a list, with its cursor.' })
export class ProductOrderEdge extends edgeType(() => ProductOrder, 'product order') {}

@ObjectType({ simpleResolvers: true, description: 'A page of product orders.' })
export class ProductOrderConnection extends connectionType(
  () => ProductOrder,
  () => ProductOrderEdge,
  'product order',
) {
  @Field(() => Int, { description: 'How many product orders match, on all pages together.' })
  declare readonly totalCount: number;

  @Field(() => Int, {
    description:
      'How many product orders the API lists without their id, whatever the filter: they can be neither told apart nor followed, so they are on no page and not in `totalCount`. 0 nearly always.',
  })
  declare readonly omittedCount: number;
}

@InputType({
  description: 'Narrows a list of product orders. Conditions add up; within one list, any word will do.',
})
export class ProductOrderFilter {
  @Field(() => [ProductOrderStatus], {
    nullable: true,
    description: 'Only orders of these statuses. Without it all are listed, expired ones too.',
  })
  declare readonly status?: readonly ProductOrderStatus[] | null;

  @Field(() => [ProductOrderType], {
    nullable: true,
    description: 'Only orders that came about in these ways.',
  })
  declare readonly type?: readonly ProductOrderType[] | null;

  @Field(() => [ProductType], { nullable: true, description: 'Only orders of these products.' })
  declare readonly productType?: readonly ProductType[] | null;

  @Field(() => BusinessIdentifierInput, { nullable: true, description: 'Only orders of this business.' })
  declare readonly merchant?: BusinessIdentifierInput | null;
}
