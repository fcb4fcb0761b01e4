import { Field, ObjectType } from 'type-graphql';
import { EnturDecimalScalar } from './EnturDecimal.js';

@ObjectType({ simpleResolvers: true, description: 'An amount of money at Entur, exact.' })
export class EnturMoney {
  @Field(() => EnturDecimalScalar, {
    description: 'Amount in major units (kroner), digit for digit as Entur has it, e.g. `1446.00`.',
  })
  declare readonly amount: string;

  @Field(() => String, { description: 'Currency as three letters after ISO 4217, e.g. `NOK`.' })
  declare readonly currency: string;
}
