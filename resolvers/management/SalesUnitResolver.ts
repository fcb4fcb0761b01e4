import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { BankAccount } from '../../schema/management/BankAccount.js';
import type { BusinessIdentifier } from '../../schema/management/BusinessIdentifier.js';
import type { Merchant } from '../../schema/management/Merchant.js';
import { SalesUnit } from '../../schema/management/SalesUnit.js';
import type { SalesUnitConfiguration } from '../../schema/management/SalesUnitConfiguration.js';
import { SalesUnitConnection, SalesUnitFilter } from '../../schema/management/SalesUnitConnection.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Context } from '../../src/context/vipps-context.js';
import { createCursorCodec } from '../shared/cursor.js';
import type { MaybePromise } from '../shared/maybe-promise.js';
import { selects } from '../shared/selection.js';
import { conditionsOf, configuredUnitPage } from './configured-unit-page.js';
import { checkBusinessIdentifier, checkMsn } from './identifiers.js';
import { ListedSalesUnit, toListedSalesUnit, toSalesUnit } from './mappers.js';
import { merchantOf } from './merchant-of.js';
import { salesUnitPage } from './sales-unit-page.js';

@Resolver(() => SalesUnit)
export class SalesUnitResolver {
  @Query(() => SalesUnit, {
    nullable: true,
    description:
      'One sales unit. Null when it does not exist, is not active, or is not visible to the keys in use.',
  })
  async salesUnit(
    @Arg('msn', () => String, { description: 'Merchant serial number: 4 to 10 digits.' }) msn: string,
    @Ctx() { loaders }: Context,
  ): Promise<SalesUnit | null> {
    const unit = await loaders.management.salesUnit.load(checkMsn(msn, 'msn'));
    return unit === null ? null : toSalesUnit(unit);
  }

  @Query(() => SalesUnitConnection, {
    nullable: true,
    description:
      'The sales units that the keys in use may see, in the order of their MSN. Null only when the API fails.',
  })
  async salesUnits(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => SalesUnitFilter, { nullable: true, description: 'Narrows the list.' })
    filter: SalesUnitFilter | null | undefined,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<SalesUnitConnection | null> {
    const { loaders } = context;
    const merchant =
      filter?.merchant == null ? undefined : checkBusinessIdentifier(filter.merchant, 'filter', 'merchant');
    const text = filter?.name?.normalize().toLowerCase();
    const conditions = conditionsOf(filter?.configuration);
    const list = ['salesUnits', text, merchant?.scheme, merchant?.id, ...(conditions ?? [])];
    const cursors = createCursorCodec(context, ...list);
    const load = async () => {
      const units =
        merchant === undefined
          ? await loaders.management.salesUnits()
          : ((await loaders.management.salesUnitsOf.load(merchant)) ?? []);
      return text === undefined
        ? units
        : units.filter(({ name }) => name?.normalize().toLowerCase().includes(text));
    };
    if (conditions === undefined || filter?.configuration == null)
      return salesUnitPage(page, cursors, merchant, load);
    return configuredUnitPage(page, cursors, filter.configuration, {
      list: load,
      details: (msn) => loaders.management.salesUnit.load(msn),
      leavesOut: selects(info, 'undecided'),
    });
  }

  @FieldResolver()
  name(@Root() unit: SalesUnit, @Ctx() context: Context): MaybePromise<string | null> {
    return unit.name === undefined ? details(unit, context).then((full) => full?.name ?? null) : unit.name;
  }

  @FieldResolver()
  businessIdentifier(
    @Root() unit: SalesUnit,
    @Ctx() context: Context,
  ): MaybePromise<BusinessIdentifier | null> {
    return ownerOf(unit, context);
  }

  @FieldResolver()
  configuration(
    @Root() unit: SalesUnit,
    @Ctx() context: Context,
  ): MaybePromise<SalesUnitConfiguration | null> {
    return unit.configuration === undefined
      ? details(unit, context).then((full) => full?.configuration ?? null)
      : unit.configuration;
  }

  @FieldResolver()
  settlementBankAccount(@Root() unit: SalesUnit, @Ctx() context: Context): MaybePromise<BankAccount | null> {
    return unit.settlementBankAccount === undefined
      ? details(unit, context).then((full) => full?.settlementBankAccount ?? null)
      : unit.settlementBankAccount;
  }

  @FieldResolver()
  merchant(
    @Root() unit: SalesUnit,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): MaybePromise<Merchant | null> {
    const owner = ownerOf(unit, context);
    if (owner instanceof Promise) return owner.then((known) => known && merchantOf(known, context, info));
    return owner === null ? null : merchantOf(owner, context, info);
  }
}

function ownerOf(unit: SalesUnit, context: Context): MaybePromise<BusinessIdentifier | null> {
  return unit.businessIdentifier === undefined
    ? details(unit, context).then((full) => full?.businessIdentifier ?? null)
    : unit.businessIdentifier;
}

/** The details that a listed unit lacks: one call, whatever the number of fields that ask. */
function details(unit: SalesUnit, { loaders }: Context): Promise<SalesUnit | null> {
  const listed = unit instanceof ListedSalesUnit ? unit : toListedSalesUnit({ msn: unit.msn, name: null });
  return listed.details((msn) => loaders.management.salesUnit.load(msn));
}
