import { Field, InputType, Int } from 'type-graphql';
import { SafeIntScalar } from '../shared/scalars.js';
import { BankAccountInput } from '../management/BankAccount.js';
import { BusinessIdentifierInput } from '../management/BusinessIdentifier.js';
import { ProductOrderAppInput } from './ProductOrderAppInput.js';
import { ProductOrderWebsiteInput } from './ProductOrderWebsiteInput.js';
import { ProductType } from './ProductType.js';
import { ProductUseCase } from './ProductUseCase.js';

@InputType({
  description:
    'What to fill into a product order for a merchant, who checks, completes and submits it in the portal. Thin orders are the commonest cause of delay: give all you know.',
})
export class PrefillProductOrderInput {
  @Field(() => BusinessIdentifierInput, { description: 'The business that orders.' })
  declare readonly businessIdentifier: BusinessIdentifierInput;

  @Field(() => ProductType, { description: 'Product ordered.' })
  declare readonly productType: ProductType;

  @Field(() => String, {
    nullable: true,
    description:
      'Name shown to users, 1 to 40 characters; not allowed are `! " # $ % & \' { | } ~`. Can be changed later.',
  })
  declare readonly salesUnitName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Logo as base64 of a PNG; each side 100 to 1000 pixels, square is best.',
  })
  declare readonly salesUnitLogo?: string | null;

  @Field(() => BankAccountInput, {
    nullable: true,
    description: "Where the money goes: an account of the merchant's own.",
  })
  declare readonly settlementBankAccount?: BankAccountInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'UUID from `pricePackages`; for `PAYMENT_INTEGRATION`, `CASHIER` and `CHECKOUT` only. The merchant cannot change it. Without one the merchant chooses.',
  })
  declare readonly pricePackageId?: string | null;

  @Field(() => ProductUseCase, { nullable: true, description: 'Where the sales will take place.' })
  declare readonly productUseCase?: ProductUseCase | null;

  @Field(() => SafeIntScalar, {
    nullable: true,
    description:
      'Turnover per year in whole units of the local currency (kroner or euro, not øre or cent): 0 to 999999999.',
  })
  declare readonly annualTurnover?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Share of the turnover expected through Vipps MobilePay, in percent: 10, 20, … 100.',
  })
  declare readonly annualTurnoverPercentage?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What is sold, how and when it is delivered. Say here that a till or a skipped landing page is wanted.',
  })
  declare readonly intendedPurpose?: string | null;

  @Field(() => ProductOrderAppInput, {
    nullable: true,
    description: 'The app, when sales take place in one.',
  })
  declare readonly app?: ProductOrderAppInput | null;

  @Field(() => ProductOrderWebsiteInput, {
    nullable: true,
    description: 'The website. For `PAYMENT_INTEGRATION` without it, the merchant has to fill it in.',
  })
  declare readonly website?: ProductOrderWebsiteInput | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Ask for the Recurring API too; this means extra compliance checks.',
  })
  declare readonly hasRecurring?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Merchant category code, four digits, e.g. `5814`.' })
  declare readonly merchantCategoryCode?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes repeats safe: one key makes one order. 1 to 50 letters, digits and hyphens, best derived from your own id of the case. Made for you when left out, and in either case told in the payload.',
  })
  declare readonly idempotencyKey?: string | null;
}
