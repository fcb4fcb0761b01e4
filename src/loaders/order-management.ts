import { vippsApis } from '../clients/apis.js';
import { requiredKeys } from '../clients/required-keys.js';
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
import { GraphError } from '../errors/GraphError.js';
import type { CallScope } from '../http/call-scope.js';
import { joinKey } from '../cache/cache-key.js';
import { AskedLoader } from './AskedLoader.js';
import { KeyLoader } from './KeyLoader.js';
import { seesUnit } from './visibility.js';

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
  readonly order: AskedLoader<OrderRef, WireStoredOrder | null>;
  /** All v3 categories under an order id, of both payment types. What it finds, `category` knows too. */
  readonly categories: AskedLoader<OrderIdRef, PartialList<WireCategory>>;
  readonly category: KeyLoader<CategoryRef, WireCategory | null>;
  /** Deprecated v1; never cached across requests. */
  readonly transactionInfo: KeyLoader<TransactionRef, WireOrderInfo | null>;
  /** Deprecated v1; never cached across requests. */
  readonly transactionReceipt: KeyLoader<TransactionRef, WireReceipt | null>;
  /** Whether the tenant may see a sales unit, and so its orders. */
  seesUnit(msn: string): boolean;
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
  const unit = (msn: string): UnitCall => unitCall(tenant, msn, scope);
  const cached = cachesFor(caches, tenant);

  const category = new KeyLoader(categoryKey, (ref: CategoryRef) => {
    if (!seesUnit(tenant, ref.msn)) return Promise.resolve(null);
    const call = unit(ref.msn);
    return cached(call.credentials).category.read(cacheKeys.category(ref), scope, async (shared) => {
      const found = await client.getCategory({ ...call, scope: shared }, ref.categoryId);
      return found && { ...found, inDoubt: isOrderInDoubt(call, found.value) };
    });
  });

  /** A change of the order whose outcome is unknown may yet replace its category, and does not know its id. */
  function isOrderInDoubt({ msn, credentials }: UnitCall, { orderId }: WireCategory): boolean {
    const { order } = cached(credentials);
    if (orderId === null) return order.isAnyInDoubt(cacheKeys.unit(msn));
    return (['ECOM', 'RECURRING'] as const).some((paymentType) =>
      order.isInDoubt(cacheKeys.order({ msn, paymentType, orderId })),
    );
  }

  async function loadOrder(ref: OrderRef): Promise<WireStoredOrder | null> {
    if (!seesUnit(tenant, ref.msn)) return null;
    const call = unit(ref.msn);
    const load = (shared: CallScope) => client.getOrder({ ...call, scope: shared }, ref);
    return cached(call.credentials).order.read(cacheKeys.order(ref), scope, load);
  }

  async function loadCategories(ref: OrderIdRef): Promise<PartialList<WireCategory>> {
    if (!seesUnit(tenant, ref.msn)) return NOTHING;
    const call = unit(ref.msn);
    const load = (shared: CallScope) => client.getCategories({ ...call, scope: shared }, ref.orderId);
    const found = await cached(call.credentials).orderCategories.read(cacheKeys.categories(ref), scope, load);
    const list = found ?? NOTHING;
    for (const each of list.items) category.prime({ msn: ref.msn, categoryId: each.categoryId }, each);
    return list;
  }

  return {
    seesUnit: (msn) => seesUnit(tenant, msn),
    order: new AskedLoader(orderKey, loadOrder, scope.reads, 'order', cacheKeys.order),
    categories: new AskedLoader(
      orderIdKey,
      loadCategories,
      scope.reads,
      'orderCategories',
      cacheKeys.categories,
    ),
    category,
    transactionInfo: new KeyLoader(transactionKey, async ({ msn, transactionId }) => {
      if (!seesUnit(tenant, msn)) return null;
      return (await client.getTransactionInfo(unit(msn), transactionId))?.value ?? null;
    }),
    transactionReceipt: new KeyLoader(transactionKey, async ({ msn, transactionId }) => {
      if (!seesUnit(tenant, msn)) return null;
      return (await client.getTransactionReceipt(unit(msn), transactionId))?.value ?? null;
    }),
  };
}

const NOTHING: PartialList<never> = { items: [], omitted: 0 };

/** A call about a sales unit: the unit in its header, and keys that are for it. @throws what `requiredKeys` throws */
export function unitCall(tenant: Tenant, msn: string, scope: CallScope): UnitCall {
  const credentials = requiredKeys(tenant, vippsApis.orderManagement, { msn });
  if (credentials.kind === 'classic' && credentials.msn !== undefined && credentials.msn !== msn)
    throw new GraphError(
      'FORBIDDEN',
      `The ${vippsApis.orderManagement.title} needs keys of the sales unit ${msn}, or partner keys: those that are set are for the one in VIPPS_MSN.`,
    );
  return { credentials, msn, scope };
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
