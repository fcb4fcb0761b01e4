import { Field, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from './EnturDecimal.js';
import { EnturMoney } from './EnturMoney.js';

@ObjectType({ simpleResolvers: true, description: 'A price with the tax that is part of it.' })
export class EnturPrice {
  @Field(() => EnturMoney, {
    nullable: true,
    description: 'What is to be paid, tax included. Null when Entur does not say.',
  })
  declare readonly price: EnturMoney | null;

  @Field(() => EnturMoney, {
    nullable: true,
    description: 'The tax in it. Null when Entur does not say.',
  })
  declare readonly tax: EnturMoney | null;

  @Field(() => String, { nullable: true, description: 'Code of the tax. Null when Entur does not say.' })
  declare readonly taxCode: string | null;

  @Field(() => EnturDecimalScalar, {
    nullable: true,
    description: 'Rate of the tax as Entur has it, e.g. `12`. Null when Entur does not say.',
  })
  declare readonly taxRate: string | null;
}
