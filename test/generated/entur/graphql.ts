/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** An order whose pending lines are confirmed. */
export type EnturConfirmOrderLinesInput = {
  /** The order. */
  orderId: string | number;
};

/** A payment for a version of an order. */
export type EnturCreatePaymentInput = {
  /** Currency of the total. Null leaves it to the service, which takes NOK. */
  currency?: string | null | undefined;
  /** The order. */
  orderId: string | number;
  /** The version of the order that is paid, from 1. */
  orderVersion: number;
  /** What is paid in major units, at most 18 digits and 5 of them decimals; sent digit for digit. */
  totalAmount: string;
  /** How all of it is paid: its amount must equal `totalAmount`. Null leaves that to transactions that are added later. */
  transaction?: EnturTransactionInput | null | undefined;
};

/** How far a credit has come. */
export type EnturCreditStatus =
  /** It is there; the money is not given back yet. */
  | 'CREATED'
  /** The money is given back. */
  | 'CREDITED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** Tickets that are sent to the card and ticket store (NOD). */
export type EnturDistributeTicketsInput = {
  /** Ticket distribution groups, at least one and each once. */
  ticketDistributionGroupIds: Array<string | number>;
};

/** How travel rights get to the traveller. */
export type EnturDistributionDetailsInput = {
  /** The account that the right is stored in. Null for none. */
  customerAccountRef?: EnturRefInput | null | undefined;
  /** The customer who shall hold the ticket, digits. Null for who buys it. */
  distributionHolderCustomerId?: string | number | null | undefined;
  /** How the right is fulfilled. Null leaves it to the product. */
  fulfillmentMethodRef?: EnturRefInput | null | undefined;
  /** The kind of travel document. Null leaves it to the product. */
  typeOfTravelDocumentToIssueRef?: EnturRefInput | null | undefined;
};

/** A refund that is tried out. */
export type EnturDryRunRefundInput = {
  /** Whether some of the lines have been cancelled already. */
  includesCancelledOrderLines?: boolean;
  /** The order. */
  orderId: string | number;
  /** The parts of the refund, at least one. */
  refundOperations: Array<EnturRefundOperationInput>;
};

/** A right of a customer that an offer was made with. */
export type EnturEntitlementInput = {
  /** The benefit contract that gives the right, a UUID. Null when it comes from none. */
  contractId?: string | number | null | undefined;
  /** The entitlement product. */
  entitlementProductRef: EnturRefInput;
  /** The right as another system knows it. Null when none does. */
  externalEntitlementRef?: EnturRefInput | null | undefined;
};

/** What a fee is for. */
export type EnturFeeType =
  /** For booking. */
  | 'BOOKING'
  /** For a change. */
  | 'CHANGE'
  /** For a change, and not given back. */
  | 'CHANGE_NON_REFUNDABLE'
  /** For paying by invoice. */
  | 'INVOICE'
  /** Set by a person. */
  | 'MANUAL'
  /** For buying on board. */
  | 'ONBOARD'
  /** A penalty, such as for travelling without a ticket. */
  | 'PENALTY'
  /** Lowers the price. */
  | 'REDUCTION'
  /** For refunding. */
  | 'REFUNDING'
  /** A word this graph does not know yet; see `typeRaw`. */
  | 'UNKNOWN';

/** An offer and how it is taken. */
export type EnturOfferConfigurationInput = {
  /** How many times the offer is taken, from 1. Null means once. Not with `selectedTravellerIds`. */
  count?: number | null | undefined;
  /** Who the lines are for, with the rights that the offer demands. Null for nobody known. */
  customers?: Array<EnturOfferCustomerInput> | null | undefined;
  /** How the tickets get to the traveller. Null leaves it to the products. */
  distributionDetails?: EnturDistributionDetailsInput | null | undefined;
  /** Your own reference for the lines, for operators outside of Entur. Null for none. */
  externalReference?: string | null | undefined;
  /** The offer, a UUID. Offers live for 30 minutes. */
  offerId: string | number;
  /** Products of the offer that are taken as well. Null means none. */
  selectableProductIds?: Array<string | number> | null | undefined;
  /** The travellers of the offer who are included: each gets a line of the order, but for a group, which gets one. Null means all. Not with `count`. */
  selectedTravellerIds?: Array<string | number> | null | undefined;
};

