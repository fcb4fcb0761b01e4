import { Field, ObjectType } from 'type-graphql';
import { PartnerSalesUnit } from './PartnerSalesUnit.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A Norwegian merchant as the older Partner API knows it: a number with its sales units.',
})
export class PartnerMerchant {
  @Field(() => String, { description: 'Organisation number, 9 digits.' })
  declare readonly orgno: string;

  @Field(() => [String], { description: 'MSNs of its sales units that are tied to the partner.' })
  declare readonly msn: readonly string[];

  @Field(() => [PartnerSalesUnit], {
    nullable: true,
    description: 'The same sales units with their details: one call for each. Null only when the API fails.',
  })
  declare readonly salesUnits?: readonly PartnerSalesUnit[] | null;
}
