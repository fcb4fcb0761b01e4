import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../context.js';
import { GraphError } from '../errors/GraphError.js';
import { nodeCount } from '../query-limits/node-count.js';

/** Refuses operations that ask for more items than one request may, before anything is resolved. */
export function queryLimits(schema: GraphQLSchema, maxNodes: number): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation, request }) {
          const count =
            operation === undefined ? 0 : nodeCount(schema, document, operation, request.variables ?? {});
          if (count > maxNodes) {
            const message = `The query asks for up to ${String(count)} items; at most ${String(maxNodes)} are allowed. Ask for smaller pages or less nesting.`;
            throw new GraphQLError(message, {
              originalError: new GraphError('COST_LIMIT_EXCEEDED', message),
              extensions: { code: 'COST_LIMIT_EXCEEDED', http: { status: 400 } },
            });
          }
          return Promise.resolve();
        },
      }),
  };
}
