import { Field, InputType } from 'type-graphql';
import {
  EnturDateTimeListFilter,
  EnturIdListFilter,
  EnturIntListFilter,
  EnturTextListFilter,
} from './filters.js';

@InputType({
  description:
    'Narrows a list of ticket distribution groups, with at least one condition: the service takes no search without. Conditions add up, those on different fields too.',
})
export class EnturTicketDistributionGroupFilter {
  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the group.',
  })
  declare readonly groupId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of its order.',
  })
  declare readonly orderId?: EnturIdListFilter | null;

  @Field(() => EnturIntListFilter, {
    nullable: true,
    description: 'The version of its order.',
  })
  declare readonly orderVersion?: EnturIntListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of its order line.',
  })
  declare readonly orderLineId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the customer who owns the order: digits.',
  })
  declare readonly orderOwnerCustomerId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the customer who holds the tickets: digits.',
  })
  declare readonly distributionHolderCustomerId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of a customer who is one or the other.',
  })
  declare readonly customers?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of the organisation that it belongs to.',
  })
  declare readonly organisationId?: EnturIdListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Id of one of its tickets.',
  })
  declare readonly ticketDistributionId?: EnturIdListFilter | null;

  @Field(() => EnturTextListFilter, {
    nullable: true,
    description: "How far one of its tickets has come, in Entur's word.",
  })
  declare readonly distributionStatus?: EnturTextListFilter | null;

  @Field(() => EnturIdListFilter, {
    nullable: true,
    description: 'Serial number of the card that a ticket is on.',
  })
  declare readonly mediaSerialNumberId?: EnturIdListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'When it was made.',
  })
  declare readonly createdAt?: EnturDateTimeListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'When it was changed last.',
  })
  declare readonly updatedAt?: EnturDateTimeListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'From when on a ticket is valid.',
  })
  declare readonly startOfValidity?: EnturDateTimeListFilter | null;

  @Field(() => EnturDateTimeListFilter, {
    nullable: true,
    description: 'Until when a ticket is valid.',
  })
  declare readonly endOfValidity?: EnturDateTimeListFilter | null;
}
