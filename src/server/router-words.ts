import type { ApolloServerPlugin } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { RouterCache } from '../router-cache/RouterCache.js';
import type { ApolloContext } from './ApolloRequest.js';

/** Tells routers of answers that Apollo Server makes what the compiled path tells them of its own. */
export function routerWords(routerCache: RouterCache): ApolloServerPlugin<ApolloContext> {
  return {
    requestDidStart({ contextValue: { request } }) {
      return Promise.resolve({
        willSendResponse({ operation, errors, response }) {
          const { body } = response;
          const { reads } = request;
          if (reads === undefined || errors !== undefined || body.kind !== 'single') return Promise.resolve();
          const { singleResult } = body;
          if (singleResult.errors !== undefined || operation?.operation !== OperationTypeNode.QUERY)
            return Promise.resolve();
          const word = routerCache.wordOf(reads);
          if (word === undefined) return Promise.resolve();
          const extensions = { ...singleResult.extensions, ...word.extensions };
          response.body = { kind: 'single', singleResult: { ...singleResult, extensions } };
          request.lifetime = word.lifetime;
          return Promise.resolve();
        },
      });
    },
  };
}
