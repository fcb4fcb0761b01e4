/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "query FindSalesUnits($name: String! = \"nettbutikk\") {\n  salesUnits(first: 20, filter: {name: $name}) {\n    totalCount\n    edges {\n      cursor\n      node {\n        id\n        msn\n        name\n      }\n    }\n  }\n}": typeof types.FindSalesUnitsDocument,
    "query Merchant($scheme: String! = \"business:NO:ORG\", $id: String! = \"311204173\", $first: Int! = 20) {\n  merchant(businessIdentifier: {scheme: $scheme, id: $id}) {\n    id\n    businessIdentifier {\n      scheme\n      id\n    }\n    name\n    status\n    statusRaw\n    createdAt\n    updatedAt\n    countryCode\n    businessAddress {\n      lines\n      postCode\n      city\n      countryCode\n    }\n    businessPostAddress {\n      lines\n      postCode\n      city\n      countryCode\n    }\n    salesUnits(first: $first) {\n      totalCount\n      nodes {\n        msn\n        name\n      }\n    }\n  }\n}": typeof types.MerchantDocument,
    "query SalesUnit($msn: String! = \"204117\") {\n  salesUnit(msn: $msn) {\n    id\n    msn\n    name\n    businessIdentifier {\n      scheme\n      id\n    }\n    configuration {\n      paymentAllowed\n      captureType\n      captureTypeRaw\n      skipLandingPageAllowed\n      recurringAllowed\n      partialCaptureAllowed\n      lateCaptureAllowed\n      landingPagePhoneNumberLocked\n      longLivingPaymentAllowed\n      creditCardPaymentAllowed\n    }\n    settlementBankAccount {\n      scheme\n      id\n    }\n    merchant {\n      name\n    }\n  }\n}": typeof types.SalesUnitDocument,
    "query SalesUnits($first: Int! = 10, $after: String, $filter: SalesUnitFilter) {\n  salesUnits(first: $first, after: $after, filter: $filter) {\n    totalCount\n    nodes {\n      msn\n      name\n      configuration {\n        paymentAllowed\n        captureType\n        recurringAllowed\n      }\n      merchant {\n        name\n        status\n        countryCode\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": typeof types.SalesUnitsDocument,
};
const documents: Documents = {
    "query FindSalesUnits($name: String! = \"nettbutikk\") {\n  salesUnits(first: 20, filter: {name: $name}) {\n    totalCount\n    edges {\n      cursor\n      node {\n        id\n        msn\n        name\n      }\n    }\n  }\n}": types.FindSalesUnitsDocument,
    "query Merchant($scheme: String! = \"business:NO:ORG\", $id: String! = \"311204173\", $first: Int! = 20) {\n  merchant(businessIdentifier: {scheme: $scheme, id: $id}) {\n    id\n    businessIdentifier {\n      scheme\n      id\n    }\n    name\n    status\n    statusRaw\n    createdAt\n    updatedAt\n    countryCode\n    businessAddress {\n      lines\n      postCode\n      city\n      countryCode\n    }\n    businessPostAddress {\n      lines\n      postCode\n      city\n      countryCode\n    }\n    salesUnits(first: $first) {\n      totalCount\n      nodes {\n        msn\n        name\n      }\n    }\n  }\n}": types.MerchantDocument,
    "query SalesUnit($msn: String! = \"204117\") {\n  salesUnit(msn: $msn) {\n    id\n    msn\n    name\n    businessIdentifier {\n      scheme\n      id\n    }\n    configuration {\n      paymentAllowed\n      captureType\n      captureTypeRaw\n      skipLandingPageAllowed\n      recurringAllowed\n      partialCaptureAllowed\n      lateCaptureAllowed\n      landingPagePhoneNumberLocked\n      longLivingPaymentAllowed\n      creditCardPaymentAllowed\n    }\n    settlementBankAccount {\n      scheme\n      id\n    }\n    merchant {\n      name\n    }\n  }\n}": types.SalesUnitDocument,
    "query SalesUnits($first: Int! = 10, $after: String, $filter: SalesUnitFilter) {\n  salesUnits(first: $first, after: $after, filter: $filter) {\n    totalCount\n    nodes {\n      msn\n      name\n      configuration {\n        paymentAllowed\n        captureType\n        recurringAllowed\n      }\n      merchant {\n        name\n        status\n        countryCode\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}": types.SalesUnitsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query FindSalesUnits($name: String! = \"nettbutikk\") {\n  salesUnits(first: 20, filter: {name: $name}) {\n    totalCount\n    edges {\n      cursor\n      node {\n        id\n        msn\n        name\n      }\n    }\n  }\n}"): typeof import('./graphql.js').FindSalesUnitsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query Merchant($scheme: String! = \"business:NO:ORG\", $id: String! = \"311204173\", $first: Int! = 20) {\n  merchant(businessIdentifier: {scheme: $scheme, id: $id}) {\n    id\n    businessIdentifier {\n      scheme\n      id\n    }\n    name\n    status\n    statusRaw\n    createdAt\n    updatedAt\n    countryCode\n    businessAddress {\n      lines\n      postCode\n      city\n      countryCode\n    }\n    businessPostAddress {\n      lines\n      postCode\n      city\n      countryCode\n    }\n    salesUnits(first: $first) {\n      totalCount\n      nodes {\n        msn\n        name\n      }\n    }\n  }\n}"): typeof import('./graphql.js').MerchantDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SalesUnit($msn: String! = \"204117\") {\n  salesUnit(msn: $msn) {\n    id\n    msn\n    name\n    businessIdentifier {\n      scheme\n      id\n    }\n    configuration {\n      paymentAllowed\n      captureType\n      captureTypeRaw\n      skipLandingPageAllowed\n      recurringAllowed\n      partialCaptureAllowed\n      lateCaptureAllowed\n      landingPagePhoneNumberLocked\n      longLivingPaymentAllowed\n      creditCardPaymentAllowed\n    }\n    settlementBankAccount {\n      scheme\n      id\n    }\n    merchant {\n      name\n    }\n  }\n}"): typeof import('./graphql.js').SalesUnitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query SalesUnits($first: Int! = 10, $after: String, $filter: SalesUnitFilter) {\n  salesUnits(first: $first, after: $after, filter: $filter) {\n    totalCount\n    nodes {\n      msn\n      name\n      configuration {\n        paymentAllowed\n        captureType\n        recurringAllowed\n      }\n      merchant {\n        name\n        status\n        countryCode\n      }\n    }\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n  }\n}"): typeof import('./graphql.js').SalesUnitsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
