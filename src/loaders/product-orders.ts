import { vippsApis } from '../clients/apis.js';
import { requiredKeys } from '../clients/required-keys.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { ProductOrderClient, WirePricePackage, WireProductOrder } from '../clients/product-orders.js';
import type { WireBusinessIdentifier } from '../clients/management.js';
import type { PartialList } from '../clients/wire.js';
import type { Tenant } from '../config.js';
import type { Outcome } from '../errors/outcome.js';
import type { CallScope } from '../http/call-scope.js';
import { KeyLoader } from './KeyLoader.js';

/** Product orders and price packages as one request sees them. */
export interface ProductOrderLoaders {
  /** Every order that names the caller: one call, whatever is asked of them. */
  list(includeExpired: boolean): Promise<PartialList<WireProductOrder>>;
  /**
   * One order by id in small letters; null = unknown, withdrawn, or not visible to the keys. No call for one on a list
   * that the request asks for too.
   */
  readonly order: KeyLoader<string, WireProductOrder | null>;
  /** All price packages of the partner: one call. */
  pricePackages(): Promise<readonly WirePricePackage[]>;
  /** Drops what is remembered of all lists and of one order, here and in the cache. Call it after every write. */
  forget(productOrderId: string | undefined, outcome: Outcome): void;
}

export interface ProductOrderLoaderParts {
  readonly client: ProductOrderClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
  /** Orders are about merchants: those of others are not there. */
  readonly seesMerchant: (identifier: WireBusinessIdentifier) => Promise<boolean>;
}

const NOTHING: PartialList<never> = { items: [], omitted: 0 };

/** Product orders and price packages for one request, with the keys of its tenant. */
export function createProductOrderLoaders({
  client,
  caches,
  tenant,
  scope,
  seesMerchant,
}: ProductOrderLoaderParts): ProductOrderLoaders {
  const keysForAll = () => requiredKeys(tenant, vippsApis.management);
  const cached = cachesFor(caches, tenant);
  const listKey = (includeExpired: boolean) => [includeExpired ? 'all' : 'open'];
  const lists = new Map<boolean, Promise<PartialList<WireProductOrder>>>();
  let packages: Promise<readonly WirePricePackage[]> | undefined;

  const order = new KeyLoader(
    (id: string) => id,
    async (id: string) => (await listed(id)) ?? loadOrder(id),
  );

  async function loadOrder(id: string): Promise<WireProductOrder | null> {
    const keys = keysForAll();
    const load = (shared: CallScope) => client.getProductOrderDetails(keys, shared, id);
    const order = await cached(keys).productOrder.read([id], scope, load);
    return order !== null && (await seesMerchant(order.businessIdentifier)) ? order : null;
  }

  /** A list holds its orders in the same shape as the details do. One that fails is no reason not to ask for details. */
  async function listed(id: string): Promise<WireProductOrder | undefined> {
    const known = await Promise.all([...lists.values()].map((list) => list.catch(() => NOTHING)));
    return known.flatMap(({ items }) => items).find(({ productOrderId }) => productOrderId === id);
  }

  async function loadList(includeExpired: boolean): Promise<PartialList<WireProductOrder>> {
    const keys = keysForAll();
    const load = (shared: CallScope) => client.getProductOrders(keys, shared, includeExpired);
    const list = (await cached(keys).productOrderList.read(listKey(includeExpired), scope, load)) ?? NOTHING;
    if (tenant.msns === undefined) return list;
    const seen = await Promise.all(list.items.map((each) => seesMerchant(each.businessIdentifier)));
    // Of those without an id it is not told whose they are.
    return { items: list.items.filter((_each, index) => seen[index]), omitted: 0 };
  }

  async function loadPackages(): Promise<readonly WirePricePackage[]> {
    const keys = keysForAll();
    const load = (shared: CallScope) => client.getPartnerPricePackages(keys, shared);
    const all = (await cached(keys).pricePackages.read([], scope, load)) ?? [];
    const byId = new Map<string, WirePricePackage>();
    // The first of each: an id stands for one.
    for (const each of all) if (!byId.has(each.pricePackageId)) byId.set(each.pricePackageId, each);
    return byId.size === all.length ? all : [...byId.values()];
  }

  return {
    list(includeExpired) {
      const known = lists.get(includeExpired) ?? loadList(includeExpired);
      lists.set(includeExpired, known);
      return known;
    },
    order,
    pricePackages: () => (packages ??= loadPackages()),
    forget(productOrderId, outcome) {
      lists.clear();
      order.clearAll();
      for (const { productOrderList, productOrder } of caches.all(tenant.id, keysForAll().id)) {
        for (const includeExpired of [true, false]) productOrderList.forget(listKey(includeExpired), outcome);
        if (productOrderId !== undefined) productOrder.forget([productOrderId], outcome);
      }
    },
  };
}
