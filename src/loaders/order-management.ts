import { classicKeys } from '../auth/required-keys.js';
import type { Caches } from '../cache/caches.js';
import type { OrderManagementClient, UnitCall } from '../clients/order-management.js';
import type {
  WireCategory,
  WireOrderInfo,
  WireReceipt,
  WireStoredOrder,
} from '../clients/order-management/answers.js';
import type { OrderRef } from '../clients/order-management/bodies.js';
import type { Tenant } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { joinKey, KeyLoader } from './each-key.js';

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
  readonly categories: KeyLoader<OrderIdRef, readonly WireCategory[]>;
  readonly category: KeyLoader<CategoryRef, WireCategory | null>;
  /** Deprecated v1; never cached across requests. */
  readonly transactionInfo: KeyLoader<TransactionRef, WireOrderInfo | null>;
  /** Deprecated v1; never cached across requests. */
  readonly transactionReceipt: KeyLoader<TransactionRef, WireReceipt | null>;
}

export interface OrderManagementLoaderParts {
  readonly client: OrderManagementClient;
  readonly caches: Caches;
  readonly tenant: Tenant;
  readonly deadline: Deadline;
}

export function createOrderManagementLoaders(parts: OrderManagementLoaderParts): OrderManagementLoaders {
  const { client, caches, tenant, deadline } = parts;
  const unit = (msn: string, limit: Deadline): UnitCall => ({
    credentials: classicKeys(tenant, 'order-management'),
    msn,
    deadline: limit,
  });
  const keys = cacheKeys(tenant);

  const category = new KeyLoader(categoryKey, (ref: CategoryRef) =>
    caches.category.read(keys.category(ref), deadline, (limit) =>
      client.getCategory(unit(ref.msn, limit), ref.categoryId),
    ),
  );

  async function loadCategories(ref: OrderIdRef): Promise<readonly WireCategory[]> {
    const load = (limit: Deadline) => client.getCategories(unit(ref.msn, limit), ref.orderId);
    const list = (await caches.orderCategories.read(keys.categories(ref), deadline, load)) ?? [];
    for (const each of list) category.prime({ msn: ref.msn, categoryId: each.categoryId }, each);
    return list;
  }

  return {
    order: new KeyLoader(orderKey, (ref) =>
      caches.order.read(keys.order(ref), deadline, (limit) => client.getOrder(unit(ref.msn, limit), ref)),
    ),
    categories: new KeyLoader(orderIdKey, loadCategories),
    category,
    transactionInfo: new KeyLoader(transactionKey, async ({ msn, transactionId }) => {
      return (await client.getTransactionInfo(unit(msn, deadline), transactionId))?.value ?? null;
    }),
    transactionReceipt: new KeyLoader(transactionKey, async ({ msn, transactionId }) => {
      return (await client.getTransactionReceipt(unit(msn, deadline), transactionId))?.value ?? null;
    }),
  };
}

/** Keys of what lives longer than a request: they hold the tenant and its keys too. */
export function cacheKeys(tenant: Tenant) {
  const scoped = (...parts: readonly string[]): string =>
    joinKey(tenant.id, classicKeys(tenant, 'order-management').id, ...parts);
  return {
    order: ({ msn, paymentType, orderId }: OrderRef) => scoped(msn, paymentType, orderId),
    categories: ({ msn, orderId }: OrderIdRef) => scoped(msn, orderId),
    category: ({ msn, categoryId }: CategoryRef) => scoped(msn, categoryId),
    /** What the keys of all orders and categories of a unit begin with. */
    unit: (msn: string) => scoped(msn, ''),
  };
}

function orderKey({ msn, paymentType, orderId }: OrderRef): string {
  return joinKey(msn, paymentType, orderId);
}

function orderIdKey({ msn, orderId }: OrderIdRef): string {
  return joinKey(msn, orderId);
}

function categoryKey({ msn, categoryId }: CategoryRef): string {
  return joinKey(msn, categoryId);
}

function transactionKey({ msn, transactionId }: TransactionRef): string {
  return joinKey(msn, transactionId);
}
