import type { Invalidations } from '../cache/Invalidations.js';
import {
  defineCache,
  ScopedCaches,
  type CacheOptions,
  type CacheOwner,
  type OpenCache,
  type Revive,
} from '../cache/ScopedCaches.js';
import { vippsApis } from '../clients/apis.js';
import type { WireMerchant, WireMsnInfo, WireSalesUnit } from '../clients/management.js';
import type { WireCategory, WireStoredOrder } from '../clients/order-management/answers.js';
import type { WirePartnerSalesUnit } from '../clients/partner.js';
import type { WirePricePackage, WireProductOrder } from '../clients/product-orders.js';
import type { WireLedger } from '../clients/report.js';
import { reviveSalesEvent, type WireSalesEvent } from '../clients/sales.js';
import type { PartialList } from '../clients/wire.js';
import type { Credentials, Tenant } from '../config.js';
import type { SalesOfDay } from '../reconciliation/sales-sums.js';
import { cachePolicies, type CachedResource } from './cache-policies.js';
import { reviveOrderEvents, type OrderEvents } from './order-events.js';
import type { EntriesFeedPage } from './repeated-entries.js';
import { reviveSalesPage, type SalesFeedPage } from './repeated-events.js';

/** One cache per kind of upstream answer, as one tenant with one set of keys sees it. */
export type VippsCaches = ReturnType<ReturnType<typeof defineVippsCaches>>;

export type VippsCachesOptions = Omit<CacheOptions, 'policy' | 'api'>;

/** The caches of all answers of the Vipps MobilePay APIs, for the whole process. */
export function createVippsCaches(
  options: VippsCachesOptions,
  invalidations: Invalidations,
): ScopedCaches<VippsCaches> {
  return new ScopedCaches(defineVippsCaches(options, invalidations));
}

function defineVippsCaches(options: VippsCachesOptions, invalidations: Invalidations) {
  const define = <T>(resource: CachedResource, revive?: Revive<T>): OpenCache<T> => {
    const policy = cachePolicies[resource];
    return defineCache<T>(
      resource,
      { ...options, policy, api: vippsApis[policy.api] },
      invalidations,
      revive,
    );
  };
  const salesUnitList = define<readonly WireMsnInfo[]>('salesUnitList');
  const salesUnit = define<WireSalesUnit>('salesUnit');
  const merchant = define<WireMerchant>('merchant');
  const merchantSalesUnits = define<readonly WireMsnInfo[]>('merchantSalesUnits');
  const ledgerList = define<readonly WireLedger[]>('ledgerList');
  const reportDate = define<EntriesFeedPage>('reportDate');
  const reportFeed = define<EntriesFeedPage>('reportFeed');
  const salesPage = define<SalesFeedPage>('salesPage', reviveSalesPage);
  const salesSummary = define<SalesOfDay>('salesSummary');
  const salesEvent = define<WireSalesEvent>('salesEvent', reviveSalesEvent);
  const salesOfReference = define<OrderEvents>('salesOfReference', reviveOrderEvents);
  const order = define<WireStoredOrder>('order');
  const orderCategories = define<PartialList<WireCategory>>('orderCategories');
  const category = define<WireCategory>('category');
  const productOrderList = define<PartialList<WireProductOrder>>('productOrderList');
  const productOrder = define<WireProductOrder>('productOrder');
  const pricePackages = define<readonly WirePricePackage[]>('pricePackages');
  const partnerMerchant = define<readonly string[]>('partnerMerchant');
  const partnerSalesUnit = define<WirePartnerSalesUnit>('partnerSalesUnit');
  return (owner: CacheOwner) => ({
    salesUnitList: salesUnitList(owner),
    salesUnit: salesUnit(owner),
    merchant: merchant(owner),
    merchantSalesUnits: merchantSalesUnits(owner),
    ledgerList: ledgerList(owner),
    reportDate: reportDate(owner),
    reportFeed: reportFeed(owner),
    salesPage: salesPage(owner),
    salesSummary: salesSummary(owner),
    salesEvent: salesEvent(owner),
    salesOfReference: salesOfReference(owner),
    order: order(owner),
    orderCategories: orderCategories(owner),
    category: category(owner),
    productOrderList: productOrderList(owner),
    productOrder: productOrder(owner),
    pricePackages: pricePackages(owner),
    partnerMerchant: partnerMerchant(owner),
    partnerSalesUnit: partnerSalesUnit(owner),
  });
}

/** The caches of a tenant, by the keys that a call takes. Nearly all calls of a request take the same. */
export function cachesFor<Caches>(
  caches: ScopedCaches<Caches>,
  tenant: Tenant,
): (keys: Credentials) => Caches {
  let last: Credentials | undefined;
  let own: Caches | undefined;
  return (keys) => {
    if (own !== undefined && last === keys) return own;
    last = keys;
    return (own = caches.for({ tenantId: tenant.id, credentialsId: keys.id }));
  };
}
