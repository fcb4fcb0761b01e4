import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Receipt } from '../../schema/order-management/Receipt.js';
import type { ReceiptTotals } from '../../schema/order-management/ReceiptTotals.js';
import { receiptTotals } from './totals.js';

@Resolver(() => Receipt)
export class ReceiptResolver {
  @FieldResolver()
  totals(@Root() receipt: Receipt): ReceiptTotals | null {
    return receiptTotals(receipt);
  }
}