/** A customer that an order line is for. */
export type EnturOfferCustomerInput = {
  /** The customer, by the id that your customer register gave. */
  customerId: string | number;
  /** Exactly the rights that the offer demands: with others the service refuses it. */
  entitlements?: Array<EnturEntitlementInput>;
};

/** Where an order, or a line of it, is in its life. */
export type EnturOrderStatus =
  /** Called off. */
  | 'CANCELLED'
  /** In force; an order comes here only while its balance is zero. */
  | 'CONFIRMED'
  /** Not paid for yet, or changed since: every new version begins so, and is thrown away at `expireAt`. */
  | 'DRAFT'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** Whether an agreement can be charged. */
export type EnturPaymentAgreementStatus =
  /** It can be charged. */
  | 'ACTIVE'
  /** Called off before it came into force. */
  | 'CANCELLED'
  /** It is there; the customer has not been asked yet. */
  | 'CREATED'
  /** The customer has not accepted it yet. */
  | 'PENDING'
  /** Ended, by the customer or the seller. */
  | 'STOPPED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** A kind of means to pay with. */
export type EnturPaymentTypeGroup =
  /** By an agent, who settles with Entur. */
  | 'AGENT'
  /** Notes and coins. */
  | 'CASH'
  /** Money on a travel card. */
  | 'ECARD'
  /** A gift card. */
  | 'GIFTCARD'
  /** An invoice. */
  | 'INVOICE'
  /** A phone, such as with Vipps. */
  | 'MOBILE'
  /** A credit or debit card. */
  | 'PAYMENTCARD'
  /** PayPal. */
  | 'PAYPAL'
  /** A bank transfer. */
  | 'REMITTED'
  /** A requisition. */
  | 'REQUISITION'
  /** A travel account. */
  | 'TRAVELACCOUNT'
  /** A word this graph does not know yet; see the field with the raw word. */
  | 'UNKNOWN';

/** A language of receipts. */
export type EnturReceiptLanguage =
  /** English. */
  | 'ENG'
  /** Norwegian (bokmål). */
  | 'NOB';

/** A kind of receipt. */
export type EnturReceiptType =
  /** Of lines that were cancelled. */
  | 'CANCEL'
  /** Of lines that were changed. */
  | 'CHANGE'
  /** Of money that was paid back. */
  | 'REFUND'
  /** Of what was bought. */
  | 'SALE';

/** Whether a stored card can be paid with. */
export type EnturRecurringPaymentStatus =
  /** It can be paid with. */
  | 'ACTIVE'
  /** Taken back. */
  | 'CANCELLED'
  /** The customer has not entered the card yet. */
  | 'CREATED'
  /** The card or the consent has run out. */
  | 'EXPIRED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** Something that lies outside of the service, by its id and version. */
export type EnturRefInput = {
  /** Its id. */
  id: string;
  /** Its version. Null means that none is named. */
  version?: string | null | undefined;
};

/** A refund as it was tried out. */
export type EnturRefundInput = {
  /** `totalRefundAmount` of the dry run that the user has agreed to. When a fresh dry run comes to another one, nothing is refunded. */
  expectedTotal: string;
  /** Whether some of the lines have been cancelled already. */
  includesCancelledOrderLines?: boolean;
  /** The order. */
  orderId: string | number;
  /** The parts of the refund, at least one. */
  refundOperations: Array<EnturRefundOperationInput>;
  /** The settlement that the credit belongs to. Null for none. */
  settlementId?: string | number | null | undefined;
};

