import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { ownError } from '../errors/format-error.js';
import { protocolCode } from '../errors/protocol-code.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { AnsweredRequest, RequestHooks } from './request-hooks.js';

/** Most kinds of errors that one request gets lines for. */
const MAX_KINDS = 20;

/**
 * One line per request to the graph, and one for each kind of error that is nobody's input: with the stack of the first,
 * under the request id that the caller gets to see.
 */
export function requestLog(log: Logger): RequestHooks {
  const failed: RequestHooks['failed'] = ({ errors, requestId }) => {
    reportErrors(log, errors, requestId);
  };
  const answered: RequestHooks['answered'] = (request) => {
    if (log.isLevelEnabled('info')) logAnswered(log, request);
  };
  return { failed, answered };
}

function logAnswered(
  log: Logger,
  { requestId, name, kind, source, ms, errors, left, asker }: AnsweredRequest,
): void {
  const line = { requestId, ...asker, kind, errors, ...(left && { left }) };
  log.info({ ...line, operation: name, source, ms: Math.round(ms * 10) / 10 }, 'graphql request');
}

/** The errors of one response that have the same code and message. */
class Kind {
  count = 0;

  constructor(readonly first: GraphQLError) {}
}

/** Logs the errors of a response, and marks those that are nobody's input with the request id. */
function reportErrors(log: Logger, errors: readonly GraphQLError[], requestId: string): void {
  const kinds = new Map<string, Kind>();
  let others = 0;
  for (const error of errors) {
    const own = ownError(error);
    if (own === undefined) {
      if (protocolCode(error) !== undefined) continue;
      // format-error.ts shows the caller this id instead of the fault itself.
      error.extensions['requestId'] = requestId;
    }
    const key = own === undefined ? error.message : `${own.code} ${own.message}`;
    let kind = kinds.get(key);
    if (kind === undefined) {
      if (kinds.size === MAX_KINDS) {
        others += 1;
        continue;
      }
      kind = new Kind(error);
      kinds.set(key, kind);
    }
    kind.count += 1;
  }
  for (const kind of kinds.values()) report(log, kind, requestId);
  if (others > 0) log.info({ requestId, count: others }, 'further errors, of further kinds');
}

function report(log: Logger, { first, count }: Kind, requestId: string): void {
  const line = { requestId, path: first.path, count };
  const own = ownError(first);
  if (own === undefined) {
    log.error({ ...line, err: unwrapResolverError(first) }, 'unexpected fault');
    return;
  }
  const cause = own.cause instanceof Error ? own.cause.message : undefined;
  // Of calls that it did not make itself, as it joined those of another request, this is the only line under its id.
  const { title, detail } = own instanceof UpstreamError ? own.facts : {};
  log.info({ ...line, code: own.code, ...own.details, title, detail, cause }, own.message);
}
