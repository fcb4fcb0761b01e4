import { randomUUID } from 'node:crypto';
import type {
  CategoryLink,
  OrderKey,
  StoredCategory,
  StoredReceipt,
  StoredTransaction,
} from '../model/orders.js';
import { seedOrders } from '../seed/orders.js';

interface KeptReceipt {
  readonly key: OrderKey;
  readonly receipt: StoredReceipt;
}

interface KeptImage {
  readonly msn: string;
  readonly imageId: string;
}

/** Categories, receipts and images. Everything belongs to the sales unit whose MSN came in the header. */
export class OrderStore {
  /** Ordered by their last change. The last one is what v2 shows. */
  #categories: StoredCategory[] = [];
  #receipts = new Map<string, KeptReceipt>();
  #images = new Map<string, KeptImage>();
  #transactions = new Map<string, StoredTransaction>();
  #shown = new Map<string, unknown>();

  constructor() {
    this.reset();
  }

  /** Back to the seeded data. */
  reset(): void {
    const { categories, receipts, images } = seedOrders();
    this.#categories = [...categories];
    this.#receipts = new Map(receipts.map((kept) => [textOf(kept.key), kept]));
    this.#images = new Map(images.map((image) => [imageText(image), image]));
    this.#transactions = new Map();
    this.#shown = new Map();
  }

  /** Everything that is stored, receipts by their keys. */
  all(): {
    readonly categories: readonly StoredCategory[];
    readonly receipts: readonly OrderKey[];
    readonly images: readonly KeptImage[];
  } {
    return {
      categories: this.#categories,
      receipts: [...this.#receipts.values()].map(({ key }) => key),
      images: [...this.#images.values()],
    };
  }

  receipt(key: OrderKey): StoredReceipt | undefined {
    return this.#receipts.get(textOf(key))?.receipt;
  }

  putReceipt(key: OrderKey, receipt: StoredReceipt): void {
    this.#receipts.set(textOf(key), { key, receipt });
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
    return this.#images.has(imageText({ msn, imageId }));
  }

  addImage(msn: string, imageId: string): void {
    this.#images.set(imageText({ msn, imageId }), { msn, imageId });
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

function imageText({ msn, imageId }: KeptImage): string {
  return JSON.stringify([msn, imageId]);
}

function textOf({ msn, paymentType, orderId }: OrderKey): string {
  return JSON.stringify([msn, paymentType, orderId]);
}
