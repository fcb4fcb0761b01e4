import { Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A place whose sales are settled on a ledger.' })
export class PointOfSale {
  @Field(() => String, {
    description:
      'What it is known by: `api:` and the MSN, or `NO:`, `DK:`, `FI:` and the Vippsnummer or MyShop number, e.g. `NO:771204`.',
  })
  declare readonly recipientHandle: string;

  @Field(() => String, { nullable: true, description: 'Its name. Null when the API does not say.' })
  declare readonly name: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The MSN of the sales unit. Null for a Vippsnummer or MyShop number, which has none here.',
  })
  declare readonly msn: string | null;
}
