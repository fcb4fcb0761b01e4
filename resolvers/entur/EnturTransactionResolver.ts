import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturTransaction } from '../../schema/entur/EnturTransaction.js';
import type { EnturVippsOrder } from '../../schema/entur/EnturVippsTypes.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { encodeGlobalId } from '../shared/global-id.js';

@Resolver(() => EnturTransaction)
export class EnturTransactionResolver {
  @FieldResolver()
  vippsFunds(
    @Root() { paymentType, vippsReference }: EnturTransaction,
    @Ctx() { vippsMsn }: EnturContext,
  ): EnturVippsOrder | null {
    if (vippsMsn === undefined || vippsReference === null || paymentType !== 'VIPPS') return null;
    // As the other subgraph makes it: such ids hold no tenant, and mean the same everywhere.
    return { id: encodeGlobalId('Order', vippsMsn, 'ECOM', vippsReference) };
  }
}
