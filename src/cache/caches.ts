import type { WireMerchant, WireMsnInfo, WireSalesUnit } from '../clients/management.js';
import type { WireEntriesPage, WireLedger } from '../clients/report.js';
import type { SalesPage, WireSalesEvent } from '../clients/sales.js';
import type { WireCategory, WireStoredOrder } from '../clients/order-management/answers.js';
import type { WirePartnerSalesUnit } from '../clients/partner.js';
import type { WirePricePackage, WireProductOrder } from '../clients/product-orders.js';
import type { Clock } from '../clock.js';
import { MemoryCache } from './memory-cache.js';
import { cachePolicies, type CachedResource } from './policy.js';

/** One cache per kind of upstream answer, for the whole process. */
export interface Caches {
  readonly salesUnitList: MemoryCache<readonly WireMsnInfo[]>;
  readonly salesUnit: MemoryCache<WireSalesUnit>;
  readonly merchant: MemoryCache<WireMerchant>;
  readonly merchantSalesUnits: MemoryCache<readonly WireMsnInfo[]>;
  readonly ledgerList: MemoryCache<readonly WireLedger[]>;
  readonly reportDate: MemoryCache<WireEntriesPage>;
  readonly reportFeed: MemoryCache<WireEntriesPage>;
  readonly salesPage: MemoryCache<SalesPage>;
  readonly salesEvent: MemoryCache<WireSalesEvent>;
  readonly salesOfReference: MemoryCache<readonly WireSalesEvent[]>;
  readonly order: MemoryCache<WireStoredOrder>;
  readonly orderCategories: MemoryCache<readonly WireCategory[]>;
  readonly category: MemoryCache<WireCategory>;
  readonly productOrderList: MemoryCache<readonly WireProductOrder[]>;
  readonly productOrder: MemoryCache<WireProductOrder>;
  readonly pricePackages: MemoryCache<readonly WirePricePackage[]>;
  readonly partnerMerchant: MemoryCache<readonly string[]>;
  readonly partnerSalesUnit: MemoryCache<WirePartnerSalesUnit>;
}

export interface CachesOptions {
  readonly maxBytes: number;
  readonly loadTimeoutMs: number;
  readonly clock: Clock;
  readonly join: boolean;
  readonly onForget: (tag: string) => void;
}

export function createCaches(options: CachesOptions): Caches {
  const cache = <T>(resource: CachedResource): MemoryCache<T> =>
    new MemoryCache<T>({ ...options, name: resource, policy: cachePolicies[resource] });
  return {
    salesUnitList: cache('salesUnitList'),
    salesUnit: cache('salesUnit'),
    merchant: cache('merchant'),
    merchantSalesUnits: cache('merchantSalesUnits'),
    ledgerList: cache('ledgerList'),
    reportDate: cache('reportDate'),
    reportFeed: cache('reportFeed'),
    salesPage: cache('salesPage'),
    salesEvent: cache('salesEvent'),
    salesOfReference: cache('salesOfReference'),
    order: cache('order'),
    orderCategories: cache('orderCategories'),
    category: cache('category'),
    productOrderList: cache('productOrderList'),
    productOrder: cache('productOrder'),
    pricePackages: cache('pricePackages'),
    partnerMerchant: cache('partnerMerchant'),
    partnerSalesUnit: cache('partnerSalesUnit'),
  };
}
