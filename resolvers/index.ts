import { MerchantResolver } from './management/MerchantResolver.js';
import { PricePackageResolver } from './product-orders/PricePackageResolver.js';
import { ProductOrderMutations } from './product-orders/ProductOrderMutations.js';
import { ProductOrderResolver } from './product-orders/ProductOrderResolver.js';
import {
  merchantReference,
  pricePackageReference,
  productOrderReference,
  salesUnitReference,
} from './management/references.js';
import { SalesUnitResolver } from './management/SalesUnitResolver.js';
import { FeesEntryResolver, FundsEntryResolver } from './report/EntryResolvers.js';
import { LedgerResolver } from './report/LedgerResolver.js';
import { MerchantLedgersResolver, SalesUnitLedgerResolver } from './report/links.js';
import { ledgerReference } from './report/references.js';
import { salesEventReference } from './sales/references.js';
import { LedgerSalesResolver, SalesEventResolver } from './sales/SalesEventResolver.js';
import { CategoryMutations } from './order-management/CategoryMutations.js';
import { CategoryResolver } from './order-management/CategoryResolver.js';
import { ImageMutations } from './order-management/ImageMutations.js';
import { OrderMutations } from './order-management/OrderMutations.js';
import { OrderResolver, SalesUnitOrderResolver } from './order-management/OrderResolver.js';
import { ReceiptResolver } from './order-management/ReceiptResolver.js';
import { categoryReference, orderReference } from './order-management/references.js';
import {
  FundsEntryOrderResolver,
  OrderSalesResolver,
  SalesEventOrderResolver,
} from './order-management/links.js';
import { TransactionResolver } from './order-management/TransactionResolver.js';
import { PartnerResolver } from './partner/PartnerResolver.js';
import type { ReferenceResolver } from './shared/reference-resolver.js';

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
  OrderResolver,
  SalesUnitOrderResolver,
  SalesEventOrderResolver,
  FundsEntryOrderResolver,
  OrderSalesResolver,
  ReceiptResolver,
  CategoryResolver,
  OrderMutations,
  CategoryMutations,
  ImageMutations,
  TransactionResolver,
  ProductOrderResolver,
  ProductOrderMutations,
  PricePackageResolver,
  PartnerResolver,
] as const;

/** Every entity with its reference resolver. */
export const references: Readonly<Record<string, ReferenceResolver>> = {
  SalesUnit: salesUnitReference,
  Merchant: merchantReference,
  Ledger: ledgerReference,
  SalesEvent: salesEventReference,
  Order: orderReference,
  Category: categoryReference,
  ProductOrder: productOrderReference,
  PricePackage: pricePackageReference,
};
