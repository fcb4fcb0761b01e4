import { MerchantResolver } from './management/MerchantResolver.js';
import { MerchantsResolver } from './management/MerchantsResolver.js';
import { nameMerchant, nameSalesUnit } from './management/references.js';
import { SalesUnitResolver } from './management/SalesUnitResolver.js';
import { CategoryMutations } from './order-management/CategoryMutations.js';
import { CategoryResolver } from './order-management/CategoryResolver.js';
import { ImageMutations } from './order-management/ImageMutations.js';
import * as orderLinks from './order-management/links.js';
import { OrderMutations } from './order-management/OrderMutations.js';
import { OrderResolver } from './order-management/OrderResolver.js';
import { ReceiptResolver } from './order-management/ReceiptResolver.js';
import { nameCategory, nameOrder } from './order-management/references.js';
import { TransactionResolver } from './order-management/TransactionResolver.js';
import * as partnerLinks from './partner/links.js';
import { PartnerResolver } from './partner/PartnerResolver.js';
import * as productOrderLinks from './product-orders/links.js';
import { PricePackageResolver } from './product-orders/PricePackageResolver.js';
import { ProductOrderMutations } from './product-orders/ProductOrderMutations.js';
import { ProductOrderResolver } from './product-orders/ProductOrderResolver.js';
import { namePricePackage, nameProductOrder } from './product-orders/references.js';
import { CloseResolver } from './reconciliation/CloseResolver.js';
import * as reconciliationLinks from './reconciliation/links.js';
import { RefetchResolver } from './RefetchResolver.js';
import { FeesEntryResolver, FundsEntryResolver } from './report/EntryResolvers.js';
import { EntrySubscriptions } from './report/EntrySubscriptions.js';
import { FundsEntryFeesResolver } from './report/FundsEntryFeesResolver.js';
import { LedgerResolver } from './report/LedgerResolver.js';
import { FundsEntryPayoutResolver, LedgerPayoutsResolver, PayoutResolver } from './report/PayoutResolvers.js';
import * as reportLinks from './report/links.js';
import { nameFeesEntry, nameFundsEntry, nameLedger } from './report/references.js';
import * as salesLinks from './sales/links.js';
import { nameSalesEvent } from './sales/references.js';
import { SalesEventSubscriptions } from './sales/SalesEventSubscriptions.js';
import { SalesEventResolver } from './sales/SalesEventResolver.js';
import { referenceResolver } from './shared/reference-resolver.js';

export { access } from './access.js';

/** Every resolver class. */
export const resolvers = [
  SalesUnitResolver,
  MerchantResolver,
  MerchantsResolver,
  ProductOrderResolver,
  ProductOrderMutations,
  PricePackageResolver,
  LedgerResolver,
  FundsEntryResolver,
  FeesEntryResolver,
  FundsEntryFeesResolver,
  FundsEntryPayoutResolver,
  LedgerPayoutsResolver,
  PayoutResolver,
  SalesEventResolver,
  CloseResolver,
  OrderResolver,
  ReceiptResolver,
  CategoryResolver,
  OrderMutations,
  CategoryMutations,
  ImageMutations,
  TransactionResolver,
  PartnerResolver,
  ...Object.values(productOrderLinks),
  ...Object.values(reportLinks),
  ...Object.values(salesLinks),
  ...Object.values(reconciliationLinks),
  ...Object.values(orderLinks),
  ...Object.values(partnerLinks),
  SalesEventSubscriptions,
  EntrySubscriptions,
  RefetchResolver,
] as const;

/** Every entity with its reference resolver. */
export const references = {
  SalesUnit: referenceResolver(nameSalesUnit),
  Merchant: referenceResolver(nameMerchant),
  Ledger: referenceResolver(nameLedger),
  FundsEntry: referenceResolver(nameFundsEntry),
  FeesEntry: referenceResolver(nameFeesEntry),
  SalesEvent: referenceResolver(nameSalesEvent),
  Order: referenceResolver(nameOrder),
  Category: referenceResolver(nameCategory),
  ProductOrder: referenceResolver(nameProductOrder),
  PricePackage: referenceResolver(namePricePackage),
};
