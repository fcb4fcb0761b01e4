import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Merchant } from '../../schema/management/Merchant.js';
import { SalesUnit } from '../../schema/management/SalesUnit.js';
import { Ledger } from '../../schema/report/Ledger.js';
import type { LedgerConnection } from '../../schema/report/LedgerConnection.js';
import { PageArgs } from '../../schema/shared/connection.js';
import type { Context } from '../../src/context/vipps-context.js';
import { merchantOf } from '../management/merchant-of.js';
import { createCursorCodec } from '../shared/cursor.js';
import { ledgerOfSalesUnit } from './ledger-of.js';
import { ledgerPage } from './ledger-page.js';
import { toLedger } from './mappers.js';

/**
 * Between merchants or sales units and their ledgers. The list of ledgers, read once, answers for all of them.
 */
@Resolver(() => SalesUnit)
export class SalesUnitLedgerResolver {
  @FieldResolver()
  async ledger(@Root() { msn }: SalesUnit, @Ctx() { loaders }: Context): Promise<Ledger | null> {
    const ledger = ledgerOfSalesUnit(await loaders.report.ledgers(msn), msn);
    return ledger === undefined ? null : toLedger(ledger);
  }
}

@Resolver(() => Merchant)
export class MerchantLedgersResolver {
  @FieldResolver()
  ledgers(
    @Root() { businessIdentifier: { scheme, id } }: Merchant,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ): Promise<LedgerConnection> {
    const cursors = createCursorCodec(context, 'Merchant.ledgers', scheme, id);
    return ledgerPage(
      page,
      cursors,
      context.loaders.report,
      ({ owner }) => owner?.scheme === scheme && owner.id === id,
    );
  }
}

@Resolver(() => Ledger)
export class LedgerOwnerResolver {
  @FieldResolver()
  owner(
    @Root() { businessIdentifier }: Ledger,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Merchant | null> | null {
    return businessIdentifier == null ? null : merchantOf(businessIdentifier, context, info);
  }
}
