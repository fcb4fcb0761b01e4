import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { BusinessIdentifierInput } from '../../schema/management/BusinessIdentifier.js';
import { Merchant } from '../../schema/management/Merchant.js';
import type { SalesUnitConnection } from '../../schema/management/SalesUnitConnection.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Context } from '../../src/context/vipps-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import { checkBusinessIdentifier } from './identifiers.js';
import { toMerchant } from './mappers.js';
import { salesUnitPage } from './sales-unit-page.js';

@Resolver(() => Merchant)
export class MerchantResolver {
  @Query(() => Merchant, {
    nullable: true,
    description:
      'One merchant. Null when it does not exist or none of its active sales units is visible to the keys in use.',
  })
  async merchant(
    @Arg('businessIdentifier', () => BusinessIdentifierInput, {
      description: 'What the merchant is known by.',
    })
    businessIdentifier: BusinessIdentifierInput,
    @Ctx() { loaders }: Context,
  ): Promise<Merchant | null> {
    const merchant = await loaders.management.merchant.load(
      checkBusinessIdentifier(businessIdentifier, 'businessIdentifier'),
    );
    return merchant === null ? null : toMerchant(merchant);
  }

  @FieldResolver()
  salesUnits(
    @Root() { businessIdentifier }: Merchant,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<SalesUnitConnection | null> {
    const { scheme, id } = businessIdentifier;
    const { loaders } = context;
    const cursors = createCursorCodec(context, 'Merchant.salesUnits', scheme, id);
    return salesUnitPage(page, cursors, businessIdentifier, async () => {
      const units = await loaders.management.salesUnitsOf.load(businessIdentifier);
      if (units !== null) return units;
      // The API says 404 of a merchant without an active unit too, and of one that it does not show.
      return (await loaders.management.merchant.load(businessIdentifier)) === null ? null : [];
    });
  }
}
