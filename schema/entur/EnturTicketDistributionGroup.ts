import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../shared/scalars.js';
import type { Told } from './told.js';

@ObjectType({ simpleResolvers: true, description: 'A part of the journey that a ticket is for.' })
export class EnturTicketLeg {
  @Field(() => ID, { nullable: true, description: 'Id of the leg. Null when Entur does not say.' })
  declare readonly legId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is travelled with, e.g. `rail`. Null when Entur does not say.',
  })
  declare readonly mode: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same more closely, e.g. `longDistance`. Null when Entur does not say.',
  })
  declare readonly subMode: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it departs. Null when Entur does not say.',
  })
  declare readonly departureTime: Told<string>;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it arrives. Null when Entur does not say.',
  })
  declare readonly arrivalTime: Told<string>;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the service journey in the timetable. Null when Entur does not say.',
  })
  declare readonly serviceJourneyRef: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of that journey on its day. Null when Entur does not say.',
  })
  declare readonly datedServiceJourneyRef: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A seat that a ticket is for.' })
export class EnturTicketSeat {
  @Field(() => ID, { nullable: true, description: 'Id of the seat. Null when Entur does not say.' })
  declare readonly seatId: string | null;

  @Field(() => String, { nullable: true, description: 'Number of the seat. Null when Entur does not say.' })
  declare readonly seatNumber: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the carriage. Null when Entur does not say.',
  })
  declare readonly railcarNumber: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The seat's id at the operator. Null when Entur does not say.",
  })
  declare readonly externalSeatId: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A ticket, on its way to whoever holds it.' })
export class EnturTicketDistribution {
  @Field(() => ID, { description: 'Id of the ticket distribution.' })
  declare readonly ticketDistributionId: string;

  @Field(() => String, {
    nullable: true,
    description:
      "How far it has come, in Entur's word: the list of words is not public. Null when Entur does not say.",
  })
  declare readonly distributionStatus: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'From when on it is valid. Null when Entur does not say.',
  })
  declare readonly startOfValidity: Told<string>;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it is valid. Null when Entur does not say.',
  })
  declare readonly endOfValidity: Told<string>;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it was made as a PDF. Null when Entur does not say.',
  })
  declare readonly distributedAsPdf: Told<boolean>;

  @Field(() => [EnturTicketLeg], { description: 'The parts of the journey that it is for.' })
  declare readonly legs: readonly EnturTicketLeg[];

  @Field(() => [EnturTicketSeat], { description: 'The seats that it is for.' })
  declare readonly seats: readonly EnturTicketSeat[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'The tickets of one order line (Ticket Distribution API).',
})
export class EnturTicketDistributionGroup {
  @Field(() => ID, { description: 'Id of the group.' })
  declare readonly groupId: string;

  @Field(() => ID, { nullable: true, description: 'Id of its order. Null when Entur does not say.' })
  declare readonly orderId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the order that it was made for. Null when Entur does not say.',
  })
  declare readonly orderVersion: Told<number>;

  @Field(() => ID, { nullable: true, description: 'Id of its order line. Null when Entur does not say.' })
  declare readonly orderLineId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the line that it was brought up to. Null when Entur does not say.',
  })
  declare readonly updatedForOrderLineVersion: Told<number>;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the distribution channel that made it. Null when Entur does not say.',
  })
  declare readonly createdByDistributionChannelId: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the organisation that it belongs to. Null when Entur does not say.',
  })
  declare readonly organisationId: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was made. Null when Entur does not say.',
  })
  declare readonly createdAt: Told<string>;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was changed last. Null when Entur does not say.',
  })
  declare readonly updatedAt: Told<string>;

  @Field(() => [EnturTicketDistribution], { description: 'Its tickets.' })
  declare readonly ticketDistributions: readonly EnturTicketDistribution[];
}
