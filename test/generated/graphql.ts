/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Names a business by a national register and the number in it. */
export type BusinessIdentifierInput = {
  /** Number in that register: digits, with a hyphen in Finland, e.g. `311100459` or `2999002-8`. */
  id: string;
  /** Register that issued the number: `business:NO:ORG` (Norway), `business:DK:CVR` (Denmark) or `business:FI:Y-tunnus` (Finland). The list may grow. */
  scheme: string;
};

/** When the money of a payment is taken. */
export type CaptureType =
  /** Captured at once when the user approves (`DirectCapture`). */
  | 'DIRECT_CAPTURE'
  /** The unit takes no payments (`NotApplicable`). */
  | 'NOT_APPLICABLE'
  /** Reserved first, captured by a call of its own (`ReserveCapture`): the default. */
  | 'RESERVE_CAPTURE'
  /** A word this graph does not know yet; see `captureTypeRaw`. */
  | 'UNKNOWN';

/** Whether a merchant is in business with Vipps MobilePay. */
export type MerchantStatus =
  /** In business. */
  | 'ACTIVE'
  /** Closed: its sales units take no payments. */
  | 'DEACTIVATED'
  /** A word this graph does not know yet; see `statusRaw`. */
  | 'UNKNOWN';

/** Narrows a list of sales units. Conditions add up. */
export type SalesUnitFilter = {
  /** Only units of this merchant. */
  merchant?: BusinessIdentifierInput | null | undefined;
  /** Text that the name holds; upper and lower case are the same. */
  name?: string | null | undefined;
};

export type FindSalesUnitsQueryVariables = Exact<{
  name?: string;
}>;


export type FindSalesUnitsQuery = { salesUnits: { totalCount: number, edges: Array<{ cursor: string, node: { id: string, msn: string, name: string | null } }> } | null };

export type MerchantQueryVariables = Exact<{
  scheme?: string;
  id?: string;
  first?: number;
}>;


export type MerchantQuery = { merchant: { id: string, name: string | null, status: MerchantStatus | null, statusRaw: string | null, createdAt: string | null, updatedAt: string | null, countryCode: string | null, businessIdentifier: { scheme: string, id: string }, businessAddress: { lines: Array<string>, postCode: string | null, city: string | null, countryCode: string | null } | null, businessPostAddress: { lines: Array<string>, postCode: string | null, city: string | null, countryCode: string | null } | null, salesUnits: { totalCount: number, nodes: Array<{ msn: string, name: string | null }> } | null } | null };

export type SalesUnitQueryVariables = Exact<{
  msn?: string;
}>;


export type SalesUnitQuery = { salesUnit: { id: string, msn: string, name: string | null, businessIdentifier: { scheme: string, id: string } | null, configuration: { paymentAllowed: boolean | null, captureType: CaptureType | null, captureTypeRaw: string | null, skipLandingPageAllowed: boolean | null, recurringAllowed: boolean | null, partialCaptureAllowed: boolean | null, lateCaptureAllowed: boolean | null, landingPagePhoneNumberLocked: boolean | null, longLivingPaymentAllowed: boolean | null, creditCardPaymentAllowed: boolean | null } | null, settlementBankAccount: { scheme: string, id: string } | null, merchant: { name: string | null } | null } | null };

export type SalesUnitsQueryVariables = Exact<{
  first?: number;
  after?: string | null | undefined;
  filter?: SalesUnitFilter | null | undefined;
}>;


export type SalesUnitsQuery = { salesUnits: { totalCount: number, nodes: Array<{ msn: string, name: string | null, configuration: { paymentAllowed: boolean | null, captureType: CaptureType | null, recurringAllowed: boolean | null } | null, merchant: { name: string | null, status: MerchantStatus | null, countryCode: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } | null };

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

export const FindSalesUnitsDocument = new TypedDocumentString(`
    query FindSalesUnits($name: String! = "nettbutikk") {
  salesUnits(first: 20, filter: {name: $name}) {
    totalCount
    edges {
      cursor
      node {
        id
        msn
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindSalesUnitsQuery, FindSalesUnitsQueryVariables>;
export const MerchantDocument = new TypedDocumentString(`
    query Merchant($scheme: String! = "business:NO:ORG", $id: String! = "311204173", $first: Int! = 20) {
  merchant(businessIdentifier: {scheme: $scheme, id: $id}) {
    id
    businessIdentifier {
      scheme
      id
    }
    name
    status
    statusRaw
    createdAt
    updatedAt
    countryCode
    businessAddress {
      lines
      postCode
      city
      countryCode
    }
    businessPostAddress {
      lines
      postCode
      city
      countryCode
    }
    salesUnits(first: $first) {
      totalCount
      nodes {
        msn
        name
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MerchantQuery, MerchantQueryVariables>;
export const SalesUnitDocument = new TypedDocumentString(`
    query SalesUnit($msn: String! = "204117") {
  salesUnit(msn: $msn) {
    id
    msn
    name
    businessIdentifier {
      scheme
      id
    }
    configuration {
      paymentAllowed
      captureType
      captureTypeRaw
      skipLandingPageAllowed
      recurringAllowed
      partialCaptureAllowed
      lateCaptureAllowed
      landingPagePhoneNumberLocked
      longLivingPaymentAllowed
      creditCardPaymentAllowed
    }
    settlementBankAccount {
      scheme
      id
    }
    merchant {
      name
    }
  }
}
    `) as unknown as TypedDocumentString<SalesUnitQuery, SalesUnitQueryVariables>;
export const SalesUnitsDocument = new TypedDocumentString(`
    query SalesUnits($first: Int! = 10, $after: String, $filter: SalesUnitFilter) {
  salesUnits(first: $first, after: $after, filter: $filter) {
    totalCount
    nodes {
      msn
      name
      configuration {
        paymentAllowed
        captureType
        recurringAllowed
      }
      merchant {
        name
        status
        countryCode
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<SalesUnitsQuery, SalesUnitsQueryVariables>;