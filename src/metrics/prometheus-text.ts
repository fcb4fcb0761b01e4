import { AggregatorRegistry } from 'prom-client';
import type { MetricJson, Sample } from './metric-json.js';

/** The metrics of one process. */
export interface MeasuredProcess {
  /** Its number, where there are several: what it counts begins anew when it is replaced, as Prometheus expects. */
  readonly worker?: number;
  readonly metrics: readonly MetricJson[];
}

/** The text that Prometheus reads. */
export async function prometheusText(
  processes: readonly MeasuredProcess[],
): Promise<{ readonly text: string; readonly type: string }> {
  const registry = AggregatorRegistry.aggregate(
    processes.map(({ worker, metrics }) =>
      metrics.map(({ name, help, type, values }) => {
        const labelled = worker === undefined ? values : values.map((value) => ofWorker(value, worker));
        return {
          name,
          help,
          type,
          aggregator: 'first',
          values: labelled.filter(({ value }) => value !== null),
        };
      }),
    ),
  );
  return { text: await registry.metrics(), type: registry.contentType };
}

function ofWorker(value: Sample, worker: number): Sample {
  return { ...value, labels: { worker: String(worker), ...value.labels } };
}
