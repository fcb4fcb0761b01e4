import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { ownError } from '../errors/format-error.js';
import { protocolCode } from '../errors/protocol-code.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import { pathTaken, type AnsweredRequest, type FailedOperation, type RequestHooks } from './request-hooks.js';

/** Most kinds of errors that one request gets lines for. */
const MAX_KINDS = 20;

/** Which requests have their line. */
export interface LogSampling {
  /** The share of those that went well and were not slow, from 0 to 1: of all others each has one. */
  readonly rate: number;
  readonly slowMs: number;
}

const EVERY: LogSampling = { rate: 1, slowMs: 0 };

/**
 * One line per request to the graph, and one for each kind of error that is nobody's input: with the stack of the first,
 * under the request id that the caller gets to see.
 */
export function requestLog(
  log: Logger,
  { rate, slowMs }: LogSampling = EVERY,
  random: () => number = Math.random,
): RequestHooks {
  const failed: RequestHooks['failed'] = (failure) => {
    reportErrors(log, failure);
  };
  const answered: RequestHooks['answered'] = (request) => {
    if (!log.isLevelEnabled('info')) return;
    const { errors, left, ms } = request;
    if (rate < 1 && errors === 0 && !left && ms < slowMs && random() >= rate) return;
    log.info(lineOf(request), 'graphql request');
  };
  return { failed, answered };
}

/** In the name of an operation: perhaps somebody's. */
const LONG_NUMBER = /\d{5,}/g;

/** Without a value means: not known, or none. */
function lineOf(request: AnsweredRequest): object {
  const { requestId, traceId, asker, name, kind, ms, errors, codes, left, cost, work } = request;
  return {
    requestId,
    traceId,
    tenant: asker?.tenant,
    caller: asker?.caller,
    operation: name?.replace(LONG_NUMBER, '[number]'),
    kind,
    path: pathTaken(request),
    ms: Math.round(ms * 10) / 10,
    calls: work?.calls,
    failedCalls: work === undefined || work.failedCalls === 0 ? undefined : work.failedCalls,
    cacheHits: work?.cacheHits,
    cacheReads: work?.cacheReads,
    items: cost?.items,
    values: cost?.values,
    errors,
    codes,
    left: left ? true : undefined,
  };
}

/** The errors of one response that have the same code and message. */
class Kind {
  count = 0;

  constructor(readonly first: GraphQLError) {}
}

/** Logs the errors of a response, and marks those that are nobody's input with the request id. */
function reportErrors(log: Logger, { errors, requestId, traceId }: FailedOperation): void {
  const ids = traceId === undefined ? { requestId } : { requestId, traceId };
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
  for (const kind of kinds.values()) report(log, kind, ids);
  if (others > 0) log.info({ ...ids, count: others }, 'further errors, of further kinds');
}

function report(log: Logger, { first, count }: Kind, ids: object): void {
  const line = { ...ids, path: first.path, count };
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
