import { codeOf } from '../errors/code-of.js';
import { ERROR_CODES, PROTOCOL_CODES } from '../errors/codes.js';
import { limitOf } from '../errors/limit-of.js';
import type { LimitName } from '../errors/limits.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import type { OperationNames } from '../metrics/OperationNames.js';
import type { Timing } from '../metrics/Timing.js';
import type { RefusalCounter } from './connections.js';
import { pathTaken, type AnsweredRequest, type RequestHooks } from './request-hooks.js';

/** Counts what is answered, and how fast. */
export function requestMetrics(metrics: SubgraphMetrics, names: OperationNames): RequestHooks {
  // By name first: all but one of its few timings are found without putting labels together.
  const timings = new Map<string, Map<string, Timing>>();
  const timingOf = (name: string, request: AnsweredRequest): Timing => {
    const ofName = timings.get(name) ?? new Map<string, Timing>();
    timings.set(name, ofName);
    const { kind = 'none' } = request;
    const path = pathTaken(request);
    const outcome = outcomeOf(request);
    const key = kind + path + outcome;
    let timing = ofName.get(key);
    if (timing === undefined) {
      timing = metrics.timing('subgraph_operation_duration_seconds', name, kind, path, outcome);
      ofName.set(key, timing);
    }
    return timing;
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

function outcomeOf({ left, errors }: AnsweredRequest): string {
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
