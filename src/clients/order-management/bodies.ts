/** The request bodies of the Order Management API. */

/** Identifies an order. The MSN travels in a header only, so every cache key must include it. */
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

/** What the bottom line of a v1 receipt may hold besides. */
export interface OlderBottomLine {
  readonly giftCardAmount?: number;
  readonly totalAmount?: number;
  readonly totalTax?: number;
  readonly totalDiscount?: number;
  readonly shippingAmount?: number;
  readonly shippingInfo?: {
    readonly amount: number;
    readonly amountExcludingTax: number;
    readonly taxAmount: number;
    readonly taxPercentage: number;
  };
  readonly terminalId?: string;
}

/** The receipt of a transaction, for v1. */
export interface TransactionReceiptBody extends ReceiptBody {
  readonly bottomLine: ReceiptBody['bottomLine'] & OlderBottomLine;
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
