import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import DataLoader from 'dataloader';
import { LEDGER } from './data.ts';

/**
 * The baseline: the same answers written the usual way, with Apollo Server, DataLoader per request and the global
 * fetch.
 */
const upstream = process.env['STUB_URL'] ?? '';
const headers = { authorization: 'Bearer bench-token', 'ocp-apim-subscription-key': 'key' };

async function get(path: string): Promise<Wire> {
  const response = await fetch(upstream + path, { headers });
  return (await response.json()) as Wire;
}

interface Wire {
  readonly [field: string]: unknown;
}

interface BaselineContext {
  readonly units: DataLoader<string, Wire>;
  readonly merchants: DataLoader<string, Wire>;
}

const moneyFields = [
  'unitPriceGross',
  'unitPriceNet',
  'discountTotal',
  'lineTotalGross',
  'lineTotalNet',
  'vatAmount',
];
const typeDefs = `#graphql
  type Query { salesUnits(first: Int): Units salesUnit(msn: String!): Unit ledger(ledgerId: ID!): Ledger }
  type Units { nodes: [Unit!]! }
  type Unit { msn: String name: String businessIdentifier: Identifier configuration: Configuration merchant: Merchant }
  type Identifier { scheme: String id: String }
  type Configuration { paymentAllowed: Boolean captureType: String skipLandingPageAllowed: Boolean recurringAllowed: Boolean
    partialCaptureAllowed: Boolean lateCaptureAllowed: Boolean landingPagePhoneNumberLocked: Boolean
    longLivingPaymentAllowed: Boolean creditCardPaymentAllowed: Boolean }
  type Merchant { name: String status: String createdAt: String updatedAt: String countryCode: String businessAddress: Address }
  type Address { lines: [String!] postCode: String city: String countryCode: String }
  type Ledger { salesEvents(first: Int): Events }
  type Events { nodes: [Event!]! pageInfo: PageInfo }
  type PageInfo { endCursor: String hasNextPage: Boolean }
  type Money { value: Int currency: String }
  type Classification { solution: String salesCategory: String }
  type Amounts { gross: Money net: Money vat: Money }
  type Completeness { hasLineItems: Boolean hasVatBreakdown: Boolean hasCustomerIdentity: Boolean }
  type Line { lineId: String name: String quantity: String unitPriceGross: Money unitPriceNet: Money discountTotal: Money
    lineTotalGross: Money lineTotalNet: Money vatRateBasisPoints: Int vatAmount: Money category: String }
  type Event { entryType: String time: String orderDate: String pspReference: String reference: String currency: String
    paymentType: String classification: Classification amounts: Amounts lines: [Line!]! completeness: Completeness }
`;

const details = (unit: { msn: string }, { units }: BaselineContext): Promise<Wire> => units.load(unit.msn);
const resolvers = {
  Query: {
    salesUnits: async () => ({ nodes: await get('/management/v1/sales-units') }),
    salesUnit: (_: unknown, { msn }: { msn: string }, { units }: BaselineContext) => units.load(msn),
    ledger: () => ({}),
  },
  Unit: {
    msn: (unit: { msn: unknown }) => String(unit.msn),
    businessIdentifier: async (unit: { msn: string }, _: unknown, context: BaselineContext) =>
      (await details(unit, context))['businessIdentifier'],
    configuration: async (unit: { msn: string }, _: unknown, context: BaselineContext) =>
      (await details(unit, context))['configuration'],
    merchant: async (unit: { msn: string }, _: unknown, context: BaselineContext) => {
      const { scheme, id } = (await details(unit, context))['businessIdentifier'] as {
        scheme: string;
        id: string;
      };
      return context.merchants.load(`${scheme}/${id}`);
    },
  },
  Configuration: { captureType: () => 'RESERVE_CAPTURE' },
  Ledger: {
    salesEvents: async (_: unknown, { first }: { first: number }) => {
      const page = await get(`/sales/report/v1/ledgers/${LEDGER}?pageSize=${String(first)}`);
      return { nodes: page['items'], pageInfo: { endCursor: page['cursor'], hasNextPage: page['hasMore'] } };
    },
  },
  Event: {
    entryType: ({ entryType }: { entryType: string }) => entryType.toUpperCase(),
    amounts: ({ amounts, currency }: { amounts: Record<string, number>; currency: string }) =>
      Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, { value, currency }])),
    lines: ({ lines, currency }: { lines: Wire[]; currency: string }) =>
      lines.map((line) => ({ ...line, currency })),
  },
  Line: {
    ...Object.fromEntries(
      moneyFields.map((name) => [name, (line: Wire) => ({ value: line[name], currency: line['currency'] })]),
    ),
    quantity: ({ quantity }: Wire) => String(quantity),
    vatRateBasisPoints: ({ vatRate }: Wire) => vatRate,
  },
};

const server = new ApolloServer<BaselineContext>({ typeDefs, resolvers });
const free = createServer().listen(0);
const { port } = free.address() as AddressInfo;
await new Promise((done) => free.close(done));
const { url } = await startStandaloneServer(server, {
  listen: { port, host: '127.0.0.1' },
  context: () =>
    Promise.resolve({
      units: new DataLoader((keys: readonly string[]) =>
        Promise.all(keys.map((msn) => get(`/management/v1/sales-units/${msn}`))),
      ),
      merchants: new DataLoader((keys: readonly string[]) =>
        Promise.all(keys.map((key) => get(`/management/v1/merchants/${key}`))),
      ),
    }),
});
process.stdout.write(`LISTENING ${url.replace(/\/$/, '')}\n`);
