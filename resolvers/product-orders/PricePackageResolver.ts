import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Market, PricePackage } from '../../schema/product-orders/PricePackage.js';
import { ProductType } from '../../schema/product-orders/ProductType.js';
import type { Context } from '../../src/context/vipps-context.js';
import { marketOf, productTypeOf, toPricePackage } from './mappers.js';

@Resolver(() => PricePackage)
export class PricePackageResolver {
  @Query(() => [PricePackage], {
    nullable: true,
    description:
      'The price packages of the partner whose keys are in use; needs partner keys. One call, whatever the filter. Null only when the API fails.',
  })
  async pricePackages(
    @Arg('market', () => Market, {
      nullable: true,
      description: 'Only packages for this country, and those of which the API does not say.',
    })
    market: Market | null | undefined,
    @Arg('productType', () => ProductType, {
      nullable: true,
      description: 'Only packages for this product, and those of which the API does not say.',
    })
    productType: ProductType | null | undefined,
    @Ctx() { loaders }: Context,
  ): Promise<PricePackage[]> {
    const packages = await loaders.productOrders.pricePackages();
    return packages
      .filter(
        (each) => fits(marketOf(each.market), market) && fits(productTypeOf(each.productType), productType),
      )
      .map(toPricePackage);
  }
}

/** A package that names none is for all of them. */
function fits<Word>(ofPackage: Word | null, wanted: Word | null | undefined): boolean {
  return wanted == null || ofPackage === null || ofPackage === wanted;
}
