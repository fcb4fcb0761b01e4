import { Field, InputType } from 'type-graphql';
import { EnturDecimalFilter, EnturIdFilter, EnturIntFilter, EnturTextFilter } from './filters.js';

@InputType({
  description:
    'Narrows a list of credits. Conditions add up, those on different fields too. The service takes no lists here.',
})
export class EnturCreditFilter {
  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of the credit.',
  })
  declare readonly creditId?: EnturIdFilter | null;

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
  declare readonly totalCreditAmount?: EnturDecimalFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'How far it has come, e.g. `CREDITED`.',
  })
  declare readonly status?: EnturTextFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of the organisation that gives the money.',
  })
  declare readonly organisationId?: EnturIdFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Number of the customer who gets the money.',
  })
  declare readonly customerNumber?: EnturIdFilter | null;

  @Field(() => EnturIdFilter, {
    nullable: true,
    description: 'Id of one of its transactions.',
  })
  declare readonly transactionId?: EnturIdFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'Means of one of its transactions, e.g. `VIPPS`.',
  })
  declare readonly reimbursementMethod?: EnturTextFilter | null;

  @Field(() => EnturTextFilter, {
    nullable: true,
    description: 'Kind of means of one of its transactions, e.g. `MOBILE`.',
  })
  declare readonly reimbursementTypeGroup?: EnturTextFilter | null;

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