/** A part of a refund, as an option of `EnturOrder.refundOptions` offers it. */
export type EnturRefundOperationInput = {
  /** What is paid back, in major units and in the currency of the order, at most 18 digits and 5 of them decimals; sent digit for digit. */
  amount: string;
  /** The line of the order, a UUID. */
  orderLineId: string | number;
};

/** Offers that become lines of an order. */
export type EnturReserveOffersInput = {
  /** The offers, at least one. */
  offerConfigurations: Array<EnturOfferConfigurationInput>;
  /** The order that the lines are added to. Null makes a new order. */
  orderId?: string | number | null | undefined;
};

/** A receipt of an order, and who gets it: an e-mail address or a phone number. */
export type EnturSendReceiptInput = {
  /** Mark it as a copy. */
  copyReceipt?: boolean;
  /** Where the receipt is mailed to. Null for SMS. */
  email?: string | null | undefined;
  /** The order. */
  orderId: string | number;
  /** Its version, from 1. Only versions with a payment or a credit have receipts. */
  orderVersion: number;
  /** The organisation that sold, by its number. Null for that of the keys. */
  organisationId?: string | number | null | undefined;
  /** Language of the receipt. */
  receiptLanguage?: EnturReceiptLanguage;
  /** The kind of receipt. Null leaves it to the service, which knows what became of the order. */
  receiptType?: EnturReceiptType | null | undefined;
  /** A serial number of your own. Null for none. */
  serialNumber?: string | null | undefined;
  /** The phone that gets it by SMS, digits with or without `+` and country code. Null for e-mail. */
  telephone?: string | null | undefined;
};

/** A transaction that is paid in the Vipps MobilePay app. */
export type EnturStartAppClaimInput = {
  /** What is paid for: the app shows it. */
  description: string;
  /** The payment. */
  paymentId: string | number;
  /** The phone number of the user: eight digits, a Norwegian number. */
  phoneNumber: string;
  /** Where the user comes back to: an http or https address, at most 1024 characters behind `://`. */
  redirectUrl: string;
  /** Its transaction. */
  transactionId: string | number;
};

/** One way in which a payment, or a part of it, is paid. */
export type EnturTransactionInput = {
  /** The amount in major units, at most 18 digits and 5 of them decimals; sent digit for digit. */
  amount: string;
  /** Currency of the amount. */
  currency?: string;
  /** The Vipps agreement that is charged. Null for none. Not with `recurringPaymentId`. */
  paymentAgreementId?: string | number | null | undefined;
  /** The method in the word of the service, such as `VIPPS`, `VISA` or `MASTERCARD`: `enturPaymentMethods` lists those that are switched on. Null leaves it to the service. */
  paymentType?: string | null | undefined;
  /** The group of the method in the word of the service, such as `MOBILE` for Vipps or `PAYMENTCARD` for cards; not `AGENT`, which is for imported transactions. Null leaves it to the service. */
  paymentTypeGroup?: string | null | undefined;
  /** The stored card that is charged. Null for none. Not with `paymentAgreementId`. */
  recurringPaymentId?: string | number | null | undefined;
};

/** How far a transaction has come. */
export type EnturTransactionStatus =
  /** Called off. */
  | 'CANCELLED'
  /** Paid: the money is taken. */
  | 'CAPTURED'
  /** It is there; nobody has been asked to pay yet. */
  | 'CREATED'
  /** Given back. */
  | 'CREDITED'
  /** The customer is paying, in a terminal or an app. */
  | 'INITIATED'
  /** Refused by the customer or the provider. */
  | 'REJECTED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

export type EnturCreditsQueryVariables = Exact<{
  above?: string;
  first?: number;
}>;


