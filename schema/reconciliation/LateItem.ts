import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Money } from '../shared/Money.js';

export enum LateItemKind {
  FUNDS = 'FUNDS',
  FEES = 'FEES',
  SALES = 'SALES',
}

registerEnumType(LateItemKind, {
  name: 'LateItemKind',
  description: 'Where something came late.',
  valuesConfig: {
    FUNDS: { description: 'On `funds`.' },
    FEES: { description: 'On `fees`.' },
    SALES: { description: 'Among the sales events.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Something that came for a date after it was sealed: a delta to what was booked then.',
})
export class LateItem {
  @Field(() => LateItemKind, { description: 'Where it came.' })
  declare readonly kind: LateItemKind;

  @Field(() => String, { nullable: true, description: 'Its PSP reference. Null where it has none.' })
  declare readonly pspReference: string | null;

  @Field(() => String, { nullable: true, description: 'Its reference. Null where it has none.' })
  declare readonly reference: string | null;

  @Field(() => Money, { nullable: true, description: 'Its amount, signed. Null when the API does not say.' })
  declare readonly amount: Money | null;
}
