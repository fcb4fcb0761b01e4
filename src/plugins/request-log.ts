import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../context.js';
import { GraphError } from '../errors/GraphError.js';
import { PROTOCOL_CODES } from '../errors/codes.js';

/**
 * One line per GraphQL request, and one for each error that is nobody's input: with its stack, under the request id
 * that the caller gets to see.
 */
export function requestLog(log: Logger): ApolloServerPlugin<Context> {
  return {
    requestDidStart({ contextValue: { requestId } }): Promise<GraphQLRequestListener<Context>> {
      const startedAt = performance.now();
      return Promise.resolve({
        didEncounterErrors({ errors }) {
          for (const error of errors) report(log, error, requestId);
          return Promise.resolve();
        },
        willSendResponse({ operationName, operation, errors }) {
          const ms = Math.round((performance.now() - startedAt) * 10) / 10;
          const line = {
            requestId,
            operation: operationName,
            kind: operation?.operation,
            ms,
            errors: errors?.length ?? 0,
          };
          log.debug(line, 'graphql request');
          return Promise.resolve();
        },
      });
    },
  };
}

function report(log: Logger, error: GraphQLError, requestId: string): void {
  const original = unwrapResolverError(error);
  if (original instanceof GraphError) {
    const cause = original.cause instanceof Error ? original.cause.message : undefined;
    log.info(
      { requestId, path: error.path, code: original.code, ...original.details, cause },
      original.message,
    );
    return;
  }
  const code = error.extensions['code'];
  if (typeof code === 'string' && PROTOCOL_CODES.has(code)) return;
  // format-error.ts shows the caller this id instead of the fault itself.
  error.extensions['requestId'] = requestId;
  log.error({ requestId, path: error.path, err: original }, 'unexpected fault');
}
