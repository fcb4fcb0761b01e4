import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { BusinessIdentifier } from '../management/BusinessIdentifier.js';
import { Merchant } from '../management/Merchant.js';
import { PricePackage } from './PricePackage.js';
import { ProductOrderStatus } from './ProductOrderStatus.js';
import { ProductOrderType } from './ProductOrderType.js';
import { ProductType } from './ProductType.js';
import { SalesUnit } from '../management/SalesUnit.js';

const raw = (field: string): string =>
  `The API's own word for \`${field}\`; of use when that is \`UNKNOWN\`.`;

@ObjectType({
  simpleResolvers: true,
  description:
    "A merchant's order of one product, most often prefilled by a partner. The API tells no times: keep your own if you need them (Management API). Another subgraph may refer to one that does not exist: `businessIdentifier` and all but its keys is null then.",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "productOrderId")')
export class ProductOrder {
  @Field(() => ID, { description: 'Opaque global id of this product order.' })
  declare readonly id: string;

  @Field(() => String, {
    description: 'UUID of the order; when prefilling, the API calls it `prefilledOrderId`.',
  })
  declare readonly productOrderId: string;

  @Field(() => ProductOrderStatus, {
    nullable: true,
    description: 'How far it has come, at most some seconds old. Null when the API does not say.',
  })
  declare readonly status?: ProductOrderStatus | null;

  @Field(() => String, { nullable: true, description: raw('status') })
  declare readonly statusRaw?: string | null;

  @Field(() => ProductOrderType, {
    nullable: true,
    description: 'How it came about. Null when the API does not say.',
  })
  declare readonly productOrderType?: ProductOrderType | null;

  @Field(() => String, { nullable: true, description: raw('productOrderType') })
  declare readonly productOrderTypeRaw?: string | null;

  @Field(() => ProductType, {
    nullable: true,
    description: 'Product ordered. Null when the API does not say.',
  })
  declare readonly productType?: ProductType | null;

  @Field(() => String, { nullable: true, description: raw('productType') })
  declare readonly productTypeRaw?: string | null;

  @Field(() => BusinessIdentifier, {
    nullable: true,
    description:
      'The business that orders; it need not be a merchant yet. Null only when the order does not exist or can not be seen, or the API fails.',
  })
  declare readonly businessIdentifier?: BusinessIdentifier | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The merchant's link to the form, good for 14 days. Treat it as confidential: it leads to merchant data. Null for orders that were not prefilled.",
  })
  declare readonly productOrderUrl?: string | null;

  @Field(() => SalesUnit, {
    nullable: true,
    description: 'The sales unit that the order opened. Null until it is `COMPLETED`.',
  })
  declare readonly salesUnit?: SalesUnit | null;

  @Field(() => Merchant, {
    nullable: true,
    description:
      'The business as a merchant. Null while none of its active sales units is visible to the keys in use.',
  })
  declare readonly merchant?: Merchant | null;

  @Field(() => PricePackage, {
    nullable: true,
    description:
      'The price package of the order where it is known: right after prefilling with one. Null otherwise, since the API does not tell it later.',
  })
  declare readonly pricePackage?: PricePackage | null;

  @Field(() => [PricePackage], {
    nullable: true,
    description:
      "The partner's price packages for this product and country, of which the merchant may have got one. Null only when the order does not exist, or the API fails.",
  })
  declare readonly possiblePricePackages?: readonly PricePackage[] | null;

  /** Not in the graph: what the order was prefilled with, or what the API tells of it. */
  declare readonly pricePackageId?: string | null;
}
