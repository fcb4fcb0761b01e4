import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { Context } from '../context.js';
import { ownError } from '../errors/format-error.js';
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
          for (const error of errors) reportError(log, error, requestId);
          return Promise.resolve();
        },
        willSendResponse({ operationName, operation, errors }) {
          const name = operationName ?? undefined;
          logRequest(log, {
            requestId,
            name,
            kind: operation?.operation,
            startedAt,
            errors: errors?.length ?? 0,
          });
          return Promise.resolve();
        },
      });
    },
  };
}

export interface AnsweredRequest {
  readonly requestId: string;
  /** Name of the operation. */
  readonly name: string | undefined;
  readonly kind: string | undefined;
  /** When it came, on the clock of `performance.now()`. */
  readonly startedAt: number;
  readonly errors: number;
  /** The caller left before there was an answer. */
  readonly left?: true;
}

/** The one line of a request, on either way. */
export function logRequest(log: Logger, { name, startedAt, ...line }: AnsweredRequest): void {
  if (!log.isLevelEnabled('debug')) return;
  const ms = Math.round((performance.now() - startedAt) * 10) / 10;
  log.debug({ ...line, operation: name, ms }, 'graphql request');
}

/** Logs one error of an answer, and marks it with the request id when it is nobody's input. */
export function reportError(log: Logger, error: GraphQLError, requestId: string): void {
  const own = ownError(error);
  if (own !== undefined) {
    const cause = own.cause instanceof Error ? own.cause.message : undefined;
    log.info({ requestId, path: error.path, code: own.code, ...own.details, cause }, own.message);
    return;
  }
  const code = error.extensions['code'];
  if (typeof code === 'string' && PROTOCOL_CODES.has(code)) return;
  // format-error.ts shows the caller this id instead of the fault itself.
  error.extensions['requestId'] = requestId;
  log.error({ requestId, path: error.path, err: unwrapResolverError(error) }, 'unexpected fault');
}
