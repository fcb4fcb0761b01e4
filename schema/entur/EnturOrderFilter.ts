import { Field, InputType } from 'type-graphql';
import {
  EnturDateTimeListFilter,
  EnturDecimalListFilter,
  EnturIdListFilter,
  EnturIntListFilter,
  EnturTextListFilter,
} from './filters.js';

@InputType({ description: 'Narrows a list of orders. Conditions add up, those on different fields too.' })
export class EnturOrderFilter {
  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the order.',
  })
  declare readonly orderId?: EnturIdListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: 'Where it is in its life, e.g. `CONFIRMED`.',
  })
  declare readonly status?: EnturTextListFilter | null;

  @Field(() => EnturIntListFilter, {
    nullable: true,
    description: 'Its version.',
  })
  declare readonly version?: EnturIntListFilter | null;

  @Field(() => EnturDecimalListFilter, {
    nullable: true,
    description: 'What is due, tax included.',
  })
  declare readonly totalAmount?: EnturDecimalListFilter | null;

  @Field(() => EnturDecimalListFilter, {
    nullable: true,
    description: 'The tax in it.',
  })
  declare readonly totalTaxAmount?: EnturDecimalListFilter | null;

  @Field(() => EnturDecimalListFilter, {
    nullable: true,
    description: 'What is still to be paid, or to be given back.',
  })
  declare readonly balance?: EnturDecimalListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: 'Its currency.',
  })
  declare readonly currency?: EnturTextListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the organisation that sold it.',
  })
  declare readonly organisationId?: EnturIdListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'When it was made.',
  })
  declare readonly createdAt?: EnturDateTimeListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'When it was confirmed last.',
  })
  declare readonly lastConfirmedAt?: EnturDateTimeListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the customer who made it.',
  })
  declare readonly createdBy?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the customer to turn to.',
  })
  declare readonly contact?: EnturIdListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: "The seller's own reference.",
  })
  declare readonly externalReference?: EnturTextListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: 'Point of sale that made it.',
  })
  declare readonly pos?: EnturTextListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the distribution channel that made it.',
  })
  declare readonly distributionChannelId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of one of its lines.',
  })
  declare readonly orderLineId?: EnturIdListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: 'External reference of one of its lines.',
  })
  declare readonly orderLineExternalReference?: EnturTextListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the sales package of one of its lines.',
  })
  declare readonly salesPackageId?: EnturIdListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: 'Version of that sales package.',
  })
  declare readonly salesPackageVersion?: EnturTextListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of a fare product of one of its lines.',
  })
  declare readonly fareProductId?: EnturIdListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: 'Version of that fare product.',
  })
  declare readonly fareProductVersion?: EnturTextListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of one of its seat reservations.',
  })
  declare readonly reservationId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of a service journey of one of its legs.',
  })
  declare readonly serviceJourneyId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of that journey on its day.',
  })
  declare readonly datedServiceJourneyId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of that journey before it was changed.',
  })
  declare readonly originalDatedServiceJourneyId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the stop place where one of its legs begins.',
  })
  declare readonly fromStopPlaceId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the stop place where one of its legs ends.',
  })
  declare readonly toStopPlaceId?: EnturIdListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'When one of its legs begins.',
  })
  declare readonly startTime?: EnturDateTimeListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'When one of its legs ends.',
  })
  declare readonly endTime?: EnturDateTimeListFilter | null;
}
