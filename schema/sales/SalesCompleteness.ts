import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'Tells "not supplied" from "known to be none".' })
export class SalesCompleteness {
  @Field(() => Boolean, { description: 'Whether lines were supplied.' })
  declare readonly hasLineItems: boolean;

  @Field(() => Boolean, {
    description: 'Whether VAT was supplied for every line. Partial VAT is normal for baskets.',
  })
  declare readonly hasVatBreakdown: boolean;

  @Field(() => Boolean, { description: 'Whether the API knows the customer. It never tells who it is.' })
  declare readonly hasCustomerIdentity: boolean;
}
