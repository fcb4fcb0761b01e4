import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

const link = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;

/** A subgraph that knows opening hours of shops by the MSN of their sales unit. */
export const shopsSdl = `
  ${link}

  type Query {
    "A shop for each MSN, in that order. The same MSN may come twice."
    shops(msns: [String!]!): [SalesUnit!]!
  }

  type SalesUnit @key(fields: "msn") {
    msn: String!
    openingHours: String
  }
`;

/** A subgraph that rates merchants, which it knows by their business identifier. */
export const ratingsSdl = `
  ${link}

  type Query {
    rated(businesses: [BusinessInput!]!): [Merchant!]!
  }

  input BusinessInput {
    scheme: String!
    id: String!
  }

  type Merchant @key(fields: "businessIdentifier { scheme id }") {
    businessIdentifier: BusinessIdentifier!
    rating: String
  }

  type BusinessIdentifier @shareable {
    scheme: String!
    id: String!
  }
`;

export function openingHoursOf(msn: string): string {
  return `09-${String(15 + (Number(msn) % 5))}`;
}

export function ratingOf(id: string): string {
  return 'ABC'.charAt(Number(id.replaceAll('-', '')) % 3);
}

interface Shop {
  readonly msn: string;
}

interface Rated {
  readonly businessIdentifier: { readonly scheme: string; readonly id: string };
}

const shopResolvers = {
  Query: {
    shops: (_: unknown, { msns }: { msns: readonly string[] }): Shop[] => msns.map((msn) => ({ msn })),
  },
  SalesUnit: {
    __resolveReference: ({ msn }: Shop): Shop => ({ msn }),
    openingHours: ({ msn }: Shop) => openingHoursOf(msn),
  },
};

const ratingResolvers = {
  Query: {
    rated: (_: unknown, { businesses }: { businesses: readonly Rated['businessIdentifier'][] }): Rated[] =>
      businesses.map((businessIdentifier) => ({ businessIdentifier })),
  },
  Merchant: {
    __resolveReference: ({ businessIdentifier }: Rated): Rated => ({ businessIdentifier }),
    rating: ({ businessIdentifier }: Rated) => ratingOf(businessIdentifier.id),
  },
};

export interface PartnerSubgraph {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a partner's subgraph on a free port. */
export async function startPartnerSubgraph(which: 'shops' | 'ratings'): Promise<PartnerSubgraph> {
  const part =
    which === 'shops'
      ? { typeDefs: parse(shopsSdl), resolvers: shopResolvers }
      : { typeDefs: parse(ratingsSdl), resolvers: ratingResolvers };
  const server = new ApolloServer({
    schema: buildSubgraphSchema([part]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  return { url, stop: () => server.stop() };
}
