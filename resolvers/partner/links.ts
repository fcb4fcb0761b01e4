import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { PartnerAdditionalDetails } from '../../schema/partner/PartnerSalesUnit.js';
import type { Context } from '../../src/context.js';
import { toPartnerSalesUnit } from './mappers.js';

/** What only the older Partner API knows of a sales unit. */
@Resolver(() => SalesUnit)
export class SalesUnitPartnerResolver {
  @FieldResolver()
  async additionalDetails(
    @Root() { msn }: SalesUnit,
    @Ctx() { loaders }: Context,
  ): Promise<PartnerAdditionalDetails | null> {
    const unit = await loaders.partner.salesUnit.load(msn);
    return unit === null ? null : toPartnerSalesUnit(unit).additionalDetails;
  }
}
