import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import { EnturMoney } from './EnturMoney.js';
import { EnturVippsOrder } from './EnturVippsTypes.js';
import { raw } from './raw.js';
import type { Told } from './told.js';

export enum EnturTransactionStatus {
  CREATED = 'CREATED',
  INITIATED = 'INITIATED',
  CAPTURED = 'CAPTURED',
  CANCELLED = 'CANCELLED',
  REJECTED = 'REJECTED',
  CREDITED = 'CREDITED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturTransactionStatus, {
  name: 'EnturTransactionStatus',
  description: 'How far a transaction has come.',
  valuesConfig: {
    CREATED: { description: 'It is there; nobody has been asked to pay yet.' },
    INITIATED: { description: 'The customer is paying, in a terminal or an app.' },
    CAPTURED: { description: 'Paid: the money is taken.' },
    CANCELLED: { description: 'Called off.' },
    REJECTED: { description: 'Refused by the customer or the provider.' },
    CREDITED: { description: 'Given back.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});

export enum EnturPaymentTypeGroup {
  AGENT = 'AGENT',
  CASH = 'CASH',
  ECARD = 'ECARD',
  GIFTCARD = 'GIFTCARD',
  INVOICE = 'INVOICE',
  MOBILE = 'MOBILE',
  PAYMENTCARD = 'PAYMENTCARD',
  PAYPAL = 'PAYPAL',
  REMITTED = 'REMITTED',
  REQUISITION = 'REQUISITION',
  TRAVELACCOUNT = 'TRAVELACCOUNT',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturPaymentTypeGroup, {
  name: 'EnturPaymentTypeGroup',
  description: 'A kind of means to pay with.',
  valuesConfig: {
    AGENT: { description: 'By an agent, who settles with Entur.' },
    CASH: { description: 'Notes and coins.' },
    ECARD: { description: 'Money on a travel card.' },
    GIFTCARD: { description: 'A gift card.' },
    INVOICE: { description: 'An invoice.' },
    MOBILE: { description: 'A phone, such as with Vipps.' },
    PAYMENTCARD: { description: 'A credit or debit card.' },
    PAYPAL: { description: 'PayPal.' },
    REMITTED: { description: 'A bank transfer.' },
    REQUISITION: { description: 'A requisition.' },
    TRAVELACCOUNT: { description: 'A travel account.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see the field with the raw word.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Something that was done to a transaction, with success.' })
export class EnturTransactionOperation {
  @Field(() => String, {
    nullable: true,
    description: "What was done, in Entur's word, e.g. `CAPTURE`. Null when Entur does not say.",
  })
  declare readonly operation: string | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'How much it was about. Null when Entur does not say.',
  })
  declare readonly amount: EnturMoney | null;
}

@ObjectType({ simpleResolvers: true, description: 'A part of a payment, by one means.' })
export class EnturTransaction {
  @Field(() => ID, { description: 'Id of the transaction: a whole number of 64 bits.' })
  declare readonly transactionId: string;

  @Field(() => EnturTransactionStatus, {
    nullable: true,
    description: 'How far it has come. Null when Entur does not say.',
  })
  declare readonly status: EnturTransactionStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => EnturMoney, { nullable: true, description: 'Its amount. Null when Entur does not say.' })
  declare readonly amount: EnturMoney | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'What of it may still be captured: zero once it is paid. Null when Entur does not say.',
  })
  declare readonly remainingAmountToCapture: EnturMoney | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was made. Null when Entur does not say.',
  })
  declare readonly createdAt: Told<string>;

  @Field(() => String, {
    nullable: true,
    description: 'The last four digits of the card. Null for other means.',
  })
  declare readonly cardNumber: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The means in Entur's word, e.g. `VISA` or `VIPPS`. Null when Entur does not say.",
  })
  declare readonly paymentType: string | null;

  @Field(() => EnturPaymentTypeGroup, {
    nullable: true,
    description: 'The kind of means. Null when Entur does not say.',
  })
  declare readonly paymentTypeGroup: EnturPaymentTypeGroup | null;

  @Field(() => String, { nullable: true, description: raw('paymentTypeGroup') })
  declare readonly paymentTypeGroupRaw: string | null;

  @Field(() => [EnturTransactionOperation], {
    description: 'What was done to it, oldest first. Entur leaves out what failed.',
  })
  declare readonly operationLog: readonly EnturTransactionOperation[];

  @Field(() => EnturVippsOrder, {
    nullable: true,
    description:
      'Its payment at Vipps MobilePay, from which `fundsEntries` leads to the money. Costs no call here. Null unless `ENTUR_VIPPS_REFERENCE_PATH` says where a transaction tells the reference, and for other means than Vipps.',
  })
  declare readonly vippsFunds?: EnturVippsOrder | null;

  /** Not in the graph. */
  declare readonly vippsReference: string | null;
}
