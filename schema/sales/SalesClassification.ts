import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum SalesSolution {
  VARIABLE_AMOUNT = 'VARIABLE_AMOUNT',
  SHOPPING_BASKET = 'SHOPPING_BASKET',
  MPOS = 'MPOS',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(SalesSolution, {
  name: 'SalesSolution',
  description: 'The product that made a sale.',
  valuesConfig: {
    VARIABLE_AMOUNT: {
      description: 'Open amount: the customer typed it. There are no lines (`VARIABLE_AMOUNT`).',
    },
    SHOPPING_BASKET: { description: 'A basket with lines (`SHOPPING_BASKET`).' },
    MPOS: { description: 'A terminal: card, cash or wallet (`MPOS`).' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `solutionRaw`.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What kind of sale it is.' })
export class SalesClassification {
  @Field(() => SalesSolution, {
    nullable: true,
    description: 'The product that made it. Null when the API does not say.',
  })
  declare readonly solution: SalesSolution | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `solution`; of use when that is `UNKNOWN`.",
  })
  declare readonly solutionRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Category of the whole sale, in words of the merchant: mostly for open amounts. Null when none is set.',
  })
  declare readonly salesCategory: string | null;
}