export type EnturCreditsQuery = { enturCredits: { totalCount: number, nodes: Array<{ creditId: string, orderId: string | null, status: EnturCreditStatus | null, statusRaw: string | null, totalCreditAmount: { amount: string, currency: string } | null, transactions: Array<{ status: EnturCreditStatus | null, reimbursementTypeGroup: string | null, amount: { amount: string } | null }> | null, order: { version: number | null, status: EnturOrderStatus | null } | null }> } | null };

export type EnturOrderOptionsQueryVariables = Exact<{
  orderId?: string | number;
}>;


export type EnturOrderOptionsQuery = { enturOrder: { orderId: string, version: number | null, refundOptions: { orderVersion: number | null, combinations: Array<Array<string>>, options: Array<{ transientId: string, orderLineId: string | null, expiresAt: string | null, refundAmount: { amount: string, currency: string } | null, fee: { amount: string } | null }> } | null, changeOptions: Array<{ orderLineId: string, optionId: string, types: Array<string> }> | null } | null };

export type EnturOrderQueryVariables = Exact<{
  orderId?: string | number;
}>;


export type EnturOrderQuery = { enturOrder: { orderId: string, version: number | null, status: EnturOrderStatus | null, statusRaw: string | null, createdAt: string | null, expireAt: string | null, totalAmount: { amount: string, currency: string } | null, balance: { amount: string, currency: string } | null, orderLines: Array<{ orderLineId: string, status: EnturOrderStatus | null, description: Array<{ lang: string | null, value: string }>, price: { taxRate: string | null, price: { amount: string, currency: string } | null, tax: { amount: string } | null } | null }> | null, fees: Array<{ feeId: string, type: EnturFeeType | null, price: { price: { amount: string } | null } | null }> | null, travellers: Array<{ travellerId: string }> | null, paymentRefs: Array<{ paymentId: string, completedAt: string | null, amount: { amount: string, currency: string } | null }> | null } | null };

