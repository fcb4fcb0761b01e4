import { Field, ObjectType } from 'type-graphql';
import { Money } from '../shared/Money.js';
import { DecimalScalar } from '../shared/scalars.js';
import { QuantityUnit } from './QuantityUnit.js';

@ObjectType({
  simpleResolvers: true,
  description: 'Price per unit and quantity of a receipt line, for display.',
})
export class ReceiptLineUnit {
  @Field(() => Money, {
    nullable: true,
    description: 'Price of one unit including tax, before discount. Null when the API does not say.',
  })
  declare readonly unitPrice: Money | null;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How many units, exact, e.g. `0.822`. Null when the API does not say.',
  })
  declare readonly quantity: string | null;

  @Field(() => QuantityUnit, { description: 'What the quantity counts; pieces unless given.' })
  declare readonly quantityUnit: QuantityUnit;

  @Field(() => String, {
    nullable: true,
    description: 'The same in the word of the API. Null when not given.',
  })
  declare readonly quantityUnitRaw: string | null;
}
