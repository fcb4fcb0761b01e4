import type { NewProductOrder, StoredProductOrder } from '../model/product-orders.js';
import { seedProductOrders, type SeededProductOrder } from '../seed/product-orders.js';
import type { Clock } from './Clock.js';
import { uuidOf } from '../seed/uuid.js';

/** A link lives 14 days, by regulation. */
export const linkLifeMs = 14 * 86_400_000;

const unsubmitted = new Set(['RECEIVED', 'MERCHANT_VIEWED']);

/** Which statuses may follow which. TEMPLATE and MANUAL orders come in submitted, so they go straight to the end. */
const prefillSteps: Readonly<Record<string, readonly string[]>> = {
  RECEIVED: ['MERCHANT_VIEWED', 'EXPIRED'],
  MERCHANT_VIEWED: ['ORDER_SUBMITTED', 'EXPIRED'],
  ORDER_SUBMITTED: ['COMPLETED', 'REJECTED'],
};
const otherSteps: Readonly<Record<string, readonly string[]>> = { RECEIVED: ['COMPLETED', 'REJECTED'] };

/** Product orders in the order they came in. Prefilled ones expire by the sandbox's clock. */
export class ProductOrderStore {
  #orders = new Map<string, StoredProductOrder>();
  #serial = 0;

  constructor(private readonly clock: Clock) {
    this.reset();
  }

  /** Back to the seeded data, with ages counted from now. */
  reset(): void {
    this.#serial = 0;
    this.#orders = new Map();
    for (const seed of seedProductOrders()) this.#put(seed);
  }

  all(): StoredProductOrder[] {
    return [...this.#orders.values()].map((order) => this.#today(order));
  }

  find(productOrderId: string): StoredProductOrder | undefined {
    const order = this.#orders.get(productOrderId.toLowerCase());
    return order && this.#today(order);
  }

  /** Every call makes another order: recognising repeats is up to the idempotency key. */
  prefill(order: NewProductOrder): StoredProductOrder {
    return this.#put({
      ...order,
      productOrderType: 'PREFILL',
      status: 'RECEIVED',
      salesUnit: null,
      ageDays: 0,
    });
  }

  remove(productOrderId: string): void {
    this.#orders.delete(productOrderId);
  }

  /** Moves an order to a status, or says why it can't. A status outside the life cycle is always taken. */
  move(
    order: StoredProductOrder,
    status: string,
    salesUnit: StoredProductOrder['salesUnit'],
  ): string | undefined {
    const steps = order.productOrderType === 'PREFILL' ? prefillSteps : otherSteps;
    const known = ['RECEIVED', 'EXPIRED', ...Object.values(prefillSteps).flat()];
    const next = steps[order.status] ?? [];
    if (known.includes(status) && !next.includes(status)) {
      const ways = next.length === 0 ? 'is final' : `can become ${next.join(' or ')}`;
      return `${order.productOrderType} orders: ${order.status} ${ways}, not ${status}.`;
    }
    this.#orders.set(order.productOrderId, { ...order, status, salesUnit });
    return undefined;
  }

  /** True while the merchant has not submitted it, which is when it can be withdrawn. */
  isUnsubmitted({ status }: StoredProductOrder): boolean {
    return unsubmitted.has(status) || status === 'EXPIRED';
  }

  #put({ ageDays, ...order }: SeededProductOrder): StoredProductOrder {
    const productOrderId = uuidOf(`product order ${++this.#serial}`);
    const prefilled = order.productOrderType === 'PREFILL';
    const stored = {
      ...order,
      productOrderId,
      productOrderUrl: prefilled
        ? `https://portal.vippsmobilepay.com/register/prefilled/${productOrderId}`
        : null,
      createdAt: this.clock.now() - ageDays * 86_400_000,
    };
    this.#orders.set(productOrderId, stored);
    return stored;
  }

  #today(order: StoredProductOrder): StoredProductOrder {
    const over = order.productOrderType === 'PREFILL' && this.clock.now() >= order.createdAt + linkLifeMs;
    return over && unsubmitted.has(order.status) ? { ...order, status: 'EXPIRED' } : order;
  }
}
