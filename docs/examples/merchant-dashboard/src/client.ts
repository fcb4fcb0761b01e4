import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { listOfPages } from './list-of-pages.js';
import { ServerSentEventsLink } from './ServerSentEventsLink.js';

const url = import.meta.env.VITE_GRAPHQL_URL ?? '/graphql';

/** Asks by HTTP, and follows subscriptions by server-sent events at the same address. */
export const client = new ApolloClient({
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new ServerSentEventsLink(url),
    new HttpLink({ uri: url }),
  ),
  cache: new InMemoryCache({
    typePolicies: {
      // Pages of one list become one list. All else is found by `id`, which every entity has.
      Query: { fields: { salesUnits: listOfPages(['filter']) } },
      Ledger: { fields: { salesEvents: listOfPages() } },
    },
  }),
});
