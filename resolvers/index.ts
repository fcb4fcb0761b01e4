import { MerchantResolver } from './management/MerchantResolver.js';
import { merchantReference, salesUnitReference } from './management/references.js';
import { SalesUnitResolver } from './management/SalesUnitResolver.js';
import type { ReferenceResolver } from './shared/references.js';

/** Every resolver class. */
export const resolvers = [SalesUnitResolver, MerchantResolver] as const;

/** Every entity with its reference resolver. */
export const references: Readonly<Record<string, ReferenceResolver>> = {
  SalesUnit: salesUnitReference,
  Merchant: merchantReference,
};
