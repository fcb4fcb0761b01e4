import { MerchantResolver } from './management/MerchantResolver.js';
import { PricePackageResolver } from './management/PricePackageResolver.js';
import { ProductOrderMutations } from './management/ProductOrderMutations.js';
import { ProductOrderResolver } from './management/ProductOrderResolver.js';
import {
  merchantReference,
  pricePackageReference,
  productOrderReference,
  salesUnitReference,
} from './management/references.js';
import { SalesUnitResolver } from './management/SalesUnitResolver.js';
import { PartnerResolver } from './partner/PartnerResolver.js';
import type { ReferenceResolver } from './shared/references.js';

/** Every resolver class. */
export const resolvers = [
  SalesUnitResolver,
  MerchantResolver,
  ProductOrderResolver,
  ProductOrderMutations,
  PricePackageResolver,
  PartnerResolver,
] as const;

/** Every entity with its reference resolver. */
export const references: Readonly<Record<string, ReferenceResolver>> = {
  SalesUnit: salesUnitReference,
  Merchant: merchantReference,
  ProductOrder: productOrderReference,
  PricePackage: pricePackageReference,
};
