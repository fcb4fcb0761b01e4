import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Category } from '../../schema/order-management/Category.js';
import { CategoryPaymentType } from '../../schema/order-management/CategoryPaymentType.js';
import type { Order } from '../../schema/order-management/Order.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkMsn } from '../management/identifiers.js';
import { msnText } from './argument-descriptions.js';
import { checkCategoryId } from './identifiers.js';
import { toCategory, toOrder } from './mappers.js';

@Resolver(() => Category)
export class CategoryResolver {
  @Query(() => Category, {
    nullable: true,
    description:
      'One category by the id that the API gave it. Null when the sales unit has no such category.',
  })
  async category(
    @Arg('msn', () => String, { description: msnText })
    msn: string,
    @Arg('categoryId', () => String, { description: 'The id of the category, a UUID.' }) categoryId: string,
    @Ctx() { loaders }: Context,
  ): Promise<Category | null> {
    const ref = { msn: checkMsn(msn, 'msn'), categoryId: checkCategoryId(categoryId, 'categoryId') };
    const category = await loaders.orderManagement.category.load(ref);
    return category === null ? null : toCategory(ref.msn, category);
  }

  @FieldResolver()
  order(@Root() { msn, paymentType, orderId }: Category): Order | null {
    if (orderId == null || paymentType == null || paymentType === CategoryPaymentType.UNKNOWN) return null;
    return toOrder({ msn, paymentType, orderId });
  }
}
