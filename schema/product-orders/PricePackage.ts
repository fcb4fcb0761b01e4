import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { ProductType } from './ProductType.js';

export enum Market {
  DK = 'DK',
  NO = 'NO',
  FI = 'FI',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(Market, {
  name: 'Market',
  description: 'A country in which a price package is sold.',
  valuesConfig: {
    DK: { description: 'Denmark.' },
    NO: { description: 'Norway.' },
    FI: { description: 'Finland.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `marketRaw`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A price agreement that a partner can offer its merchants (Management API). Another subgraph may refer to one that does not exist: all but its keys is null then, `name` and `visibleInSignupForm` too.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "pricePackageId")')
export class PricePackage {
  @Field(() => ID, { description: 'Opaque global id of this price package.' })
  declare readonly id: string;

  @Field(() => String, {
    description: 'UUID: give it as `pricePackageId` when prefilling an order. Not the three-digit price id.',
  })
  declare readonly pricePackageId: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name, up to 30 characters. Null when the API does not say.',
  })
  declare readonly name: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Short price text, e.g. `2.25%`. Null when the API does not say.',
  })
  declare readonly description: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether merchants may pick it themselves. Null when the API does not say.',
  })
  declare readonly visibleInSignupForm: boolean | null;

  @Field(() => ProductType, {
    nullable: true,
    description: 'Product that it is for. Null when the API does not say.',
  })
  declare readonly productType: ProductType | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `productType`; of use when that is `UNKNOWN`.",
  })
  declare readonly productTypeRaw: string | null;

  @Field(() => Market, {
    nullable: true,
    description: 'Country that it is for. Null when the API does not say.',
  })
  declare readonly market: Market | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `market`; of use when that is `UNKNOWN`.",
  })
  declare readonly marketRaw: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The partner's commission as free text, e.g. `20 %`. Null without one.",
  })
  declare readonly commission: string | null;
}
