/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

export type EnturOrderQueryVariables = Exact<{
  orderId?: string | number;
}>;


export type EnturOrderQuery = { enturOrder: { orderId: string, version: number | null, status: EnturOrderStatus | null, statusRaw: string | null, createdAt: string | null, expireAt: string | null, totalAmount: { amount: string, currency: string } | null, balance: { amount: string, currency: string } | null, orderLines: Array<{ orderLineId: string, status: EnturOrderStatus | null, description: Array<{ lang: string | null, value: string }>, price: { taxRate: string | null, price: { amount: string, currency: string } | null, tax: { amount: string } | null } | null }>, fees: Array<{ feeId: string, type: EnturFeeType | null, price: { price: { amount: string } | null } | null }>, travellers: Array<{ travellerId: string }>, paymentRefs: Array<{ paymentId: string, completedAt: string | null, amount: { amount: string, currency: string } | null }> } | null };

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