import type { GraphQLError } from 'graphql';
import { ownError } from '../errors/format-error.js';
import { protocolCode } from '../errors/protocol-code.js';
import type { SubgraphMetrics } from '../metrics/Metrics.js';
import type { OperationNames } from '../metrics/OperationNames.js';
import type { Timing } from '../metrics/Timing.js';
import type { RefusalCounter } from './connections.js';
import type { AnsweredRequest, RequestHooks } from './request-hooks.js';

/** Counts what is answered, and how fast. */
export function requestMetrics(metrics: SubgraphMetrics, names: OperationNames): RequestHooks {
  // By name first: all but one of its few timings are found without putting labels together.
  const timings = new Map<string, Map<string, Timing>>();
  const timingOf = (name: string, { kind = 'none', path, source, left }: AnsweredRequest): Timing => {
    const ofName = timings.get(name) ?? new Map<string, Timing>();
    timings.set(name, ofName);
    const from = left ? 'left' : source;
    const key = kind + path + from;
    let timing = ofName.get(key);
    if (timing === undefined) {
      timing = metrics.timing('subgraph_operation_duration_seconds', name, kind, path, from);
      ofName.set(key, timing);
    }
    return timing;
  };
  return {
    failed: ({ errors }) => {
      for (const error of errors) metrics.count('subgraph_errors_total', codeOf(error)).add();
    },
    answered: (request) => {
      const name = names.labelOf(request.name, request.errors === 0 && !request.left);
      timingOf(name, request).observe(request.ms / 1_000);
    },
  };
}

/** Counts what is refused before anything of it is executed. */
export function refusalMetrics(metrics: SubgraphMetrics): RefusalCounter {
  return {
    refused(code, status) {
      metrics.count('subgraph_requests_refused_total', code, String(status)).add();
    },
  };
}

function codeOf(error: GraphQLError): string {
  return ownError(error)?.code ?? protocolCode(error) ?? 'INTERNAL_SERVER_ERROR';
}
