import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Merchant } from '../../schema/management/Merchant.js';
import { ProductOrder } from '../../schema/product-orders/ProductOrder.js';
import {
  ProductOrderFilter,
  type ProductOrderConnection,
} from '../../schema/product-orders/ProductOrderConnection.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { merchantOf } from '../management/merchant-of.js';
import { productOrderPage } from './product-order-page.js';

/** From a product order to its merchant, which is not known to the API before anything is signed. */
@Resolver(() => ProductOrder)
export class ProductOrderMerchantResolver {
  @FieldResolver()
  merchant(
    @Root() { businessIdentifier }: ProductOrder,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Merchant | null> | null {
    return businessIdentifier == null ? null : merchantOf(businessIdentifier, context, info);
  }
}

/** From a merchant to what it ordered. One list, read once, answers for all merchants. */
@Resolver(() => Merchant)
export class MerchantProductOrdersResolver {
  @FieldResolver()
  productOrders(
    @Root() { businessIdentifier: merchant }: Merchant,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProductOrderFilter, {
      nullable: true,
      description: 'Narrows the list. Without `merchant`, which is known here.',
    })
    filter: ProductOrderFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<ProductOrderConnection> {
    if (filter?.merchant != null)
      throw new BadInputError(['filter', 'merchant'], 'filter.merchant must be left out: it is known here.');
    return productOrderPage(page, { ...filter, merchant }, context);
  }
}
