import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { CategoryLinkFields } from './CategoryLinkFields.js';
import { OrderCategory } from './OrderCategory.js';
import { Receipt } from './Receipt.js';
import { ReceiptLineInput } from './ReceiptLineInput.js';
import { TransactionReceiptBottomLineInput } from './TransactionReceiptBottomLineInput.js';

const msn = 'Merchant serial number of the sales unit: 4 to 10 digits.';
const transactionId = "The vendor's own id of the transaction: letters, digits, `-`, `_` and `.`.";

@InputType({ description: 'The link of a transaction, for the deprecated v1.' })
export class SetTransactionCategoryInput extends CategoryLinkFields {
  @Field(() => String, { description: msn })
  declare readonly msn: string;

  @Field(() => String, { description: transactionId })
  declare readonly transactionId: string;
}

@InputType({ description: 'The receipt of a transaction, for the deprecated v1. It can be sent once.' })
export class AddTransactionReceiptInput {
  @Field(() => String, { description: msn })
  declare readonly msn: string;

  @Field(() => String, { description: transactionId })
  declare readonly transactionId: string;

  @Field(() => [ReceiptLineInput], {
    description: 'What was bought, returned and shipped: at least one line.',
  })
  declare readonly orderLines: readonly ReceiptLineInput[];

  @Field(() => TransactionReceiptBottomLineInput, { description: 'What concerns the receipt as a whole.' })
  declare readonly bottomLine: TransactionReceiptBottomLineInput;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a write of the deprecated v1.' })
export class TransactionPayload {
  @Field(() => String, { description: 'The sales unit that was meant.' })
  declare readonly msn: string;

  @Field(() => String, { description: 'The transaction that was meant.' })
  declare readonly transactionId: string;

  @Field(() => OrderCategory, {
    nullable: true,
    description:
      'The link that is stored now. Null without one, or when there are `userErrors`. Costs one call.',
  })
  declare readonly category?: OrderCategory | null;

  @Field(() => Receipt, {
    nullable: true,
    description:
      'The receipt that is stored now. Null without one, or when there are `userErrors`. Costs one call.',
  })
  declare readonly receipt?: Receipt | null;

  @Field(() => [UserError], { description: 'Why nothing was written.' })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'What the API takes but is hardly meant.' })
  declare readonly warnings: readonly UserError[];
}
