import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import type { PartnerSubgraph } from './partner-subgraph.js';

/** Each entity of the graph by its natural key, as somebody else knows it. */
const keys: Readonly<Record<string, string>> = {
  SalesUnit: 'msn',
  Merchant: 'businessIdentifier { scheme id }',
  ProductOrder: 'productOrderId',
  PricePackage: 'pricePackageId',
  Order: 'msn paymentType orderId',
  Category: 'msn categoryId',
  Ledger: 'ledgerId',
  SalesEvent: 'ledgerId pspReference',
  FundsEntry: 'id',
  FeesEntry: 'id',
};

const fields: Readonly<Record<string, string>> = {
  id: 'ID!',
  businessIdentifier: 'BusinessIdentifier!',
  paymentType: 'PaymentType!',
  pspReference: 'String',
};

const typeOf = ([type, key]: readonly [string, string]): string => {
  const names = key
    .replace(/\{.*\}/, '')
    .trim()
    .split(/\s+/);
  const lines = names.map((name) => `${name}: ${fields[name] ?? 'String!'}`);
  return `type ${type} @key(fields: "${key}") { ${lines.join(' ')} note: String! }`;
};

/** A subgraph with a note on entities of every type, of which none may be null. */
export const notesSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { notes: Notes! }
  type Notes { ${Object.keys(keys)
    .map((type) => `of${type}: [${type}!]!`)
    .join(' ')} }
  type BusinessIdentifier @shareable { scheme: String! id: String! }
  enum PaymentType { ECOM RECURRING }
  ${Object.entries(keys).map(typeOf).join('\n  ')}
`;

/**
 * Starts it on a free port.
 * @param noted the key of what it has a note on, by type
 */
export async function startNotesSubgraph(noted: Readonly<Record<string, object>>): Promise<PartnerSubgraph> {
  const lists = Object.keys(keys).map((type): [string, object[]] => [`of${type}`, [noted[type] ?? {}]]);
  const notes = Object.keys(keys).map((type): [string, object] => [
    type,
    { __resolveReference: (key: object): object => key, note: () => `a note on this ${type}` },
  ]);
  const resolvers = {
    Query: { notes: (): object => Object.fromEntries(lists) },
    ...Object.fromEntries(notes),
  };
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs: parse(notesSdl), resolvers }]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  return { url, stop: () => server.stop() };
}
