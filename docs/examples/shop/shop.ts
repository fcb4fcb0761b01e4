import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** The key by which the shop and `vipps` mean the same order. */
interface OrderKey {
  readonly msn: string;
  readonly paymentType: string;
  readonly orderId: string;
}

interface Basket {
  readonly number: string;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
  readonly order: OrderKey;
}

const MSN = '251308';
const openingHours = new Map([[MSN, 'Mon-Sun 06:00-23:30']]);

/** A database would hold them. The order ids are those of ferry tickets in the sandbox. */
const baskets: readonly Basket[] = [
  basket('4713', '9131890034', [
    ['Kaia - Moloen, adult', 2],
    ['Bicycle', 1],
  ]),
  basket('4712', '9131890033', [['Kaia - Moloen, adult', 2]]),
  basket('4711', '9131890032', [
    ['Kaia - Moloen, adult', 1],
    ['Kaia - Moloen, child', 2],
  ]),
];

function basket(number: string, orderId: string, sold: readonly (readonly [string, number])[]): Basket {
  const items = sold.map(([name, quantity]) => ({ name, quantity }));
  return { number, items, order: { msn: MSN, paymentType: 'ECOM', orderId } };
}

const resolvers = {
  Query: {
    baskets: () => baskets,
    basket: (_: unknown, { number }: { readonly number: string }) => byNumber(number),
  },
  Basket: {
    __resolveReference: ({ number }: { readonly number: string }) => byNumber(number),
    // A key is all that a gateway needs to fetch the rest from `vipps`.
    salesUnit: ({ order: { msn } }: Basket) => ({ msn }),
  },
  Order: {
    // Whatever order a gateway asks about exists as far as the shop knows; only the basket may be missing.
    __resolveReference: (key: OrderKey) => key,
    basket: (key: OrderKey) => baskets.find(({ order }) => isSame(order, key)),
  },
  SalesUnit: {
    __resolveReference: ({ msn }: { readonly msn: string }) => ({ msn }),
    openingHours: ({ msn }: { readonly msn: string }) => openingHours.get(msn),
  },
};

function byNumber(number: string): Basket | undefined {
  return baskets.find((each) => each.number === number);
}

function isSame(one: OrderKey, other: OrderKey): boolean {
  return one.orderId === other.orderId && one.msn === other.msn && one.paymentType === other.paymentType;
}

const typeDefs = parse(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
const server = new ApolloServer({ schema: buildSubgraphSchema([{ typeDefs, resolvers }]) });
const listen = { host: '127.0.0.1', port: Number(process.env['PORT'] ?? 4003) };
const { url } = await startStandaloneServer(server, { listen });
process.stdout.write(`Shop ${new URL('graphql', url).href}\n`);
