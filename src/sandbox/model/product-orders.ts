import type { BusinessIdentifier } from './management.js';

/** A product order with what the API keeps to itself. Types and statuses are open text, since such lists grow. */
export interface StoredProductOrder {
  readonly productOrderId: string;
  readonly productOrderType: string;
  readonly productType: string;
  readonly status: string;
  readonly businessIdentifier: BusinessIdentifier;
  readonly productOrderUrl: string | null;
  readonly salesUnit: { readonly msn: string; readonly name: string } | null;
  /** The partner that the order names, or without one the client id of the keys. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** What the merchant finds filled in; null for orders that were not prefilled. */
  readonly form: Readonly<Record<string, unknown>> | null;
}

/** What a prefill provides. */
export type NewProductOrder = Pick<
  StoredProductOrder,
  'productType' | 'businessIdentifier' | 'owner' | 'form'
>;
