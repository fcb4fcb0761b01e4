import { vippsApis } from '../clients/apis.js';
import type { UnitCall } from '../clients/order-management.js';
import type { WireCategory } from '../clients/order-management/answers.js';
import type {
  CategoryBody,
  ImageBody,
  OrderInfoBody,
  OrderRef,
  ReceiptBody,
  TransactionReceiptBody,
} from '../clients/order-management/bodies.js';
import type { Outcome } from '../errors/outcome.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { lookScope } from '../http/call-scope.js';
import { notThere, seesUnit } from '../loaders/visibility.js';
import type { VippsCaches } from '../loaders/caches.js';
import {
  cacheKeys,
  unitCall,
  type CategoryRef,
  type OrderManagementLoaderParts,
  type OrderManagementLoaders,
  type TransactionRef,
} from '../loaders/order-management.js';
import { sendReceipt, type ReceiptOutcome } from './send-receipt.js';
import { thenForget } from './then-forget.js';

/**
 * The changes that the Order Management API allows. Each forgets what it changed in caches and loaders, also when it
 * fails: its outcome may be unknown, and then nothing is cached of what it may yet change. Pictures and what v1 stores are
 * never cached. All throw UpstreamError.
 */
export interface OrderManagementWriters {
  /** Replaces the category of an order, whole, and gives its id; null when the API gave none. One call. */
  setCategory(ref: OrderRef, body: OrderInfoBody): Promise<string | null>;
  /** Stores the receipt once; see send-receipt.ts. One call; when its answer leaves doubt, one to read, and both again. */
  addReceipt(ref: OrderRef, body: ReceiptBody): Promise<ReceiptOutcome>;
  /** Adds a category and gives its id. One call. */
  createCategory(msn: string, body: CategoryBody): Promise<string>;
  /** Removes a category and gives what it was; null when there is none. Asks first, unless it is known: only that tells its order. */
  deleteCategory(ref: CategoryRef): Promise<WireCategory | null>;
  /** Uploads a picture and gives its id. One call. */
  uploadImage(msn: string, body: ImageBody): Promise<string>;
  /** Deprecated v1. */
  setTransactionInfo(ref: TransactionRef, body: OrderInfoBody): Promise<void>;
  /** Deprecated v1. Never repeated, and never read back. */
  addTransactionReceipt(ref: TransactionRef, body: TransactionReceiptBody): Promise<void>;
}

export interface OrderManagementWriterParts extends OrderManagementLoaderParts {
  readonly loaders: OrderManagementLoaders;
  /** How often a call may be repeated: those that are repeated here, behind a look. */
  readonly repeats: number;
}

