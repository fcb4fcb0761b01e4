import { codeOf } from '../errors/code-of.js';
import { ERROR_CODES, PROTOCOL_CODES } from '../errors/codes.js';
import { limitOf } from '../errors/limit-of.js';
import type { LimitName } from '../errors/limits.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import type { OperationNames } from '../metrics/OperationNames.js';
import type { Timing } from '../metrics/Timing.js';
import type { RefusalCounter } from './connections.js';
import { pathTaken, type AnsweredRequest, type PathTaken, type RequestHooks } from './request-hooks.js';

const PATHS = ['compiled', 'apollo', 'joined', 'cached'] as const satisfies readonly PathTaken[];
const OUTCOMES = ['ok', 'errors', 'left'] as const;

/** Counts what is answered, and how fast. */
export function requestMetrics(metrics: SubgraphMetrics, names: OperationNames): RequestHooks {
  // By name and kind; then by path and outcome: nothing is put together for a request like one before.
  const timings = new Map<string, Map<string, (Timing | undefined)[]>>();
  const timingOf = (name: string, request: AnsweredRequest): Timing => {
    let ofName = timings.get(name);
    if (ofName === undefined) timings.set(name, (ofName = new Map<string, (Timing | undefined)[]>()));
    const { kind = 'none' } = request;
    let ofKind = ofName.get(kind);
    if (ofKind === undefined) ofName.set(kind, (ofKind = []));
    const path = pathTaken(request);
    const outcome = outcomeOf(request);
    const place = PATHS.indexOf(path) * OUTCOMES.length + OUTCOMES.indexOf(outcome);
    return (ofKind[place] ??= metrics.timing(
      'subgraph_operation_duration_seconds',
      name,
      kind,
      path,
      outcome,
    ));
  };
  // From the start: Prometheus sees no increase in a series that begins with its first error.
  for (const code of [...Object.keys(ERROR_CODES), ...PROTOCOL_CODES])
    metrics.count('subgraph_errors_total', code);
  return {
    failed: ({ errors }) => {
      const limits = new Set<LimitName>();
      for (const error of errors) {
        metrics.count('subgraph_errors_total', codeOf(error)).add();
        const limit = limitOf(error);
        if (limit !== undefined) limits.add(limit);
      }
      for (const limit of limits) metrics.count('subgraph_limits_reached_total', limit).add();
    },
    answered: (request) => {
      const isSound = request.isProven ?? (request.errors === 0 && !request.left);
      const name = names.labelOf(request.name, isSound);
      timingOf(name, request).observe(request.ms / 1_000);
      if (request.isUnread !== true || request.left) return;
      for (const [code, count] of Object.entries(request.codes ?? {}))
        metrics.count('subgraph_errors_total', code).add(count);
    },
  };
}

function outcomeOf({ left, errors }: AnsweredRequest): (typeof OUTCOMES)[number] {
  if (left) return 'left';
  return errors === 0 ? 'ok' : 'errors';
}

/** By which a server that has too much in hand refuses requests. */
const OVERLOADS = [
  'REQUESTS_MAX',
  'BODIES_MAX_BYTES',
  'SHED_LOOP_DELAY_MS',
  'SHED_CALLS_WAITING',
] as const satisfies readonly LimitName[];

/** Counts what is refused before anything of it is executed. */
export function refusalMetrics(metrics: SubgraphMetrics): RefusalCounter {
  // As with errors: what is rare is there before it happens first.
  for (const limit of OVERLOADS) metrics.count('subgraph_requests_refused_total', 'OVERLOADED', '503', limit);
  metrics.count('subgraph_requests_refused_total', 'OVERLOADED', 'none', 'CONNECTIONS_MAX');
  return {
    refused(code, status, limit) {
      const label = status === 0 ? 'none' : String(status);
      metrics.count('subgraph_requests_refused_total', code, label, limit ?? 'none').add();
    },
    cut(limit) {
      metrics.count('subgraph_answers_cut_total', limit).add();
    },
  };
}
