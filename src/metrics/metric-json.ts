import { z } from 'zod';

const sample = z.object({
  /** Where it is not that of the metric: a histogram has several. */
  metricName: z.string().optional(),
  labels: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Null for what is no number, as a mean of nothing is. */
  value: z
    .unknown()
    .transform((value) => (typeof value === 'number' && Number.isFinite(value) ? value : null)),
});

/** Metrics in the form in which prom-client hands them from process to process. */
export const metricsJson = z.array(
  z.object({ name: z.string(), help: z.string(), type: z.string(), values: z.array(sample).readonly() }),
);

export type MetricJson = z.output<typeof metricsJson>[number];
export type Sample = z.output<typeof sample>;
