/** The key of an order. The payment type is in upper case, the order id as it came. */
export interface OrderKey {
  readonly msn: string;
  readonly paymentType: string;
  readonly orderId: string;
}

/** A link button in the terms of v3; v2 calls `type` category and `url` orderDetailsUrl. */
export interface CategoryLink {
  readonly type: string;
  readonly url: string;
  readonly imageId?: string | null;
}

/** A stored link button, with the id that v3 shows. */
export interface StoredCategory extends OrderKey, CategoryLink {
  readonly categoryId: string;
}

/** A receipt as it was sent, deprecated members and all. */
export type StoredReceipt = Readonly<Record<string, unknown>>;

/** What the deprecated v1 endpoints store under the vendor's own transaction id. */
export interface StoredTransaction {
  readonly info?: Readonly<Record<string, unknown>>;
  readonly receipt?: StoredReceipt;
}
