import { vippsApis } from '../clients/apis.js';
import { classicKeys } from '../clients/required-keys.js';
import type { CacheKey, ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { OrderManagementClient, UnitCall } from '../clients/order-management.js';
import type {
  WireCategory,
  WireOrderInfo,
  WireReceipt,
  WireStoredOrder,
} from '../clients/order-management/answers.js';
import type { PartialList } from '../clients/wire.js';
import type { OrderRef } from '../clients/order-management/bodies.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { joinKey } from '../cache/cache-key.js';
import { KeyLoader } from './KeyLoader.js';

/** What the categories of an order are listed by: the API knows no payment type there. */
export type OrderIdRef = Pick<OrderRef, 'msn' | 'orderId'>;

export interface CategoryRef {
  readonly msn: string;
  readonly categoryId: string;
}

export interface TransactionRef {
  readonly msn: string;
  readonly transactionId: string;
}

/** The Order Management API as one request sees it. It has no bulk endpoints: one call per distinct key. */
export interface OrderManagementLoaders {
  /** Category and receipt of an order in one call. Null when nothing is stored. */
  readonly order: KeyLoader<OrderRef, WireStoredOrder | null>;
  /** All v3 categories under an order id, of both payment types. What it finds, `category` knows too. */
  readonly categories: KeyLoader<OrderIdRef, PartialList<WireCategory>>;
  readonly category: KeyLoader<CategoryRef, WireCategory | null>;
  /** Deprecated v1; never cached across requests. */
  readonly transactionInfo: KeyLoader<TransactionRef, WireOrderInfo | null>;
  /** Deprecated v1; never cached across requests. */
  readonly transactionReceipt: KeyLoader<TransactionRef, WireReceipt | null>;
}

export interface OrderManagementLoaderParts {
  readonly client: OrderManagementClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** The Order Management API for one request, with the keys of its tenant. */
export function createOrderManagementLoaders(parts: OrderManagementLoaderParts): OrderManagementLoaders {
  const { client, caches, tenant, scope } = parts;
  const keys = () => classicKeys(tenant, vippsApis.orderManagement);
  const unit = (msn: string, shared: CallScope): UnitCall => ({
    credentials: keys(),
    msn,
    scope: shared,
  });
  const cached = cachesFor(caches, tenant, keys);

  const category = new KeyLoader(categoryKey, (ref: CategoryRef) =>
    cached().category.read(cacheKeys.category(ref), scope, async (shared) => {
      const found = await client.getCategory(unit(ref.msn, shared), ref.categoryId);
      return found && { ...found, inDoubt: isOrderInDoubt(ref.msn, found.value) };
    }),
  );

  /** A change of the order whose outcome is unknown may yet replace its category, and does not know its id. */
  function isOrderInDoubt(msn: string, { orderId }: WireCategory): boolean {
    const { order } = cached();
    if (orderId === null) return order.isAnyInDoubt(cacheKeys.unit(msn));
    return (['ECOM', 'RECURRING'] as const).some((paymentType) =>
      order.isInDoubt(cacheKeys.order({ msn, paymentType, orderId })),
    );
  }

  async function loadCategories(ref: OrderIdRef): Promise<PartialList<WireCategory>> {
    const load = (shared: CallScope) => client.getCategories(unit(ref.msn, shared), ref.orderId);
    const found = await cached().orderCategories.read(cacheKeys.categories(ref), scope, load);
    const list = found ?? { items: [], omitted: 0 };
    for (const each of list.items) category.prime({ msn: ref.msn, categoryId: each.categoryId }, each);
    return list;
  }

  return {
    order: new KeyLoader(orderKey, (ref) =>
      cached().order.read(cacheKeys.order(ref), scope, (shared) =>
        client.getOrder(unit(ref.msn, shared), ref),
      ),
    ),
    categories: new KeyLoader(orderIdKey, loadCategories),
    category,
    transactionInfo: new KeyLoader(transactionKey, async ({ msn, transactionId }) => {
      return (await client.getTransactionInfo(unit(msn, scope), transactionId))?.value ?? null;
    }),
    transactionReceipt: new KeyLoader(transactionKey, async ({ msn, transactionId }) => {
      return (await client.getTransactionReceipt(unit(msn, scope), transactionId))?.value ?? null;
    }),
  };
}

/** The keys of what lives longer than a request. */
export const cacheKeys = {
  order: ({ msn, paymentType, orderId }: OrderRef): CacheKey => [msn, paymentType, orderId],
  categories: ({ msn, orderId }: OrderIdRef): CacheKey => [msn, orderId],
  category: ({ msn, categoryId }: CategoryRef): CacheKey => [msn, categoryId],
  /** What the keys of all orders and categories of a unit begin with. */
  unit: (msn: string): CacheKey => [msn],
};

function orderKey(ref: OrderRef): string {
  return joinKey(...cacheKeys.order(ref));
}

function orderIdKey(ref: OrderIdRef): string {
  return joinKey(...cacheKeys.categories(ref));
}

function categoryKey(ref: CategoryRef): string {
  return joinKey(...cacheKeys.category(ref));
}

function transactionKey({ msn, transactionId }: TransactionRef): string {
  return joinKey(msn, transactionId);
}
