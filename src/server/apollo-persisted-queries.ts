import type { ApolloServerPlugin, GraphQLRequest } from '@apollo/server';
import { fields } from '../json.js';
import type { ApolloContext } from './ApolloRequest.js';
import { isHash, type PersistedQueries } from './PersistedQueries.js';

/** Apollo Server does not tell its store who asks, so it gets an empty one: the plugin has the texts. */
export const noTexts = {
  get: () => Promise.resolve(undefined),
  set: () => Promise.resolve(),
  delete: () => Promise.resolve(false),
};

/** Gives Apollo Server the texts that requests name by their hash, and takes in those that it lets in. */
export function persistedQueries(all: PersistedQueries): ApolloServerPlugin<ApolloContext> {
  return {
    requestDidStart({ request: asked, contextValue: { request } }) {
      refuseOddHash(asked);
      const queries = all.of(request.scope.tenant.id);
      const named = queries.read(asked.extensions?.['persistedQuery'], asked.query);
      // Anything else it words itself: with an empty store, a hash alone is not known.
      if (named?.query === undefined) return Promise.resolve();
      const { hash, query } = named;
      asked.query = query;
      return Promise.resolve({
        executionDidStart() {
          queries.remember(hash, query);
          return Promise.resolve();
        },
      });
    },
  };
}

/**
 * What can't be the hash of any text. It becomes part of a text, whatever it is: an object would end that with a fault of
 * ours; and of a text that is to be found by it, Apollo Server would say that it is not known yet.
 */
function refuseOddHash(request: GraphQLRequest): void {
  const named: unknown = request.extensions?.['persistedQuery'];
  if (named === undefined) return;
  const hash = fields(named)['sha256Hash'];
  // Of no version that Apollo Server knows, so it says so.
  if (hash !== undefined && typeof hash !== 'string') request.extensions = { persistedQuery: {} };
  // It is not the hash of this one, and Apollo Server says so.
  else if (hash === undefined || !isHash(hash)) request.query ??= '';
}
