import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { PricePackage } from '../../schema/product-orders/PricePackage.js';
import { ProductOrder } from '../../schema/product-orders/ProductOrder.js';
import {
  ProductOrderConnection,
  ProductOrderFilter,
} from '../../schema/product-orders/ProductOrderConnection.js';
import type { ProductOrderStatus } from '../../schema/product-orders/ProductOrderStatus.js';
import type { SalesUnit } from '../../schema/management/SalesUnit.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Context } from '../../src/context/vipps-context.js';
import type { MaybePromise } from '../shared/maybe-promise.js';
import { checkUuid } from '../shared/uuid.js';
import { toPricePackage, toProductOrder } from './mappers.js';
import { countryOf } from './national-numbers.js';
import { pricedTypes } from './priced-types.js';
import { productOrderPage } from './product-order-page.js';

@Resolver(() => ProductOrder)
export class ProductOrderResolver {
  @Query(() => ProductOrder, {
    nullable: true,
    description:
      'One product order. Null when it does not exist, was withdrawn, or is not visible to the keys in use.',
  })
  async productOrder(
    @Arg('productOrderId', () => String, { description: 'UUID of the order.' }) productOrderId: string,
    @Ctx() { loaders }: Context,
  ): Promise<ProductOrder | null> {
    const order = await loaders.productOrders.order.load(checkUuid(productOrderId, 'productOrderId'));
    return order === null ? null : toProductOrder(order);
  }

  @Query(() => ProductOrderConnection, {
    nullable: true,
    description:
      'The product orders that name the holder of the keys in use: prefilled ones, and those made in the portal. In the order of their id, for the API tells no times. Null only when the API fails.',
  })
  productOrders(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => ProductOrderFilter, { nullable: true, description: 'Narrows the list.' })
    filter: ProductOrderFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<ProductOrderConnection> {
    return productOrderPage(page, filter ?? {}, context);
  }

  @FieldResolver()
  status(@Root() order: ProductOrder, @Ctx() context: Context): MaybePromise<ProductOrderStatus | null> {
    return order.status === undefined
      ? details(order, context).then((full) => full?.status ?? null)
      : order.status;
  }

  @FieldResolver()
  statusRaw(@Root() order: ProductOrder, @Ctx() context: Context): MaybePromise<string | null> {
    return order.statusRaw === undefined
      ? details(order, context).then((full) => full?.statusRaw ?? null)
      : order.statusRaw;
  }

  @FieldResolver()
  salesUnit(@Root() order: ProductOrder, @Ctx() context: Context): MaybePromise<SalesUnit | null> {
    return order.salesUnit === undefined
      ? details(order, context).then((full) => full?.salesUnit ?? null)
      : order.salesUnit;
  }

  @FieldResolver()
  async pricePackage(
    @Root() { pricePackageId }: ProductOrder,
    @Ctx() { loaders }: Context,
  ): Promise<PricePackage | null> {
    if (pricePackageId == null) return null;
    const packages = await loaders.productOrders.pricePackages();
    const found = packages.find((each) => each.pricePackageId === pricePackageId);
    return found === undefined ? null : toPricePackage(found);
  }

  @FieldResolver()
  async possiblePricePackages(
    @Root() { productTypeRaw, businessIdentifier }: ProductOrder,
    @Ctx() { loaders }: Context,
  ): Promise<PricePackage[] | null> {
    if (productTypeRaw === undefined || businessIdentifier == null) return null;
    // LOGIN and DONATIONS have no prices.
    if (!takesPrice(productTypeRaw)) return [];
    const country = countryOf(businessIdentifier.scheme);
    const packages = await loaders.productOrders.pricePackages();
    return packages
      .filter(({ productType, market }) => fits(productType, productTypeRaw) && fits(market, country))
      .map(toPricePackage);
  }
}

/** What the answer to a prefill leaves out, in one call for all fields. Null when the order was withdrawn. */
async function details({ productOrderId }: ProductOrder, { loaders }: Context): Promise<ProductOrder | null> {
  const order = await loaders.productOrders.order.load(productOrderId);
  return order === null ? null : toProductOrder(order);
}

function takesPrice(word: string | null): boolean {
  return word === null || pricedTypes.some((type: string) => type === word);
}

/** A package that names none is for all of them. */
function fits(ofPackage: string | null, ofOrder: string | null | undefined): boolean {
  return ofPackage === null || ofPackage === ofOrder;
}
