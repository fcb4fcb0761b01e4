import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { ProductOrderConnection } from '../product-orders/ProductOrderConnection.js';
import { LedgerConnection } from '../report/LedgerConnection.js';
import { DateTimeScalar } from '../shared/scalars.js';
import { Address } from './Address.js';
import { BusinessIdentifier } from './BusinessIdentifier.js';
import { SalesUnitConnection } from './SalesUnitConnection.js';

export enum MerchantStatus {
  ACTIVE = 'ACTIVE',
  DEACTIVATED = 'DEACTIVATED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(MerchantStatus, {
  name: 'MerchantStatus',
  description: 'Whether a merchant is in business with Vipps MobilePay.',
  valuesConfig: {
    ACTIVE: { description: 'In business.' },
    DEACTIVATED: { description: 'Closed: its sales units take no payments.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description:
    'A business with an agreement with Vipps MobilePay. Owns sales units (Management API). Another subgraph may refer to any: what the Management API tells, such as `name`, `status` and `salesUnits`, is null when it does not exist or can not be seen.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "businessIdentifier { scheme id }")')
export class Merchant {
  @Field(() => ID, { description: 'Opaque global id of this merchant.' })
  declare readonly id: string;

  @Field(() => BusinessIdentifier, { description: 'What the merchant is known by in the business register.' })
  declare readonly businessIdentifier: BusinessIdentifier;

  @Field(() => String, {
    nullable: true,
    description: 'Registered name, up to 50 characters. Null when the API does not say.',
  })
  declare readonly name?: string | null;

  @Field(() => MerchantStatus, {
    nullable: true,
    description: 'Whether the merchant is in business. Null when the API does not say.',
  })
  declare readonly status?: MerchantStatus | null;

  @Field(() => String, {
    nullable: true,
    description: "The API's own word for `status`; of use when that is `UNKNOWN`.",
  })
  declare readonly statusRaw?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the merchant was registered. Null when the API does not say.',
  })
  declare readonly createdAt?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its data last changed. Null when it never did.',
  })
  declare readonly updatedAt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Two-letter country code, e.g. `NO`. Null when the API does not say.',
  })
  declare readonly countryCode?: string | null;

  @Field(() => Address, { nullable: true, description: 'Visiting address. Null when none is registered.' })
  declare readonly businessAddress?: Address | null;

  @Field(() => Address, { nullable: true, description: 'Postal address. Null when none is registered.' })
  declare readonly businessPostAddress?: Address | null;

  @Field(() => SalesUnitConnection, {
    nullable: true,
    description:
      "The merchant's sales units that this server's keys may see, in the order of their MSN. Null when the merchant does not exist or can not be seen, or the API fails.",
  })
  declare readonly salesUnits?: SalesUnitConnection | null;

  @Field(() => LedgerConnection, {
    nullable: true,
    description:
      'The ledgers of the merchant that the accounting keys in use may see, in the order of their id (Report API). Null only when the API fails.',
  })
  declare readonly ledgers?: LedgerConnection | null;

  @Field(() => ProductOrderConnection, {
    nullable: true,
    description:
      'The product orders of the merchant that name the holder of the keys in use, in the order of their id. One list answers for all merchants: one call. Null only when the API fails.',
  })
  declare readonly productOrders?: ProductOrderConnection | null;
}
