import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Ledger } from '../report/Ledger.js';
import { Order } from '../order-management/Order.js';
import { insteadOfPartnerApi } from '../partner/deprecation.js';
import { PartnerAdditionalDetails } from '../partner/PartnerSalesUnit.js';
import { BankAccount } from './BankAccount.js';
import { BusinessIdentifier } from './BusinessIdentifier.js';
import { Merchant } from './Merchant.js';
import { SalesUnitConfiguration } from './SalesUnitConfiguration.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'A point of sale of a merchant: a shop, a web shop, an app. Only active units that have API keys can be seen (Management API). Another subgraph may refer to any: what the Management API tells, such as `name` and `businessIdentifier`, is null when it can not be seen.',
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "msn")')
export class SalesUnit {
  @Field(() => ID, { description: 'Opaque global id of this sales unit.' })
  declare readonly id: string;

  @Field(() => String, { description: 'Merchant serial number: 4 to 10 digits, e.g. `7712041`.' })
  declare readonly msn: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name shown to users, up to 50 characters. Null when the API does not say.',
  })
  declare readonly name?: string | null;

  @Field(() => BusinessIdentifier, {
    nullable: true,
    description: 'The business that owns the unit. Null when the API does not say.',
  })
  declare readonly businessIdentifier?: BusinessIdentifier | null;

  @Field(() => SalesUnitConfiguration, {
    nullable: true,
    description: 'What the unit is allowed and set up to do. Null when the API does not say.',
  })
  declare readonly configuration?: SalesUnitConfiguration | null;

  @Field(() => BankAccount, {
    nullable: true,
    description:
      'Where the money of the unit is paid to. Null unless the API tells: it does so for few callers.',
  })
  declare readonly settlementBankAccount?: BankAccount | null;

  @Field(() => Merchant, {
    nullable: true,
    description: 'The merchant that owns the unit. Null when it is not visible to the keys in use.',
  })
  declare readonly merchant?: Merchant | null;

  @Field(() => Ledger, {
    nullable: true,
    description:
      'The ledger that its sales are settled on (Report API). Null when there is none that the accounting keys in use may see.',
  })
  declare readonly ledger?: Ledger | null;
  @Field(() => Order, {
    nullable: true,
    description:
      'What the unit has told about one payment: link and receipt. Null only when the input is wrong.',
  })
  declare readonly order?: Order | null;

  @Field(() => PartnerAdditionalDetails, {
    nullable: true,
    description: 'What the older Partner API tells of the unit. Null when it does not know the unit.',
    deprecationReason: insteadOfPartnerApi('`configuration`'),
  })
  declare readonly additionalDetails?: PartnerAdditionalDetails | null;
}
