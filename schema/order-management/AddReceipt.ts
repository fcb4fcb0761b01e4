import { Field, InputType, ObjectType } from 'type-graphql';
import { UserError } from '../shared/UserError.js';
import { Order } from './Order.js';
import { OrderKey } from './OrderKey.js';
import { ReceiptBottomLineInput } from './ReceiptBottomLineInput.js';
import { ReceiptLineInput } from './ReceiptLineInput.js';

@InputType({
  description:
    'The receipt of an order. It can be sent once: afterwards it can be neither changed nor removed.',
})
export class AddReceiptInput extends OrderKey {
  @Field(() => [ReceiptLineInput], {
    description: 'What was bought, returned and shipped: at least one line.',
  })
  declare readonly orderLines: readonly ReceiptLineInput[];

  @Field(() => ReceiptBottomLineInput, { description: 'What concerns the receipt as a whole.' })
  declare readonly bottomLine: ReceiptBottomLineInput;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a receipt.' })
export class AddReceiptPayload {
  @Field(() => Order, {
    nullable: true,
    description: 'The order with its receipt. Null when there are `userErrors`.',
  })
  declare readonly order: Order | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The opaque id that the API answered with. Null when it gave none, when the receipt was there already, and when there are `userErrors`.',
  })
  declare readonly receiptId: string | null;

  @Field(() => Boolean, {
    description:
      'True when this very receipt was there already, by an earlier call or by this one after its answer was lost.',
  })
  declare readonly wasAlreadyStored: boolean;

  @Field(() => [UserError], {
    description:
      'Why nothing was stored. `CONFLICT`: another receipt is stored for the order, or the API says that one is and shows none.',
  })
  declare readonly userErrors: readonly UserError[];

  @Field(() => [UserError], { description: 'What the API takes but is hardly meant.' })
  declare readonly warnings: readonly UserError[];
}
