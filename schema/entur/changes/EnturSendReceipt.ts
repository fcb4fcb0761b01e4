import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EnturChangedOrder } from './EnturChangedOrder.js';

/** Kinds of receipts. */
export enum EnturReceiptType {
  CANCEL = 'CANCEL',
  CHANGE = 'CHANGE',
  REFUND = 'REFUND',
  SALE = 'SALE',
}

registerEnumType(EnturReceiptType, {
  name: 'EnturReceiptType',
  description: 'A kind of receipt.',
  valuesConfig: {
    CANCEL: { description: 'Of lines that were cancelled.' },
    CHANGE: { description: 'Of lines that were changed.' },
    REFUND: { description: 'Of money that was paid back.' },
    SALE: { description: 'Of what was bought.' },
  },
});

/** Languages of receipts. */
export enum EnturReceiptLanguage {
  ENG = 'ENG',
  NOB = 'NOB',
}

registerEnumType(EnturReceiptLanguage, {
  name: 'EnturReceiptLanguage',
  description: 'A language of receipts.',
  valuesConfig: { ENG: { description: 'English.' }, NOB: { description: 'Norwegian (bokmål).' } },
});

@InputType({ description: 'A receipt of an order, and who gets it: an e-mail address or a phone number.' })
export class EnturSendReceiptInput {
  @Field(() => ID, { description: 'The order.' })
  declare readonly orderId: string;

  @Field(() => Int, {
    description: 'Its version, from 1. Only versions with a payment or a credit have receipts.',
  })
  declare readonly orderVersion: number;

  @Field(() => String, { nullable: true, description: 'Where the receipt is mailed to. Null for SMS.' })
  declare readonly email?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The phone that gets it by SMS, digits with or without `+` and country code. Null for e-mail.',
  })
  declare readonly telephone?: string | null;

  @Field(() => EnturReceiptType, {
    nullable: true,
    description: 'The kind of receipt. Null leaves it to the service, which knows what became of the order.',
  })
  declare readonly receiptType?: EnturReceiptType | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The organisation that sold, by its number. Null for that of the keys.',
  })
  declare readonly organisationId?: string | null;

  @Field(() => EnturReceiptLanguage, {
    defaultValue: EnturReceiptLanguage.NOB,
    description: 'Language of the receipt.',
  })
  declare readonly receiptLanguage: EnturReceiptLanguage;

  @Field(() => String, { nullable: true, description: 'A serial number of your own. Null for none.' })
  declare readonly serialNumber?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Mark it as a copy.' })
  declare readonly copyReceipt: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a receipt.' })
export class EnturSendReceiptPayload extends EnturChangedOrder {
  @Field(() => String, {
    nullable: true,
    description:
      'The reference that the service gave the receipt. Null when it gave none, and when there are `userErrors`.',
  })
  declare readonly reference: string | null;
}
