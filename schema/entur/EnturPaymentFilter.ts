import { Field, InputType } from 'type-graphql';
import {
  EnturDateTimeFilter,
  EnturDecimalFilter,
  EnturIdFilter,
  EnturIntFilter,
  EnturTextFilter,
} from './filters.js';

@InputType({
  description:
    'Narrows a list of payments. Conditions add up, those on different fields too. The service takes no lists here.',
})
export class EnturPaymentFilter {
  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of the payment.',
  })
  declare readonly paymentId?: EnturIdFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of its order.',
  })
  declare readonly orderId?: EnturIdFilter | null;

  @Field(() => EnturIntFilter, {
    nullable: true,
    description: 'The version of its order.',
  })
  declare readonly orderVersion?: EnturIntFilter | null;

  @Field(() => EnturDecimalFilter, {
    nullable: true,
    description: 'The sum of its transactions.',
  })
  declare readonly totalAmount?: EnturDecimalFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'Its currency.',
  })
  declare readonly currency?: EnturTextFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'Status of one of its transactions, e.g. `CAPTURED`.',
  })
  declare readonly status?: EnturTextFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of the organisation that is paid.',
  })
  declare readonly organisationId?: EnturIdFilter | null;

  @Field(() => EnturDateTimeFilter, {
    nullable: true,
    description: 'When it was made.',
  })
  declare readonly createdAt?: EnturDateTimeFilter | null;

  @Field(() => EnturDateTimeFilter, {
    nullable: true,
    description: 'When it was changed last.',
  })
  declare readonly updatedAt?: EnturDateTimeFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Number of the customer who pays.',
  })
  declare readonly customerNumber?: EnturIdFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of one of its transactions.',
  })
  declare readonly paymentTransactionId?: EnturIdFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of one of its transactions at the provider, such as Vipps MobilePay.',
  })
  declare readonly externalTransactionId?: EnturIdFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'Means of one of its transactions, e.g. `VIPPS`.',
  })
  declare readonly paymentType?: EnturTextFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'Kind of means of one of its transactions, e.g. `MOBILE`.',
  })
  declare readonly paymentTypeGroup?: EnturTextFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'The last four digits of the card.',
  })
  declare readonly cardNumber?: EnturTextFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Reconciliation reference.',
  })
  declare readonly rrn?: EnturIdFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of the settlement that it belongs to.',
  })
  declare readonly settlementId?: EnturIdFilter | null;
}
