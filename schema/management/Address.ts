import { Directive, Field, ObjectType } from 'type-graphql';

@ObjectType({ simpleResolvers: true, description: 'A postal address as the business register holds it.' })
@Directive('@shareable')
export class Address {
  @Field(() => [String], { description: 'Street lines, in order. May be empty.' })
  declare readonly lines: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'Postal code in the local form. Null when not registered.',
  })
  declare readonly postCode: string | null;

  @Field(() => String, { nullable: true, description: 'Post town. Null when not registered.' })
  declare readonly city: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Two-letter country code, e.g. `NO`. Null when not registered.',
  })
  declare readonly countryCode: string | null;
}