export type EnturOrdersQueryVariables = Exact<{
  status?: string;
  first?: number;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type EnturOrdersQuery = { enturOrders: { totalCount: number, edges: Array<{ cursor: string, node: { orderId: string, version: number | null, lastConfirmedAt: string | null, totalAmount: { amount: string, currency: string } | null, payments: Array<{ paymentId: string, orderVersion: number | null, totalAmount: { amount: string } | null, transactions: Array<{ transactionId: string, status: EnturTransactionStatus | null, statusRaw: string | null, paymentType: string | null, paymentTypeGroup: EnturPaymentTypeGroup | null, amount: { amount: string } | null, remainingAmountToCapture: { amount: string } | null, operationLog: Array<{ operation: string | null, amount: { amount: string } | null }>, vippsFunds: { id: string } | null }> | null }> | null, credits: Array<{ creditId: string, status: EnturCreditStatus | null, totalCreditAmount: { amount: string } | null, transactions: Array<{ transactionId: string | null, status: EnturCreditStatus | null, reimbursementMethod: string | null, amount: { amount: string } | null }> | null }> | null, ticketDistributionGroups: Array<{ groupId: string, orderLineId: string | null, ticketDistributions: Array<{ ticketDistributionId: string, distributionStatus: string | null, startOfValidity: string | null, endOfValidity: string | null }> }> | null } }>, pageInfo: { startCursor: string | null, endCursor: string | null, hasNextPage: boolean, hasPreviousPage: boolean } } | null };

export type EnturPaymentsQueryVariables = Exact<{
  paymentType?: string;
  first?: number;
}>;


export type EnturPaymentsQuery = { enturPayments: { totalCount: number, nodes: Array<{ paymentId: string, orderId: string | null, orderVersion: number | null, active: boolean | null, createdAt: string | null, totalAmount: { amount: string, currency: string } | null, order: { orderId: string, status: EnturOrderStatus | null, balance: { amount: string } | null } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null, enturPaymentMethods: Array<{ paymentTypeGroup: string | null, paymentTypes: Array<string> }> | null };

export type EnturPurchaseReserveOffersMutationVariables = Exact<{
  input?: EnturReserveOffersInput;
}>;


export type EnturPurchaseReserveOffersMutation = { enturReserveOffers: { orderId: string | null, orderLineIds: Array<string>, order: { version: number | null, status: EnturOrderStatus | null, expireAt: string | null, totalAmount: { amount: string, currency: string } | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchaseOrderQueryVariables = Exact<{
  orderId?: string | number;
}>;


export type EnturPurchaseOrderQuery = { enturOrder: { orderId: string, version: number | null, status: EnturOrderStatus | null, balance: { amount: string, currency: string } | null, orderLines: Array<{ orderLineId: string, status: EnturOrderStatus | null, description: Array<{ lang: string | null, value: string }> }> | null, paymentRefs: Array<{ paymentId: string, completedAt: string | null }> | null } | null };

export type EnturPurchaseCreatePaymentMutationVariables = Exact<{
  input?: EnturCreatePaymentInput;
}>;


export type EnturPurchaseCreatePaymentMutation = { enturCreatePayment: { paymentId: string | null, transactionId: string | null, wasFound: boolean, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchaseStartAppClaimMutationVariables = Exact<{
  input?: EnturStartAppClaimInput;
}>;


export type EnturPurchaseStartAppClaimMutation = { enturStartAppClaim: { appClaimUrl: string | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchasePaymentQueryVariables = Exact<{
  paymentId?: string | number;
}>;


export type EnturPurchasePaymentQuery = { enturPayment: { paymentId: string, totalAmount: { amount: string, currency: string } | null, transactions: Array<{ transactionId: string, status: EnturTransactionStatus | null }> | null } | null };

export type EnturPurchaseConfirmMutationVariables = Exact<{
  input?: EnturConfirmOrderLinesInput;
}>;


export type EnturPurchaseConfirmMutation = { enturConfirmOrderLines: { wasFoundConfirmed: boolean, order: { status: EnturOrderStatus | null, balance: { amount: string } | null, ticketDistributionGroups: Array<{ groupId: string }> | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchaseDistributeMutationVariables = Exact<{
  input?: EnturDistributeTicketsInput;
}>;


export type EnturPurchaseDistributeMutation = { enturDistributeTickets: { ticketDistributionGroups: Array<{ groupId: string, orderId: string | null }> | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchaseSendReceiptMutationVariables = Exact<{
  input?: EnturSendReceiptInput;
}>;


export type EnturPurchaseSendReceiptMutation = { enturSendReceipt: { reference: string | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchaseDryRunMutationVariables = Exact<{
  input?: EnturDryRunRefundInput;
}>;


export type EnturPurchaseDryRunMutation = { enturDryRunRefund: { totalRefundAmount: string | null, fees: Array<{ type: string | null, amount: string | null }>, affectedTransactions: Array<{ paymentId: string | null, transactionId: string | null, amount: string | null }>, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturPurchaseRefundMutationVariables = Exact<{
  input?: EnturRefundInput;
}>;


export type EnturPurchaseRefundMutation = { enturRefund: { dryRunTotal: string | null, credit: { creditId: string, orderId: string | null } | null, order: { status: EnturOrderStatus | null } | null, userErrors: Array<{ field: Array<string> | null, code: string, message: string }>, warnings: Array<{ field: Array<string> | null, code: string, message: string }> } | null };

export type EnturStoredCardsQueryVariables = Exact<{
  customerNumber?: string | number;
  agreementId?: string | number;
}>;


export type EnturStoredCardsQuery = { enturRecurringPayments: Array<{ recurringPaymentId: string, isPrimary: boolean | null, status: EnturRecurringPaymentStatus | null, statusRaw: string | null, paymentType: string | null, maskedPan: string | null, cardExpiresAt: string | null, expiresAt: string | null, nickname: string | null }> | null, enturPaymentAgreement: { agreementId: string, status: EnturPaymentAgreementStatus | null, productName: string | null, pricing: { agreementType: string | null, amountInMinorUnits: number | null, currency: string | null, intervalUnit: string | null, intervalCount: number | null } | null } | null };

export type EnturTicketsQueryVariables = Exact<{
  orderId?: string | number;
  from?: string;
  last?: number;
}>;


export type EnturTicketsQuery = { enturTicketDistributionGroups: { totalCount: number, nodes: Array<{ groupId: string, orderLineId: string | null, updatedAt: string | null, ticketDistributions: Array<{ ticketDistributionId: string, distributionStatus: string | null, startOfValidity: string | null, endOfValidity: string | null, legs: Array<{ mode: string | null, departureTime: string | null, arrivalTime: string | null }>, seats: Array<{ railcarNumber: string | null, seatNumber: string | null }> }>, order: { status: EnturOrderStatus | null } | null }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const EnturCreditsDocument = new TypedDocumentString(`
    query EnturCredits($above: EnturDecimal! = "100.00", $first: Int! = 10) {
  enturCredits(filter: {totalCreditAmount: {gt: $above}}, first: $first) {
    totalCount
    nodes {
      creditId
      orderId
      status
      statusRaw
      totalCreditAmount {
        amount
        currency
      }
      transactions {
        status
        amount {
          amount
        }
        reimbursementTypeGroup
      }
      order {
        version
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnturCreditsQuery, EnturCreditsQueryVariables>;
export const EnturOrderOptionsDocument = new TypedDocumentString(`
    query EnturOrderOptions($orderId: ID! = "ABCDEFGH") {
  enturOrder(orderId: $orderId) {
    orderId
    version
    refundOptions {
      orderVersion
      options {
        transientId
        orderLineId
        refundAmount {
          amount
          currency
        }
        fee {
          amount
        }
        expiresAt
      }
      combinations
    }
    changeOptions {
      orderLineId
      optionId
      types
    }
  }
}
    `) as unknown as TypedDocumentString<EnturOrderOptionsQuery, EnturOrderOptionsQueryVariables>;
export const EnturOrderDocument = new TypedDocumentString(`
    query EnturOrder($orderId: ID! = "ABCDEFGH") {
  enturOrder(orderId: $orderId) {
    orderId
    version
    status
    statusRaw
    createdAt
    expireAt
    totalAmount {
      amount
      currency
    }
    balance {
      amount
      currency
    }
    orderLines {
      orderLineId
      status
      description {
        lang
        value
      }
      price {
        price {
          amount
          currency
        }
        tax {
          amount
        }
        taxRate
      }
    }
    fees {
      feeId
      type
      price {
        price {
          amount
        }
      }
    }
    travellers {
      travellerId
    }
    paymentRefs {
      paymentId
      amount {
        amount
        currency
      }
      completedAt
    }
  }
}
    `) as unknown as TypedDocumentString<EnturOrderQuery, EnturOrderQueryVariables>;
export const EnturOrdersDocument = new TypedDocumentString(`
    query EnturOrders($status: String! = "CONFIRMED", $first: Int! = 10, $after: String, $last: Int, $before: String) {
  enturOrders(
    filter: {status: {eq: $status}}
    orderBy: {field: CREATED_AT}
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    edges {
      cursor
      node {
        orderId
        version
        lastConfirmedAt
        totalAmount {
          amount
          currency
        }
        payments {
          paymentId
          orderVersion
          totalAmount {
            amount
          }
          transactions {
            transactionId
            status
            statusRaw
            paymentType
            paymentTypeGroup
            amount {
              amount
            }
            remainingAmountToCapture {
              amount
            }
            operationLog {
              operation
              amount {
                amount
              }
            }
            vippsFunds {
              id
            }
          }
        }
        credits {
          creditId
          status
          totalCreditAmount {
            amount
          }
          transactions {
            transactionId
            status
            amount {
              amount
            }
            reimbursementMethod
          }
        }
        ticketDistributionGroups {
          groupId
          orderLineId
          ticketDistributions {
            ticketDistributionId
            distributionStatus
            startOfValidity
            endOfValidity
          }
        }
      }
    }
    pageInfo {
      startCursor
      endCursor
      hasNextPage
      hasPreviousPage
    }
  }
}
    `) as unknown as TypedDocumentString<EnturOrdersQuery, EnturOrdersQueryVariables>;
export const EnturPaymentsDocument = new TypedDocumentString(`
    query EnturPayments($paymentType: String! = "VIPPS", $first: Int! = 10) {
  enturPayments(filter: {paymentType: {eq: $paymentType}}, first: $first) {
    totalCount
    nodes {
      paymentId
      orderId
      orderVersion
      active
      createdAt
      totalAmount {
        amount
        currency
      }
      order {
        orderId
        status
        balance {
          amount
        }
      }
    }
    pageInfo {
      endCursor
      hasNextPage
    }
  }
  enturPaymentMethods {
    paymentTypeGroup
    paymentTypes
  }
}
    `) as unknown as TypedDocumentString<EnturPaymentsQuery, EnturPaymentsQueryVariables>;
export const EnturPurchaseReserveOffersDocument = new TypedDocumentString(`
    mutation EnturPurchaseReserveOffers($input: EnturReserveOffersInput! = {offerConfigurations: [{offerId: "3f6d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b", selectedTravellerIds: ["kari"], customers: [{customerId: "3100417"}]}]}) {
  enturReserveOffers(input: $input) {
    orderId
    orderLineIds
    order {
      version
      status
      expireAt
      totalAmount {
        amount
        currency
      }
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseReserveOffersMutation, EnturPurchaseReserveOffersMutationVariables>;
export const EnturPurchaseOrderDocument = new TypedDocumentString(`
    query EnturPurchaseOrder($orderId: ID! = "6H36RT3M") {
  enturOrder(orderId: $orderId) {
    orderId
    version
    status
    balance {
      amount
      currency
    }
    orderLines {
      orderLineId
      status
      description {
        lang
        value
      }
    }
    paymentRefs {
      paymentId
      completedAt
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseOrderQuery, EnturPurchaseOrderQueryVariables>;
export const EnturPurchaseCreatePaymentDocument = new TypedDocumentString(`
    mutation EnturPurchaseCreatePayment($input: EnturCreatePaymentInput! = {orderId: "6H36RT3M", orderVersion: 1, totalAmount: "524.50", transaction: {amount: "524.50", paymentType: "VIPPS", paymentTypeGroup: "MOBILE"}}) {
  enturCreatePayment(input: $input) {
    paymentId
    transactionId
    wasFound
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseCreatePaymentMutation, EnturPurchaseCreatePaymentMutationVariables>;
export const EnturPurchaseStartAppClaimDocument = new TypedDocumentString(`
    mutation EnturPurchaseStartAppClaim($input: EnturStartAppClaimInput! = {paymentId: "900004", transactionId: "2147483703", phoneNumber: "99887766", redirectUrl: "https://shop.example/paid", description: "Oslo S – Stavanger"}) {
  enturStartAppClaim(input: $input) {
    appClaimUrl
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseStartAppClaimMutation, EnturPurchaseStartAppClaimMutationVariables>;
export const EnturPurchasePaymentDocument = new TypedDocumentString(`
    query EnturPurchasePayment($paymentId: ID! = "900004") {
  enturPayment(paymentId: $paymentId) {
    paymentId
    totalAmount {
      amount
      currency
    }
    transactions {
      transactionId
      status
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchasePaymentQuery, EnturPurchasePaymentQueryVariables>;
export const EnturPurchaseConfirmDocument = new TypedDocumentString(`
    mutation EnturPurchaseConfirm($input: EnturConfirmOrderLinesInput! = {orderId: "6H36RT3M"}) {
  enturConfirmOrderLines(input: $input) {
    wasFoundConfirmed
    order {
      status
      balance {
        amount
      }
      ticketDistributionGroups {
        groupId
      }
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseConfirmMutation, EnturPurchaseConfirmMutationVariables>;
export const EnturPurchaseDistributeDocument = new TypedDocumentString(`
    mutation EnturPurchaseDistribute($input: EnturDistributeTicketsInput! = {ticketDistributionGroupIds: ["e5e0455b-ff3e-4fdc-8be4-731bc4f31426"]}) {
  enturDistributeTickets(input: $input) {
    ticketDistributionGroups {
      groupId
      orderId
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseDistributeMutation, EnturPurchaseDistributeMutationVariables>;
export const EnturPurchaseSendReceiptDocument = new TypedDocumentString(`
    mutation EnturPurchaseSendReceipt($input: EnturSendReceiptInput! = {orderId: "6H36RT3M", orderVersion: 1, email: "kari@example.com", receiptLanguage: NOB}) {
  enturSendReceipt(input: $input) {
    reference
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseSendReceiptMutation, EnturPurchaseSendReceiptMutationVariables>;
export const EnturPurchaseDryRunDocument = new TypedDocumentString(`
    mutation EnturPurchaseDryRun($input: EnturDryRunRefundInput! = {orderId: "6H36RT3M", refundOperations: [{orderLineId: "d74523cc-1adb-45b8-82a5-ed1d4af9f9e4", amount: "524.50"}]}) {
  enturDryRunRefund(input: $input) {
    totalRefundAmount
    fees {
      type
      amount
    }
    affectedTransactions {
      paymentId
      transactionId
      amount
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseDryRunMutation, EnturPurchaseDryRunMutationVariables>;
export const EnturPurchaseRefundDocument = new TypedDocumentString(`
    mutation EnturPurchaseRefund($input: EnturRefundInput! = {orderId: "6H36RT3M", refundOperations: [{orderLineId: "d74523cc-1adb-45b8-82a5-ed1d4af9f9e4", amount: "524.50"}], expectedTotal: "524.50"}) {
  enturRefund(input: $input) {
    dryRunTotal
    credit {
      creditId
      orderId
    }
    order {
      status
    }
    userErrors {
      field
      code
      message
    }
    warnings {
      field
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<EnturPurchaseRefundMutation, EnturPurchaseRefundMutationVariables>;
export const EnturStoredCardsDocument = new TypedDocumentString(`
    query EnturStoredCards($customerNumber: ID! = "3100417", $agreementId: ID! = "8001") {
  enturRecurringPayments(customerNumber: $customerNumber, includeExpired: true) {
    recurringPaymentId
    isPrimary
    status
    statusRaw
    paymentType
    maskedPan
    cardExpiresAt
    expiresAt
    nickname
  }
  enturPaymentAgreement(agreementId: $agreementId) {
    agreementId
    status
    productName
    pricing {
      agreementType
      amountInMinorUnits
      currency
      intervalUnit
      intervalCount
    }
  }
}
    `) as unknown as TypedDocumentString<EnturStoredCardsQuery, EnturStoredCardsQueryVariables>;
export const EnturTicketsDocument = new TypedDocumentString(`
    query EnturTickets($orderId: ID! = "ABCDEFGH", $from: DateTime! = "2018-09-01T00:00:00Z", $last: Int! = 5) {
  enturTicketDistributionGroups(
    filter: {orderId: {in: [$orderId]}, startOfValidity: {gte: $from}}
    last: $last
  ) {
    totalCount
    nodes {
      groupId
      orderLineId
      updatedAt
      ticketDistributions {
        ticketDistributionId
        distributionStatus
        startOfValidity
        endOfValidity
        legs {
          mode
          departureTime
          arrivalTime
        }
        seats {
          railcarNumber
          seatNumber
        }
      }
      order {
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EnturTicketsQuery, EnturTicketsQueryVariables>;