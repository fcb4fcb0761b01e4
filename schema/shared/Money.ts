import { Directive, Field, ObjectType } from 'type-graphql';
import { CurrencyCodeScalar, DecimalScalar, SafeIntScalar } from './scalars.js';

@ObjectType({ simpleResolvers: true, description: 'An amount of money, exact.' })
@Directive('@shareable')
export class Money {
  @Field(() => SafeIntScalar, {
    description: 'Amount in minor units (øre, cent): 19600 is 196.00. Negative where money goes away.',
  })
  declare readonly value: number;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of the amount.' })
  declare readonly currency: string;

  @Field(() => DecimalScalar, { description: 'The same amount in major units for display, e.g. `196.00`.' })
  declare readonly decimal: string;
}
