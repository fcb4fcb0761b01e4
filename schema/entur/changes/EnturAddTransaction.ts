import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { EnturChangedPayment } from './EnturChangedPayment.js';
import { EnturTransactionInput } from './EnturTransactionInput.js';

@InputType({ description: 'One more transaction of a payment.' })
export class EnturAddTransactionInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => EnturTransactionInput, { description: 'How a part of it is paid.' })
  declare readonly transaction: EnturTransactionInput;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a transaction that was to be added.' })
export class EnturAddTransactionPayload extends EnturChangedPayment {}
