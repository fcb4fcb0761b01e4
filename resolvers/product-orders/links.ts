import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import type { Merchant } from '../../schema/management/Merchant.js';
import { ProductOrder } from '../../schema/product-orders/ProductOrder.js';
import type { Context } from '../../src/context/vipps-context.js';
import { merchantOf } from '../management/merchant-of.js';

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
