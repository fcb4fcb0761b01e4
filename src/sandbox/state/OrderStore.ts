import { randomUUID } from 'node:crypto';
import type {
  CategoryLink,
  OrderKey,
  StoredCategory,
  StoredReceipt,
  StoredTransaction,
} from '../model/orders.js';
import { seedOrders } from '../seed/orders.js';

/** Categories, receipts and images. Everything belongs to the sales unit whose MSN came in the header. */
export class OrderStore {
  /** Ordered by their last change. The last one is what v2 shows. */
  #categories: StoredCategory[] = [];
  #receipts = new Map<string, StoredReceipt>();
  #images = new Set<string>();
  #transactions = new Map<string, StoredTransaction>();
  #shown = new Map<string, unknown>();

  constructor() {
    this.reset();
  }

  /** Back to the seeded data. */
  reset(): void {
    const { categories, receipts, images } = seedOrders();
    this.#categories = [...categories];
    this.#receipts = new Map(receipts.map(({ key, receipt }) => [textOf(key), receipt]));
    this.#images = new Set(images.map(({ msn, imageId }) => JSON.stringify([msn, imageId])));
    this.#transactions = new Map();
    this.#shown = new Map();
  }

  receipt(key: OrderKey): StoredReceipt | undefined {
    return this.#receipts.get(textOf(key));
  }

  putReceipt(key: OrderKey, receipt: StoredReceipt): void {
    this.#receipts.set(textOf(key), receipt);
  }

  /** The newest category of an order, which the app and v2 show. */
  shownCategory(key: OrderKey): StoredCategory | undefined {
    return this.#categories.findLast((category) => textOf(category) === textOf(key));
  }

  /** v2: replaces the whole category shown, and returns its id. */
  replaceCategory(key: OrderKey, link: CategoryLink): string {
    const categoryId = this.shownCategory(key)?.categoryId ?? randomUUID();
    this.#categories = this.#categories.filter((category) => category.categoryId !== categoryId);
    this.#categories.push({ ...key, ...link, categoryId });
    return categoryId;
  }

  /** v3: adds one more category, and returns its id. */
  addCategory(key: OrderKey, link: CategoryLink): string {
    const categoryId = randomUUID();
    this.#categories.push({ ...key, ...link, categoryId });
    return categoryId;
  }

  /** v3 lists by order id alone: both payment types. */
  categories(msn: string, orderId: string): StoredCategory[] {
    return this.#categories.filter((category) => category.msn === msn && category.orderId === orderId);
  }

  category(msn: string, categoryId: string): StoredCategory | undefined {
    return this.#categories.find((category) => category.msn === msn && category.categoryId === categoryId);
  }

  removeCategory(categoryId: string): void {
    this.#categories = this.#categories.filter((category) => category.categoryId !== categoryId);
  }

  hasImage(msn: string, imageId: string): boolean {
    return this.#images.has(JSON.stringify([msn, imageId]));
  }

  addImage(msn: string, imageId: string): void {
    this.#images.add(JSON.stringify([msn, imageId]));
  }

  transaction(msn: string, transactionId: string): StoredTransaction | undefined {
    return this.#transactions.get(JSON.stringify([msn, transactionId]));
  }

  changeTransaction(msn: string, transactionId: string, change: StoredTransaction): void {
    const stored = this.transaction(msn, transactionId);
    this.#transactions.set(JSON.stringify([msn, transactionId]), { ...stored, ...change });
  }

  /** What v2 shows for an order instead of the stored data: values and gaps that the future may bring. */
  shownBody(key: OrderKey): unknown {
    return this.#shown.get(textOf(key));
  }

  showBody(key: OrderKey, body: unknown): void {
    this.#shown.set(textOf(key), body);
  }
}

function textOf({ msn, paymentType, orderId }: OrderKey): string {
  return JSON.stringify([msn, paymentType, orderId]);
}
