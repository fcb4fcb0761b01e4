import { Ctx, Query, Resolver } from 'type-graphql';
import { PricePackage } from '../../schema/product-orders/PricePackage.js';
import type { Context } from '../../src/context/vipps-context.js';
import { toPricePackage } from './mappers.js';

@Resolver(() => PricePackage)
export class PricePackageResolver {
  @Query(() => [PricePackage], {
    nullable: true,
    description:
      'All price packages of the partner whose keys are in use; needs partner keys. Null only when the API fails.',
  })
  async pricePackages(@Ctx() { loaders }: Context): Promise<PricePackage[]> {
    return (await loaders.productOrders.pricePackages()).map(toPricePackage);
  }
}
