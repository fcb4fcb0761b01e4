/** Something done to a transaction. Failed operations are not logged. */
export interface Operation {
  readonly operation: string;
  readonly amount: string;
  readonly createdAt: string;
}

/** Where a transaction can stand. */
export type TransactionStatus = 'CREATED' | 'INITIATED' | 'CAPTURED' | 'CANCELLED' | 'REJECTED' | 'CREDITED';

/** An attempt to pay by one means. */
export interface StoredTransaction {
  readonly transactionId: number;
  readonly status: TransactionStatus;
  readonly amount: string;
  readonly currency: string;
  readonly createdAt: number;
  readonly isImport: boolean;
  readonly paymentType?: string | undefined;
  readonly paymentTypeGroup?: string | undefined;
  readonly cardNumber?: string;
  readonly rrn?: string | undefined;
  readonly recurringPaymentId?: number | undefined;
  readonly paymentAgreementId?: number | undefined;
  readonly operationLog: readonly Operation[];
  /** What was paid back of it, as amounts. */
  readonly credited: readonly string[];
  /** The outside provider's id; for Vipps the `pspReference` of the capture. */
  readonly externalTransactionId?: string;
  /** When an app payment ends by itself, and how. */
  readonly endsAt?: number | undefined;
  readonly outcome?: 'CAPTURED' | 'REJECTED' | 'CANCELLED';
}

/** What is to be paid for a version of an order. */
export interface StoredPayment {
  readonly paymentId: number;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly organisationId: number;
  readonly totalAmount: string;
  readonly currency: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly active: boolean;
  readonly customerNumber?: string | undefined;
  readonly settlementId?: string;
  readonly transactions: readonly StoredTransaction[];
  readonly shown?: Readonly<Record<string, unknown>>;
}

/** Money given back on one transaction. */
export interface CreditTransaction {
  readonly creditTransactionId: number;
  readonly status: 'CREATED' | 'CREDITED';
  readonly amount: string;
  readonly currency: string;
  readonly paymentId?: number | undefined;
  readonly transactionId?: number | undefined;
  readonly reimbursementMethod?: string | undefined;
  readonly reimbursementTypeGroup?: string | undefined;
}

/** Money given back for an order. */
export interface StoredCredit {
  readonly creditId: number;
  readonly orderId: string;
  readonly orderVersion: number;
  readonly organisationId: number;
  readonly totalCreditAmount: string;
  readonly currency: string;
  readonly status: 'CREATED' | 'CREDITED';
  readonly active: boolean;
  readonly createdAt: number;
  readonly customerNumber?: string | undefined;
  readonly settlementId?: string | undefined;
  readonly creditTransactions: readonly CreditTransaction[];
}

/** A stored card. */
export interface StoredCard {
  readonly recurringPaymentId: number;
  readonly customerNumber: string;
  readonly nickname: string;
  readonly primary: boolean;
  readonly recurringStatus: string;
  readonly paymentType: string;
  readonly maskedPan: string;
  readonly cardExpiresAt: string;
  readonly expiresAt: string;
}

/** A Vipps agreement to pay again and again. */
export interface StoredAgreement {
  readonly agreementId: number;
  readonly customerNumber: string;
  readonly status: string;
  readonly productName: string;
  readonly pricing: unknown;
  readonly providerData: unknown;
  readonly createdAt: number;
}
