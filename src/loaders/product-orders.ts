import { classicKeys } from '../auth/required-keys.js';
import type { Caches } from '../cache/caches.js';
import type { ProductOrderClient, WirePricePackage, WireProductOrder } from '../clients/product-orders.js';
import type { Tenant } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { joinKey, KeyLoader } from './each-key.js';

/** Product orders and price packages as one request sees them. */
export interface ProductOrderLoaders {
  /** Every order that names the caller: one call, whatever is asked of them. */
  list(includeExpired: boolean): Promise<readonly WireProductOrder[]>;
  /**
   * One order by id in small letters; null = unknown, withdrawn, or not visible to the keys. No call for one on a list
   * that the request asks for too.
   */
  readonly order: KeyLoader<string, WireProductOrder | null>;
  /** All price packages of the partner: one call. */
  pricePackages(): Promise<readonly WirePricePackage[]>;
  /** Drops what is remembered of all lists and of one order, here and in the cache. Call it after every write. */
  forget(productOrderId: string | undefined): void;
}

export interface ProductOrderLoaderParts {
  readonly client: ProductOrderClient;
  readonly caches: Caches;
  readonly tenant: Tenant;
  readonly deadline: Deadline;
}

export function createProductOrderLoaders({
  client,
  caches,
  tenant,
  deadline,
}: ProductOrderLoaderParts): ProductOrderLoaders {
  const keys = () => classicKeys(tenant, 'management');
  const scoped = (...parts: readonly string[]): string => joinKey(tenant.id, keys().id, ...parts);
  const listKey = (includeExpired: boolean): string => scoped(includeExpired ? 'all' : 'open');
  const lists = new Map<boolean, Promise<readonly WireProductOrder[]>>();
  let packages: Promise<readonly WirePricePackage[]> | undefined;

  const order = new KeyLoader(
    (id: string) => id,
    async (id: string) =>
      (await listed(id)) ??
      caches.productOrder.read(scoped(id), deadline, (limit) =>
        client.getProductOrderDetails(keys(), limit, id),
      ),
  );

  /** A list holds its orders in the same shape as the details do. One that fails is no reason not to ask for details. */
  async function listed(id: string): Promise<WireProductOrder | undefined> {
    const known = await Promise.all([...lists.values()].map((list) => list.catch(() => [])));
    return known.flat().find(({ productOrderId }) => productOrderId === id);
  }

  async function loadList(includeExpired: boolean): Promise<readonly WireProductOrder[]> {
    const load = (limit: Deadline) => client.getProductOrders(keys(), limit, includeExpired);
    return (await caches.productOrderList.read(listKey(includeExpired), deadline, load)) ?? [];
  }

  async function loadPackages(): Promise<readonly WirePricePackage[]> {
    const load = (limit: Deadline) => client.getPartnerPricePackages(keys(), limit);
    return (await caches.pricePackages.read(scoped(), deadline, load)) ?? [];
  }

  return {
    list(includeExpired) {
      const known = lists.get(includeExpired) ?? loadList(includeExpired);
      lists.set(includeExpired, known);
      return known;
    },
    order,
    pricePackages: () => (packages ??= loadPackages()),
    forget(productOrderId) {
      lists.clear();
      order.clearAll();
      for (const includeExpired of [true, false]) caches.productOrderList.forget(listKey(includeExpired));
      if (productOrderId !== undefined) caches.productOrder.forget(scoped(productOrderId));
    },
  };
}
