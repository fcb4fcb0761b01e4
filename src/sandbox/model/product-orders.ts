import type { BusinessIdentifier } from './management.js';

/** A product order with what the API keeps to itself. The words are open text: such lists grow. */
export interface StoredProductOrder {
  readonly productOrderId: string;
  readonly productOrderType: string;
  readonly productType: string;
  readonly status: string;
  readonly businessIdentifier: BusinessIdentifier;
  readonly productOrderUrl: string | null;
  readonly salesUnit: { readonly msn: string; readonly name: string } | null;
  /** The partner, or the keys without one, that the order names. */
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** What the merchant finds filled in; null for orders that nobody prefilled. */
  readonly form: Readonly<Record<string, unknown>> | null;
}

/** What a prefill brings along. */
export type NewProductOrder = Pick<
  StoredProductOrder,
  'productType' | 'businessIdentifier' | 'owner' | 'form'
>;
