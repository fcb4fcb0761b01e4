import type { Config } from '../config.js';
import type { OperationNames } from '../metrics/OperationNames.js';
import type { SpanStarter } from '../tracing/SpanSource.js';
import { Tracing } from '../tracing/Tracing.js';

/** What begins the traces of a subgraph; undefined where nobody takes spans. @param names those that metrics know too */
export function tracingOf(
  tracer: SpanStarter | undefined,
  subgraph: string,
  { tracing, trustedDocuments }: Pick<Config, 'tracing' | 'trustedDocuments'>,
  names: OperationNames,
): Tracing | undefined {
  if (tracer === undefined) return undefined;
  return new Tracing({
    tracer,
    subgraph,
    tellsApis: tracing.tellsApis,
    operations: {
      inSpanNames: trustedDocuments !== undefined,
      known: (name, isSound) =>
        name !== undefined && names.labelOf(name, isSound) === name ? name : undefined,
    },
  });
}
