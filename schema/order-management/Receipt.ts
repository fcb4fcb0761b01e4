import { Field, ObjectType } from 'type-graphql';
import { ReceiptBottomLine } from './ReceiptBottomLine.js';
import { ReceiptLine } from './ReceiptLine.js';
import { ReceiptTotals } from './ReceiptTotals.js';

@ObjectType({
  simpleResolvers: true,
  description: 'The receipt of an order: its lines, and what stands below them. Sent once, it never changes.',
})
export class Receipt {
  @Field(() => [ReceiptLine], { description: 'What was bought, returned and shipped.' })
  declare readonly orderLines: readonly ReceiptLine[];

  @Field(() => ReceiptBottomLine, {
    nullable: true,
    description: 'What concerns the receipt as a whole. Null when the API does not say.',
  })
  declare readonly bottomLine: ReceiptBottomLine | null;

  @Field(() => ReceiptTotals, {
    nullable: true,
    description:
      'Sums computed from the lines, as the app computes them. Null when an amount or the currency is missing, or a sum exceeds 53 bits.',
  })
  declare readonly totals?: ReceiptTotals | null;
}
