import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { EnturPayment } from '../../schema/entur/EnturPayment.js';
import { EnturFundsEntry } from '../../schema/entur/EnturVippsTypes.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { isExternalTransactionId } from './identifiers.js';
import { toEnturPayment } from './payment-mappers.js';

/** A payout's, which is no payment: ledger and number. */
const PAYOUT = /^\d+-\d+$/;

@Resolver(() => EnturFundsEntry)
export class EnturFundsEntryResolver {
  @FieldResolver(() => [EnturPayment], {
    nullable: true,
    description:
      "The payments at Entur that this entry belongs to, found by its PSP reference as the provider's transaction id: that of the capture, so the entry of a refund may have none. One call for each PSP reference. Empty when Entur knows none, and without a call for entries without a PSP reference and for payouts. Null only when the API fails.",
  })
  async enturPayments(
    @Root() { pspReference }: EnturFundsEntry,
    @Ctx() { loaders }: EnturContext,
  ): Promise<readonly EnturPayment[]> {
    if (!isExternalTransactionId(pspReference) || PAYOUT.test(pspReference)) return [];
    return (await loaders.payments.ofExternalTransaction(pspReference)).map(toEnturPayment);
  }
}
