import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import { EnturFee } from './EnturFee.js';
import { EnturMoney } from './EnturMoney.js';
import { EnturOrderLine } from './EnturOrderLine.js';
import { EnturOrderStatus } from './EnturOrderStatus.js';
import { raw } from './raw.js';
import type { Told } from './told.js';

@ObjectType({ simpleResolvers: true, description: 'One who travels on an order.' })
export class EnturTraveller {
  @Field(() => ID, { description: 'Id of the traveller within its order.' })
  declare readonly travellerId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the customer who the traveller is. Null where none is told.',
  })
  declare readonly customerId: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Seats that are reserved for an order.' })
export class EnturReservation {
  @Field(() => ID, { description: 'Id of the reservation.' })
  declare readonly reservationId: string;
}

@ObjectType({ simpleResolvers: true, description: 'A payment as its order knows it.' })
export class EnturPaymentRef {
  @Field(() => ID, { description: 'Id of the payment.' })
  declare readonly paymentId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the order that was paid for. Null when Entur does not say.',
  })
  declare readonly orderVersion: Told<number>;

  @Field(() => EnturMoney, { nullable: true, description: 'What was paid. Null when Entur does not say.' })
  declare readonly amount: EnturMoney | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was paid. Null while it is not.',
  })
  declare readonly completedAt: Told<string>;
}

@ObjectType({
  simpleResolvers: true,
  description: 'An order of journeys at Entur, in its newest version (Order API).',
})
@Directive('@key(fields: "orderId")')
export class EnturOrder {
  @Field(() => ID, { description: 'Id of the order: capital letters and digits, e.g. `ABCDEFGH`.' })
  declare readonly orderId: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'Goes up with each change that takes the order from `CONFIRMED` back to `DRAFT`. Null when Entur does not say.',
  })
  declare readonly version: Told<number>;

  @Field(() => EnturOrderStatus, {
    nullable: true,
    description: 'Where this version is in its life. Null when Entur does not say.',
  })
  declare readonly status: EnturOrderStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw: string | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'What is due, tax included. Null when Entur does not say.',
  })
  declare readonly totalAmount: EnturMoney | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'The tax in it. Null when Entur does not say.',
  })
  declare readonly totalTaxAmount: EnturMoney | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description:
      'What is still to be paid, or to be given back: an order is confirmed only while it is zero. Null when Entur does not say.',
  })
  declare readonly balance: EnturMoney | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the organisation that sold it. Null when Entur does not say.',
  })
  declare readonly organisationId: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was made. Null when Entur does not say.',
  })
  declare readonly createdAt: Told<string>;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was confirmed last. Null while it never was.',
  })
  declare readonly lastConfirmedAt: Told<string>;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When changes that are not confirmed are thrown away. Null where there are none.',
  })
  declare readonly expireAt: Told<string>;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether this version failed and must be credited. Null when Entur does not say.',
  })
  declare readonly failed: Told<boolean>;

  @Field(() => String, {
    nullable: true,
    description: 'Point of sale that made it, in its own words. Null when Entur does not say.',
  })
  declare readonly pos: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the distribution channel that made it. Null when Entur does not say.',
  })
  declare readonly distributionChannelId: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The seller's own reference. Null where there is none.",
  })
  declare readonly externalReference: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the customer who made it. Null where none is told.',
  })
  declare readonly createdByCustomerId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the customer to turn to. Null where none is told.',
  })
  declare readonly contactCustomerId: string | null;

  @Field(() => [EnturOrderLine], {
    nullable: true,
    description: 'What is sold. Empty before offers are reserved. Null only where there is no such order.',
  })
  declare readonly orderLines: readonly EnturOrderLine[] | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'How many of its lines are left out of `orderLines`, as Entur gave them no id. Null only where there is no such order.',
  })
  declare readonly omittedOrderLineCount: number | null;

  @Field(() => [EnturFee], {
    nullable: true,
    description: 'Fees on the order and on its lines. Null only where there is no such order.',
  })
  declare readonly fees: readonly EnturFee[] | null;

  @Field(() => [EnturTraveller], {
    nullable: true,
    description: 'Who travels, each once. Null only where there is no such order.',
  })
  declare readonly travellers: readonly EnturTraveller[] | null;

  @Field(() => [EnturReservation], {
    nullable: true,
    description: 'Seats reserved for it. Null only where there is no such order.',
  })
  declare readonly reservations: readonly EnturReservation[] | null;

  @Field(() => [EnturPaymentRef], {
    nullable: true,
    description: 'Payments as the order knows them; costs no call. Null only where there is no such order.',
  })
  declare readonly paymentRefs: readonly EnturPaymentRef[] | null;
}
