import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { ErrorCode } from '../errors/codes.js';
import { GraphError } from '../errors/GraphError.js';
import { costFault, operationCost, type CostLimits } from '../query-limits/operation-cost.js';
import { representationsFault } from '../query-limits/representations.js';

/** Refuses operations that ask for more than one request may, before anything is resolved. */
export function queryLimits(schema: GraphQLSchema, limits: CostLimits): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation({ document, operation, request }) {
          if (operation === undefined) return Promise.resolve();
          const variables = request.variables ?? {};
          refuseIf(
            costFault(operationCost(schema, document, operation, variables), limits),
            'COST_LIMIT_EXCEEDED',
          );
          refuseIf(representationsFault(schema, document, operation, variables), 'BAD_USER_INPUT');
          return Promise.resolve();
        },
      }),
  };
}

function refuseIf(fault: string | undefined, code: ErrorCode): void {
  if (fault === undefined) return;
  throw new GraphQLError(fault, {
    originalError: new GraphError(code, fault),
    extensions: { code, http: { status: 400 } },
  });
}
