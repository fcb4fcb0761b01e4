import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { PROTOCOL_CODES } from '../errors/codes.js';
import { ownError } from '../errors/format-error.js';
import type { AnsweredRequest, RequestHooks } from './request-hooks.js';

/**
 * One line per request to the graph, and one for each error that is nobody's input: with its stack, under the request id
 * that the caller gets to see.
 */
export function requestLog(log: Logger): RequestHooks {
  const failed: RequestHooks['failed'] = ({ errors, requestId }) => {
    for (const error of errors) reportError(log, error, requestId);
  };
  const answered: RequestHooks['answered'] = (request) => {
    if (log.isLevelEnabled('debug')) logAnswered(log, request);
  };
  return { failed, answered };
}

function logAnswered(log: Logger, { requestId, name, kind, ms, errors, left }: AnsweredRequest): void {
  const line = { requestId, kind, errors, ...(left && { left }) };
  log.debug({ ...line, operation: name, ms: Math.round(ms * 10) / 10 }, 'graphql request');
}

/** Logs one error of a response, and marks it with the request id when it is nobody's input. */
function reportError(log: Logger, error: GraphQLError, requestId: string): void {
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
