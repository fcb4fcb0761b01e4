/** What changes send, member for member in the words of the services, in the order in which it is sent. */

export interface RefBody {
  readonly id: string;
  readonly version?: string;
}

export interface OfferCustomerBody {
  readonly customerId: string;
  readonly entitlements: readonly {
    readonly contractId?: string;
    readonly entitlementProductRef: RefBody;
    readonly externalEntitlementRef?: RefBody;
  }[];
}

export interface DistributionDetailsBody {
  readonly fulfillmentMethodRef?: RefBody;
  readonly typeOfTravelDocumentToIssueRef?: RefBody;
  readonly customerAccountRef?: RefBody;
  readonly distributionHolderCustomerId?: string;
}

interface OfferBody {
  readonly offerId: string;
  readonly selectedTravellerIds?: readonly string[];
  readonly selectableProductIds?: readonly string[];
  readonly customers?: readonly OfferCustomerBody[];
  readonly externalReference?: string;
  readonly distributionDetails?: DistributionDetailsBody;
}

export interface ReserveOffersBody {
  /** Without it a new order is made. */
  readonly orderId?: string;
  readonly offerConfigurations: readonly (OfferBody & { readonly count?: number })[];
}

export interface UpdateOrderLinesBody {
  readonly orderId: string;
  readonly offerConfigurations: readonly (OfferBody & {
    readonly orderLineId: string;
    readonly selectedOrderLineIds?: readonly string[];
  })[];
  readonly refundPriceDifference: boolean;
}

export interface UpdateOrderBody {
  readonly contactInfo?: {
    readonly createdBy?: { readonly id: string };
    readonly contact?: { readonly id: string };
  };
  readonly externalReference?: string;
  readonly expireAt?: string;
  readonly specialOrderCause?: { readonly causeCode: string };
}

export interface TransactionBody {
  /** Digit for digit. */
  readonly amount: string;
  readonly currency: string;
  readonly paymentType?: string;
  readonly paymentTypeGroup?: string;
  readonly isImport: false;
  readonly recurringPaymentId?: number;
  readonly paymentAgreementId?: number;
}

export interface PaymentBody {
  readonly orderId: string;
  readonly orderVersion: number;
  /** Digit for digit. */
  readonly totalAmount: string;
  readonly currency?: string;
  readonly transaction?: TransactionBody;
}

export interface TerminalBody {
  readonly redirectUrl: string;
  readonly callbackUrl?: string;
  readonly storePayment?: boolean;
  readonly terminalLanguage?: string;
  readonly countryCode?: string;
  readonly customerNumber?: string;
}

export interface AppClaimBody {
  readonly description: string;
  readonly phoneNumber: string;
  readonly redirectUrl: string;
}

export interface ReceiptBody {
  readonly orderId: string;
  readonly orderVersion: number;
  readonly distribution: { readonly email?: string; readonly telephone?: string };
  readonly receiptLanguage: 'nob' | 'eng';
  readonly serialNumber?: string;
  readonly copyReceipt: boolean;
}

/** What stands in the query of a receipt. */
export interface ReceiptQuery {
  readonly organisationId?: string;
  readonly receiptType?: string;
}

/** One part of a refund: a line of the order, and what is paid back of it. */
export interface RefundOperation {
  readonly orderLineId: string;
  readonly amount: string;
}

export interface RefundRequest {
  readonly operations: readonly RefundOperation[];
  readonly includesCancelledOrderLines: boolean;
}

export interface Compensation {
  readonly orderId: string;
  readonly elements: readonly {
    readonly orderLineIds: readonly string[];
    readonly compensationAmount: string;
    readonly compensationReason?: string;
  }[];
  readonly overrideReimbursementType?: 'CASH';
}

export interface StoredCardBody {
  readonly customerNumber: string;
  readonly nickname?: string;
}

export interface StoredCardPatch {
  readonly nickname?: string;
  readonly isPrimary?: boolean;
}