/** Changes over the Order Management API for one request; `loaders` are told what they make old. */
export function createOrderManagementWriters(parts: OrderManagementWriterParts): OrderManagementWriters {
  const { client, caches, tenant, scope, loaders, repeats } = parts;
  const unit = (msn: string): UnitCall => unitCall(tenant, msn, scope);

  /** A unit that the tenant may not see is refused as one that does not exist, without a call. */
  function checkUnit(msn: string, operation: string): void {
    if (!seesUnit(tenant, msn)) throw notThere(vippsApis.orderManagement, operation);
  }

  function cachesOf(msn: string): Iterable<VippsCaches> {
    return caches.all(tenant.id, unit(msn).credentials.id, msn);
  }

  /** Categories of v2 and v3 may be the same ones: a change of either makes both views of the order old. */
  function forgetOrder(ref: OrderRef, outcome: Outcome): void {
    for (const { order, orderCategories } of cachesOf(ref.msn)) {
      order.forget(cacheKeys.order(ref), outcome);
      orderCategories.forget(cacheKeys.categories(ref), outcome);
    }
    loaders.order.clear(ref);
    loaders.categories.clear(ref);
  }

  /** The change may concern any order of the unit: the API does not say which. */
  function forgetOrdersOf(msn: string, outcome: Outcome): void {
    for (const { order, orderCategories } of cachesOf(msn)) {
      order.forgetUnder(cacheKeys.unit(msn), outcome);
      orderCategories.forgetUnder(cacheKeys.unit(msn), outcome);
    }
    loaders.order.clearAll();
    loaders.categories.clearAll();
  }

  /** It has been there: gone is what was wanted, by a try whose answer was lost or by somebody else. */
  async function isGone(ref: CategoryRef, failure: unknown): Promise<boolean> {
    if (!(failure instanceof UpstreamError)) return false;
    if (failure.code === 'OUTCOME_UNKNOWN') {
      const look = { ...unit(ref.msn), scope: lookScope(scope) };
      return (await client.getCategory(look, ref.categoryId).catch(() => failure)) === null;
    }
    return failure.code === 'NOT_FOUND';
  }

  async function deleteCategory(ref: CategoryRef): Promise<WireCategory | null> {
    const category = await loaders.category.load(ref);
    if (category === null) return null;
    await thenForget(
      () =>
        client.deleteCategory(unit(ref.msn), ref.categoryId).catch(async (error: unknown) => {
          if (!(await isGone(ref, error))) throw error;
        }),
      (outcome) => {
        for (const { category: kept } of cachesOf(ref.msn)) kept.forget(cacheKeys.category(ref), outcome);
        loaders.category.clear(ref);
        const { orderId } = category;
        if (orderId === null) forgetOrdersOf(ref.msn, outcome);
        else {
          forgetOrder({ msn: ref.msn, paymentType: 'ECOM', orderId }, outcome);
          forgetOrder({ msn: ref.msn, paymentType: 'RECURRING', orderId }, outcome);
        }
      },
    );
    return category;
  }

  /**
   * The category may be known by its id too. Without an answer it is not told which one that is: then all are forgotten
   * that may be of the order. While that is in doubt, no loader keeps them: see inDoubt there.
   */
  function forgetCategory({ msn, orderId }: OrderRef, categoryId: string): void {
    loaders.category.clearAll();
    for (const { category: kept } of cachesOf(msn)) {
      if (categoryId !== '') kept.forget(cacheKeys.category({ msn, categoryId }));
      else kept.forgetWhere(cacheKeys.unit(msn), (category) => isOfOrder(category, orderId));
    }
  }

  /** What v1 stores is never cached, but queries that read it may be in flight: nobody must join them any more. */
  function forgetTransaction({ msn, transactionId }: TransactionRef): void {
    for (const { order } of cachesOf(msn)) order.forget([msn, 'v1', transactionId]);
  }

  return {
    setCategory: async (ref, body) => {
      checkUnit(ref.msn, 'put-category-v2');
      const categoryId = await thenForget(
        () => client.putCategory(unit(ref.msn), ref, body),
        (outcome, id = '') => {
          forgetOrder(ref, outcome);
          forgetCategory(ref, id);
        },
      );
      return categoryId === '' ? null : categoryId;
    },
    addReceipt: async (ref, body) => {
      checkUnit(ref.msn, 'post-receipt-v2');
      return thenForget(
        () => sendReceipt(client, unit(ref.msn), ref, body, repeats),
        (outcome) => {
          forgetOrder(ref, outcome);
        },
      );
    },
    createCategory: async (msn, body) => {
      checkUnit(msn, 'post-category-v3');
      return thenForget(
        () => client.postCategory(unit(msn), body),
        (outcome) => {
          forgetOrder({ msn, ...body }, outcome);
        },
      );
    },
    deleteCategory,
    uploadImage: async (msn, body) => {
      checkUnit(msn, 'post-image');
      return client.postImage(unit(msn), body);
    },
    setTransactionInfo: async (ref, body) => {
      checkUnit(ref.msn, 'put-order');
      loaders.transactionInfo.clear(ref);
      try {
        await client.putTransactionInfo(unit(ref.msn), ref.transactionId, body);
      } finally {
        forgetTransaction(ref);
      }
    },
    addTransactionReceipt: async (ref, body) => {
      checkUnit(ref.msn, 'post-receipt');
      loaders.transactionReceipt.clear(ref);
      try {
        await client.postTransactionReceipt(unit(ref.msn), ref.transactionId, body);
      } finally {
        forgetTransaction(ref);
      }
    },
  };
}

/** Also one that is not there yet, or that does not say. */
function isOfOrder(category: WireCategory | null, orderId: string): boolean {
  return category === null || category.orderId === null || category.orderId === orderId;
}
