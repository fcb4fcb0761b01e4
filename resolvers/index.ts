import { MerchantResolver } from './management/MerchantResolver.js';
import { merchantReference, salesUnitReference } from './management/references.js';
import { SalesUnitResolver } from './management/SalesUnitResolver.js';
import { FeesEntryResolver, FundsEntryResolver } from './report/EntryResolvers.js';
import { LedgerResolver } from './report/LedgerResolver.js';
import { MerchantLedgersResolver, SalesUnitLedgerResolver } from './report/management-links.js';
import { ledgerReference } from './report/references.js';
import { salesEventReference } from './sales/references.js';
import { LedgerSalesResolver, SalesEventResolver } from './sales/SalesEventResolver.js';
import type { ReferenceResolver } from './shared/references.js';

/** Every resolver class. */
export const resolvers = [
  SalesUnitResolver,
  MerchantResolver,
  LedgerResolver,
  SalesUnitLedgerResolver,
  MerchantLedgersResolver,
  FundsEntryResolver,
  FeesEntryResolver,
  LedgerSalesResolver,
  SalesEventResolver,
] as const;

/** Every entity with its reference resolver. */
export const references: Readonly<Record<string, ReferenceResolver>> = {
  SalesUnit: salesUnitReference,
  Merchant: merchantReference,
  Ledger: ledgerReference,
  SalesEvent: salesEventReference,
};
