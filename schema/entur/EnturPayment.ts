import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import { EnturMoney } from './EnturMoney.js';
import { EnturTransaction } from './EnturTransaction.js';
import type { Told } from './told.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A payment for one version of an order (Payment API).',
})
@Directive('@key(fields: "paymentId")')
export class EnturPayment {
  @Field(() => ID, { description: 'Id of the payment: a whole number of 64 bits.' })
  declare readonly paymentId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the order that is paid for. Null when Entur does not say.',
  })
  declare readonly orderId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the order that is paid for. Null when Entur does not say.',
  })
  declare readonly orderVersion: Told<number>;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the organisation that is paid. Null when Entur does not say.',
  })
  declare readonly organisationId: string | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'The sum of its transactions. Null when Entur does not say.',
  })
  declare readonly totalAmount: EnturMoney | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was made. Null when Entur does not say.',
  })
  declare readonly createdAt: Told<string>;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'False after the order version was reset: nothing can be done with it then. Null when Entur does not say.',
  })
  declare readonly active: Told<boolean>;

  @Field(() => ID, {
    nullable: true,
    description: 'Number of the customer who pays. Null where none is told.',
  })
  declare readonly customerNumber: string | null;

  @Field(() => [EnturTransaction], {
    nullable: true,
    description: 'Its transactions. Empty before one is added. Null only where there is no such payment.',
  })
  declare readonly transactions: readonly EnturTransaction[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'Means to pay with, in the distribution channel in use.' })
export class EnturPaymentMethod {
  @Field(() => String, {
    nullable: true,
    description: "The kind of means in Entur's word, e.g. `MOBILE`. Null when Entur does not say.",
  })
  declare readonly paymentTypeGroup: string | null;

  @Field(() => [String], {
    description: "The means in Entur's words, e.g. `VIPPS`. Empty where the kind is all that is told.",
  })
  declare readonly paymentTypes: readonly string[];
}
