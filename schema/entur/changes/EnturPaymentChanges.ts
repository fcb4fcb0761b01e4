import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar } from '../../shared/scalars.js';
import { EnturDecimalScalar } from '../EnturDecimal.js';
import { EnturChangePayload } from './EnturChangePayload.js';

@InputType({ description: 'One way in which a payment, or a part of it, is paid.' })
export class EnturTransactionInput {
  @Field(() => EnturDecimalScalar, {
    description: 'The amount in major units, at most 18 digits and 5 of them decimals; sent digit for digit.',
  })
  declare readonly amount: string;

  @Field(() => CurrencyCodeScalar, { defaultValue: 'NOK', description: 'Currency of the amount.' })
  declare readonly currency: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The method in the word of the service, such as `VIPPS`, `VISA` or `MASTERCARD`: `enturPaymentMethods` lists those that are switched on. Null leaves it to the service.',
  })
  declare readonly paymentType?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The group of the method in the word of the service, such as `MOBILE` for Vipps or `PAYMENTCARD` for cards. Null leaves it to the service.',
  })
  declare readonly paymentTypeGroup?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The stored card that is charged. Null for none. Not with `paymentAgreementId`.',
  })
  declare readonly recurringPaymentId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The Vipps agreement that is charged. Null for none. Not with `recurringPaymentId`.',
  })
  declare readonly paymentAgreementId?: string | null;
}

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

/** What became of a change of a payment. */
@ObjectType({ simpleResolvers: true })
export abstract class EnturChangedPayment extends EnturChangePayload {
  @Field(() => ID, { nullable: true, description: 'The payment. Null when there are `userErrors`.' })
  declare readonly paymentId: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'The transaction. Null when there are `userErrors`, and where the service does not tell of exactly one.',
  })
  declare readonly transactionId: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a payment that was to be made.' })
export class EnturCreatePaymentPayload extends EnturChangedPayment {
  @Field(() => Boolean, {
    description:
      'True when the answer was lost and a look found exactly one payment of this order version with this total and transaction, made since the call began. Somebody else may have made it at the same moment; it pays the same.',
  })
  declare readonly wasFound: boolean;
}

@InputType({ description: 'One more transaction of a payment.' })
export class EnturAddTransactionInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => EnturTransactionInput, { description: 'How a part of it is paid.' })
  declare readonly transaction: EnturTransactionInput;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a transaction that was to be added.' })
export class EnturAddTransactionPayload extends EnturChangedPayment {}

@InputType({ description: 'A transaction that is paid in the terminal of the payment provider.' })
export class EnturStartTerminalInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => ID, { description: 'Its transaction.' })
  declare readonly transactionId: string;

  @Field(() => String, {
    description:
      'Where the user comes back to: an http or https address, at most 1024 characters behind `://`.',
  })
  declare readonly redirectUrl: string;

  @Field(() => String, {
    nullable: true,
    description:
      'An http or https address that is called until it answers 202, when the user is through. Null for none.',
  })
  declare readonly callbackUrl?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Store the card for later payments.' })
  declare readonly storePayment: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Language of the terminal, such as `en_GB` or `no_NO`. Null leaves it to the provider.',
  })
  declare readonly terminalLanguage?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country of the user, two or three letters. Null when it is not known.',
  })
  declare readonly countryCode?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The customer who pays, digits; for keys with that right. Null for none.',
  })
  declare readonly customerNumber?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a terminal that was to be started.' })
export class EnturStartTerminalPayload extends EnturChangedPayment {
  @Field(() => String, {
    nullable: true,
    description: 'Where to send the user. Then capture the transaction. Null when there are `userErrors`.',
  })
  declare readonly terminalUri: string | null;
}

@InputType({ description: 'A transaction that is paid in the Vipps MobilePay app.' })
export class EnturStartAppClaimInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => ID, { description: 'Its transaction.' })
  declare readonly transactionId: string;

  @Field(() => String, { description: 'The phone number of the user: eight digits, a Norwegian number.' })
  declare readonly phoneNumber: string;

  @Field(() => String, {
    description:
      'Where the user comes back to: an http or https address, at most 1024 characters behind `://`.',
  })
  declare readonly redirectUrl: string;

  @Field(() => String, { description: 'What is paid for: the app shows it.' })
  declare readonly description: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What became of a payment that was to be claimed in the app.',
})
export class EnturStartAppClaimPayload extends EnturChangedPayment {
  @Field(() => String, {
    nullable: true,
    description:
      'Where to send the user. The service captures by itself: poll the transaction until it is `CAPTURED`, and do not capture it. Null when there are `userErrors`.',
  })
  declare readonly appClaimUrl: string | null;
}

@InputType({ description: 'A transaction that the user has agreed to in the terminal.' })
export class EnturCaptureInput {
  @Field(() => ID, { description: 'The payment.' })
  declare readonly paymentId: string;

  @Field(() => ID, { description: 'Its transaction. Not one of Vipps: those are captured by themselves.' })
  declare readonly transactionId: string;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a transaction that was to be captured.' })
export class EnturCapturePayload extends EnturChangedPayment {
  @Field(() => Boolean, {
    description:
      'True when the answer was lost and the transaction, read afterwards, was captured: by this call, or before it.',
  })
  declare readonly wasFoundCaptured: boolean;
}
