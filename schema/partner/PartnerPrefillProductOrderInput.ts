import { Field, InputType } from 'type-graphql';
import { ProductOrderWebsiteInput } from '../product-orders/ProductOrderWebsiteInput.js';
import { ProductUseCase } from '../product-orders/ProductUseCase.js';
import { SafeIntScalar } from '../shared/scalars.js';
import { PartnerComplianceDataInput } from './PartnerComplianceDataInput.js';
import { PartnerProductType } from './PartnerProductType.js';

@InputType({
  description: 'A product order in the words of the older Partner API; Norwegian merchants only.',
})
export class PartnerPrefillProductOrderInput {
  @Field(() => String, { description: 'Organisation number, 9 digits. Today: `businessIdentifier`.' })
  declare readonly orgno: string;

  @Field(() => PartnerProductType, { description: 'Product ordered. Today: `productType` with other words.' })
  declare readonly productType: PartnerProductType;

  @Field(() => String, { nullable: true, description: 'Name shown to users, 1 to 30 characters.' })
  declare readonly salesUnitName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Logo as base64 of a PNG; each side 100 to 1000 pixels.',
  })
  declare readonly salesUnitLogo?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Norwegian account of the merchant's own, 11 digits. Today: `settlementBankAccount`.",
  })
  declare readonly settlementAccountNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of a price package: 1 to 15 letters, digits and hyphens. Gone today.',
  })
  declare readonly pricePackageKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'UUID of a price package; for `VIPPS_PA_NETT` and `VIPPS_I_KASSA` only.',
  })
  declare readonly pricePackageId?: string | null;

  @Field(() => ProductUseCase, {
    nullable: true,
    description: 'Where the sales will take place; the API assumes `WEBSITE`.',
  })
  declare readonly productUseCase?: ProductUseCase | null;

  @Field(() => SafeIntScalar, { nullable: true, description: 'Turnover per year in whole kroner, from 0.' })
  declare readonly annualTurnover?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'What is sold, and what else the people who check it should know.',
  })
  declare readonly intendedPurpose?: string | null;

  @Field(() => ProductOrderWebsiteInput, {
    nullable: true,
    description: 'The website; wanted for `VIPPS_PA_NETT`.',
  })
  declare readonly website?: ProductOrderWebsiteInput | null;

  @Field(() => PartnerComplianceDataInput, {
    nullable: true,
    description:
      'What is sold, for the compliance checks; wanted for `VIPPS_PA_NETT`. Gone today: tell it in `intendedPurpose`.',
  })
  declare readonly complianceData?: PartnerComplianceDataInput | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Makes repeats safe: one key makes one order. Made for you when left out, and told in the payload.',
  })
  declare readonly idempotencyKey?: string | null;
}
