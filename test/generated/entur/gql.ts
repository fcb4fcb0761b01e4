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
    "query EnturOrder($orderId: ID! = \"ABCDEFGH\") {\n  enturOrder(orderId: $orderId) {\n    orderId\n    version\n    status\n    statusRaw\n    createdAt\n    expireAt\n    totalAmount {\n      amount\n      currency\n    }\n    balance {\n      amount\n      currency\n    }\n    orderLines {\n      orderLineId\n      status\n      description {\n        lang\n        value\n      }\n      price {\n        price {\n          amount\n          currency\n        }\n        tax {\n          amount\n        }\n        taxRate\n      }\n    }\n    fees {\n      feeId\n      type\n      price {\n        price {\n          amount\n        }\n      }\n    }\n    travellers {\n      travellerId\n    }\n    paymentRefs {\n      paymentId\n      amount {\n        amount\n        currency\n      }\n      completedAt\n    }\n  }\n}": typeof types.EnturOrderDocument,
};
const documents: Documents = {
    "query EnturOrder($orderId: ID! = \"ABCDEFGH\") {\n  enturOrder(orderId: $orderId) {\n    orderId\n    version\n    status\n    statusRaw\n    createdAt\n    expireAt\n    totalAmount {\n      amount\n      currency\n    }\n    balance {\n      amount\n      currency\n    }\n    orderLines {\n      orderLineId\n      status\n      description {\n        lang\n        value\n      }\n      price {\n        price {\n          amount\n          currency\n        }\n        tax {\n          amount\n        }\n        taxRate\n      }\n    }\n    fees {\n      feeId\n      type\n      price {\n        price {\n          amount\n        }\n      }\n    }\n    travellers {\n      travellerId\n    }\n    paymentRefs {\n      paymentId\n      amount {\n        amount\n        currency\n      }\n      completedAt\n    }\n  }\n}": types.EnturOrderDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "query EnturOrder($orderId: ID! = \"ABCDEFGH\") {\n  enturOrder(orderId: $orderId) {\n    orderId\n    version\n    status\n    statusRaw\n    createdAt\n    expireAt\n    totalAmount {\n      amount\n      currency\n    }\n    balance {\n      amount\n      currency\n    }\n    orderLines {\n      orderLineId\n      status\n      description {\n        lang\n        value\n      }\n      price {\n        price {\n          amount\n          currency\n        }\n        tax {\n          amount\n        }\n        taxRate\n      }\n    }\n    fees {\n      feeId\n      type\n      price {\n        price {\n          amount\n        }\n      }\n    }\n    travellers {\n      travellerId\n    }\n    paymentRefs {\n      paymentId\n      amount {\n        amount\n        currency\n      }\n      completedAt\n    }\n  }\n}"): typeof import('./graphql.js').EnturOrderDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
