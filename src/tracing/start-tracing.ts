import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { diag, DiagLogLevel, type Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { ExporterSettings, TracingSettings } from '../config.js';
import { ExportFaults } from './ExportFaults.js';
import { loadSdk, type Sampler, type Sdk } from './packages.js';
import { TRACER, tracerOfProcess } from './Tracing.js';

/** What begins the spans of this process, and takes them. */
export interface RunningTracing {
  /** Undefined = nobody takes spans. */
  readonly tracer: Tracer | undefined;
  /** Sends what is left. A collector that is away holds up no stop for long. */
  stop(): Promise<void>;
}

/** What the last spans may take to be sent. */
const FLUSH_MS = 3_000;

const NOTHING_LEFT = (): Promise<void> => Promise.resolve();

/**
 * Starts to send spans, where that is set. Where it is not, an SDK that was loaded before this code takes them, if there is
 * one.
 * @throws MissingPackages that says what to install
 */
export async function startTracing(
  { isOff, exporter }: TracingSettings,
  log: Logger,
): Promise<RunningTracing> {
  if (isOff) return { tracer: undefined, stop: NOTHING_LEFT };
  if (exporter === undefined) return { tracer: tracerOfProcess(), stop: NOTHING_LEFT };
  const sdk = await loadSdk();
  diag.setLogger(new ExportFaults(log), { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const provider = new sdk.BasicTracerProvider({
    resource: sdk.defaultResource().merge(
      sdk.resourceFromAttributes({
        ...exporter.resource,
        // Workers, and pods, are told apart.
        'service.instance.id': exporter.resource['service.instance.id'] ?? randomUUID(),
      }),
    ),
    sampler: samplerOf(exporter, sdk),
    spanProcessors: [
      new sdk.BatchSpanProcessor(new sdk.OTLPTraceExporter({ url: exporter.url, headers: exporter.headers })),
    ],
  });
  return {
    tracer: provider.getTracer(TRACER),
    stop: () =>
      Promise.race([provider.shutdown().catch(() => undefined), pause(FLUSH_MS, undefined, { ref: false })]),
  };
}

function samplerOf({ sampler, ratio }: ExporterSettings, sdk: Sdk): Sampler {
  const byRatio = (): Sampler => new sdk.TraceIdRatioBasedSampler(ratio);
  switch (sampler) {
    case 'always_on':
      return new sdk.AlwaysOnSampler();
    case 'always_off':
      return new sdk.AlwaysOffSampler();
    case 'traceidratio':
      return byRatio();
    case 'parentbased_always_on':
      return new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new sdk.ParentBasedSampler({ root: new sdk.AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new sdk.ParentBasedSampler({ root: byRatio() });
  }
}
