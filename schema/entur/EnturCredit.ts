import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { EnturMoney } from './EnturMoney.js';
import { raw } from './raw.js';
import type { Told } from './told.js';

export enum EnturCreditStatus {
  CREATED = 'CREATED',
  CREDITED = 'CREDITED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturCreditStatus, {
  name: 'EnturCreditStatus',
  description: 'How far a credit has come.',
  valuesConfig: {
    CREATED: { description: 'It is there; the money is not given back yet.' },
    CREDITED: { description: 'The money is given back.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A part of a credit, by one means. Its members are those that credits can be searched by: the documentation does not list them.',
})
export class EnturCreditTransaction {
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the transaction that is given back. Null when Entur does not say.',
  })
  declare readonly transactionId: string | null;

  @Field(() => EnturCreditStatus, {
    nullable: true,
    description: 'How far it has come. Null when Entur does not say.',
  })
  declare readonly status: EnturCreditStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => EnturMoney, { nullable: true, description: 'Its amount. Null when Entur does not say.' })
  declare readonly amount: EnturMoney | null;

  @Field(() => String, {
    nullable: true,
    description: "The means in Entur's word, e.g. `VIPPS`. Null when Entur does not say.",
  })
  declare readonly reimbursementMethod: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The kind of means in Entur's word, e.g. `MOBILE`. Null when Entur does not say.",
  })
  declare readonly reimbursementTypeGroup: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Money that is given back on a version of an order (Payment API).',
})
@Directive('@key(fields: "creditId")')
export class EnturCredit {
  @Field(() => ID, { description: 'Id of the credit: a whole number of 64 bits.' })
  declare readonly creditId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the order that it is about. Null when Entur does not say.',
  })
  declare readonly orderId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the order that it is about. Null when Entur does not say.',
  })
  declare readonly orderVersion: Told<number>;

  @Field(() => EnturCreditStatus, {
    nullable: true,
    description: 'How far it has come. Null when Entur does not say.',
  })
  declare readonly status: EnturCreditStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'The sum of its transactions. Null when Entur does not say.',
  })
  declare readonly totalCreditAmount: EnturMoney | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether anything can still be done with it. Null when Entur does not say.',
  })
  declare readonly active: Told<boolean>;

  @Field(() => ID, {
    nullable: true,
    description: 'Number of the customer who gets the money. Null where none is told.',
  })
  declare readonly customerNumber: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the organisation that gives it. Null when Entur does not say.',
  })
  declare readonly organisationId: string | null;

  @Field(() => [EnturCreditTransaction], {
    nullable: true,
    description: 'Its parts. Null only where there is no such credit.',
  })
  declare readonly transactions: readonly EnturCreditTransaction[] | null;
}
