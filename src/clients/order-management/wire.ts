/** What the Order Management API sends and takes, in its own words. Every member of an answer may be missing. */

export interface WireOrderInfo {
  readonly category: string | null;
  readonly orderDetailsUrl: string | null;
  readonly imageId: string | null;
}

export interface WireUnitInfo {
  readonly unitPrice: number | null;
  /** A decimal number as text. */
  readonly quantity: string | null;
  readonly quantityUnit: string | null;
}

/** Amounts in minor units, never negative: `isReturn` says what counts against the sums. */
export interface WireOrderLine {
  readonly name: string | null;
  readonly id: string | null;
  readonly totalAmount: number | null;
  readonly totalAmountExcludingTax: number | null;
  readonly totalTaxAmount: number | null;
  /** Whole percent. */
  readonly taxPercentage: number | null;
  /** Hundredths of a percent. */
  readonly taxRate: number | null;
  readonly unitInfo: WireUnitInfo | null;
  readonly discount: number | null;
  readonly productUrl: string | null;
  readonly isReturn: boolean | null;
  readonly isShipping: boolean | null;
}

export interface WirePaymentSources {
  readonly giftCard: number | null;
  readonly card: number | null;
  readonly voucher: number | null;
  readonly cash: number | null;
}

export interface WireBarcode {
  readonly format: string | null;
  readonly data: string | null;
}

export interface WireShippingInfo {
  readonly amount: number | null;
  readonly amountExcludingTax: number | null;
  readonly taxAmount: number | null;
  readonly taxPercentage: number | null;
}

/** The members from `giftCardAmount` on are deprecated; older callers still send them. */
export interface WireBottomLine {
  readonly currency: string | null;
  readonly tipAmount: number | null;
  readonly posId: string | null;
  readonly paymentSources: WirePaymentSources | null;
  readonly barcode: WireBarcode | null;
  readonly receiptNumber: string | null;
  readonly giftCardAmount: number | null;
  readonly totalAmount: number | null;
  readonly totalTax: number | null;
  readonly totalDiscount: number | null;
  readonly shippingAmount: number | null;
  readonly shippingInfo: WireShippingInfo | null;
  readonly terminalId: string | null;
}

export interface WireReceipt {
  readonly orderLines: readonly WireOrderLine[];
  readonly bottomLine: WireBottomLine | null;
}

export interface WireStoredOrder {
  readonly category: WireOrderInfo | null;
  readonly receipt: WireReceipt | null;
}

export interface WireCategory {
  readonly categoryId: string;
  readonly orderId: string | null;
  readonly paymentType: string | null;
  readonly type: string | null;
  readonly url: string | null;
  readonly imageId: string | null;
}

/** What an order is known by. The MSN travels in a header only, so it belongs into every key. */
export interface OrderRef {
  readonly msn: string;
  readonly paymentType: 'ECOM' | 'RECURRING';
  readonly orderId: string;
}

export interface OrderInfoBody {
  readonly category: string;
  readonly orderDetailsUrl: string;
  readonly imageId?: string;
}

export interface CategoryBody {
  readonly orderId: string;
  readonly paymentType: 'ECOM' | 'RECURRING';
  readonly type: string;
  readonly url: string;
  readonly imageId?: string;
}

export interface ImageBody {
  readonly imageId: string;
  /** Base64 of a PNG or JPEG. */
  readonly src: string;
}

export interface OrderLineBody {
  readonly name: string;
  readonly id: string;
  readonly totalAmount: number;
  readonly totalAmountExcludingTax: number;
  readonly totalTaxAmount: number;
  readonly taxRate?: number;
  readonly unitInfo?: {
    readonly unitPrice: number;
    readonly quantity: string;
    readonly quantityUnit?: string;
  };
  readonly discount?: number;
  readonly productUrl?: string;
  readonly isReturn: boolean;
  readonly isShipping: boolean;
}

export interface ReceiptBody {
  readonly orderLines: readonly OrderLineBody[];
  readonly bottomLine: {
    readonly currency: string;
    readonly tipAmount?: number;
    readonly posId?: string;
    readonly paymentSources?: Partial<Readonly<Record<'giftCard' | 'card' | 'voucher' | 'cash', number>>>;
    readonly barcode?: { readonly format: string; readonly data: string };
    readonly receiptNumber?: string;
  };
}
