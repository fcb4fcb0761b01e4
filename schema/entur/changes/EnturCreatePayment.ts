import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar } from '../../shared/scalars.js';
import { EnturDecimalScalar } from '../EnturDecimal.js';
import { EnturChangedPayment } from './EnturChangedPayment.js';
import { EnturTransactionInput } from './EnturTransactionInput.js';

@InputType({ description: 'A payment for a version of an order.' })
export class EnturCreatePaymentInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => Int, { description: 'The version of the order that is paid, from 1.' })
  declare readonly orderVersion: number;

  @Field(() => EnturDecimalScalar, {
    description:
      'What is paid in major units, at most 18 digits and 5 of them decimals; sent digit for digit.',
  })
  declare readonly totalAmount: string;

  @Field(() => CurrencyCodeScalar, {
    nullable: true,
    description: 'Currency of the total. Null leaves it to the service, which takes NOK.',
  })
  declare readonly currency?: string | null;

  @Field(() => EnturTransactionInput, {
    nullable: true,
    description:
      'How all of it is paid: its amount must equal `totalAmount`. Null leaves that to transactions that are added later.',
  })
  declare readonly transaction?: EnturTransactionInput | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a payment that was to be made.' })
export class EnturCreatePaymentPayload extends EnturChangedPayment {
  @Field(() => Boolean, {
    description:
      'True when the answer was lost and a look found exactly one payment of this order version with this total and transaction, made since the call began. Somebody else may have made it at the same moment; it pays the same.',
  })
  declare readonly wasFound: boolean;
}
