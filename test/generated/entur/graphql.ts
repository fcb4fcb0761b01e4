/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How far a credit has come. */
export type EnturCreditStatus =
  /** It is there; the money is not given back yet. */
  | 'CREATED'
  /** The money is given back. */
  | 'CREDITED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

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


export type EnturCreditsQuery = { enturCredits: { totalCount: number, nodes: Array<{ creditId: string, orderId: string | null, status: EnturCreditStatus | null, statusRaw: string | null, totalCreditAmount: { amount: string, currency: string } | null, transactions: Array<{ status: EnturCreditStatus | null, reimbursementTypeGroup: string | null, amount: { amount: string } | null }>, order: { version: number | null, status: EnturOrderStatus | null } | null }> } | null };

export type EnturOrderOptionsQueryVariables = Exact<{
  orderId?: string | number;
}>;


export type EnturOrderOptionsQuery = { enturOrder: { orderId: string, version: number | null, refundOptions: { orderVersion: number | null, combinations: Array<Array<string>>, options: Array<{ transientId: string, orderLineId: string | null, expiresAt: string | null, refundAmount: { amount: string, currency: string } | null, fee: { amount: string } | null }> } | null, changeOptions: Array<{ orderLineId: string, optionId: string, types: Array<string> }> | null } | null };

export type EnturOrderQueryVariables = Exact<{
  orderId?: string | number;
}>;


export type EnturOrderQuery = { enturOrder: { orderId: string, version: number | null, status: EnturOrderStatus | null, statusRaw: string | null, createdAt: string | null, expireAt: string | null, totalAmount: { amount: string, currency: string } | null, balance: { amount: string, currency: string } | null, orderLines: Array<{ orderLineId: string, status: EnturOrderStatus | null, description: Array<{ lang: string | null, value: string }>, price: { taxRate: string | null, price: { amount: string, currency: string } | null, tax: { amount: string } | null } | null }>, fees: Array<{ feeId: string, type: EnturFeeType | null, price: { price: { amount: string } | null } | null }>, travellers: Array<{ travellerId: string }>, paymentRefs: Array<{ paymentId: string, completedAt: string | null, amount: { amount: string, currency: string } | null }> } | null };

export type EnturOrdersQueryVariables = Exact<{
  status?: string;
  first?: number;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type EnturOrdersQuery = { enturOrders: { totalCount: number, edges: Array<{ cursor: string, node: { orderId: string, version: number | null, lastConfirmedAt: string | null, totalAmount: { amount: string, currency: string } | null, payments: Array<{ paymentId: string, orderVersion: number | null, totalAmount: { amount: string } | null, transactions: Array<{ transactionId: string, status: EnturTransactionStatus | null, statusRaw: string | null, paymentType: string | null, paymentTypeGroup: EnturPaymentTypeGroup | null, amount: { amount: string } | null, remainingAmountToCapture: { amount: string } | null, operationLog: Array<{ operation: string | null, amount: { amount: string } | null }>, vippsFunds: { id: string } | null }> }> | null, credits: Array<{ creditId: string, status: EnturCreditStatus | null, totalCreditAmount: { amount: string } | null, transactions: Array<{ transactionId: string | null, status: EnturCreditStatus | null, reimbursementMethod: string | null, amount: { amount: string } | null }> }> | null, ticketDistributionGroups: Array<{ groupId: string, orderLineId: string | null, ticketDistributions: Array<{ ticketDistributionId: string, distributionStatus: string | null, startOfValidity: string | null, endOfValidity: string | null }> }> | null } }>, pageInfo: { startCursor: string | null, endCursor: string | null, hasNextPage: boolean, hasPreviousPage: boolean } } | null };

export type EnturPaymentsQueryVariables = Exact<{
  paymentType?: string;
  first?: number;
}>;


export type EnturPaymentsQuery = { enturPayments: { totalCount: number, nodes: Array<{ paymentId: string, orderId: string | null, orderVersion: number | null, active: boolean | null, createdAt: string | null, totalAmount: { amount: string, currency: string } | null, order: { orderId: string, status: EnturOrderStatus | null, balance: { amount: string } | null } | null }>, pageInfo: { endCursor: string | null, hasNextPage: boolean } } | null, enturPaymentMethods: Array<{ paymentTypeGroup: string | null, paymentTypes: Array<string> }> | null };

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