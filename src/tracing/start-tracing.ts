import { randomUUID } from 'node:crypto';
import { diag, DiagLogLevel, ROOT_CONTEXT } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Timers } from '../clock.js';
import type { ExporterSettings, TracingSettings } from '../config.js';
import { ExportFaults } from './ExportFaults.js';
import { loadSdk, type Sdk, type SpanBatches, type SpanSender } from './packages.js';
import { Recorder, type Sampling } from './Recorder.js';
import { SpanSerializer } from './SpanSerializer.js';
import type { SpanStarter } from './SpanSource.js';
import { TRACER, tracerOfProcess } from './Tracing.js';
import { UnsentSpans } from './UnsentSpans.js';

/** What begins the spans of this process, and takes them. */
export interface RunningTracing {
  /** Undefined = nobody takes spans. */
  readonly tracer: SpanStarter | undefined;
  /** Sends what is left. A collector that is away holds up no stop for long. */
  stop(): Promise<void>;
}

/** What the last spans may take to be sent once all requests have ended. The standard has no setting for it. */
export const FLUSH_MS = 500;

const NOTHING_LEFT = (): Promise<void> => Promise.resolve();

/**
 * Starts to send spans, where that is set. Where it is not, an SDK that was loaded before this code takes them, if there is
 * one.
 * @throws MissingPackages that says what to install
 */
export async function startTracing(
  { isOff, exporter }: TracingSettings,
  log: Logger,
  timers: Timers,
): Promise<RunningTracing> {
  if (isOff) return { tracer: undefined, stop: NOTHING_LEFT };
  if (exporter === undefined) return { tracer: tracerOfProcess(), stop: NOTHING_LEFT };
  const sdk = await loadSdk();
  const unsent = new UnsentSpans(exporter.queueSize);
  const faults = new ExportFaults(log, () => unsent.takeDropped());
  diag.setLogger(faults, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  const batches = new sdk.BatchSpanProcessor(unsent.within(senderTo(exporter, sdk)), {
    maxExportBatchSize: exporter.batchSize,
    maxQueueSize: exporter.queueSize,
  });
  return {
    tracer: new Recorder(samplingOf(exporter, sdk), unsent.before(batches)),
    stop: async () => {
      unsent.startStop();
      await flush(batches, timers);
      faults.tellDropped();
      const { count: spans } = unsent;
      if (spans > 0) log.warn({ spans }, 'spans were not sent before the stop');
    },
  };
}

/** Sends what is left, as far as there is time. */
function flush(batches: SpanBatches, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const takeBack = timers.after(FLUSH_MS, resolve);
    const end = (): void => {
      takeBack();
      resolve();
    };
    batches.shutdown().then(end, end);
  });
}

/** What sends batches of spans to the collector. */
function senderTo({ url, headers, resource }: ExporterSettings, sdk: Sdk): SpanSender {
  const { attributes } = sdk.defaultResource().merge(
    sdk.resourceFromAttributes({
      ...resource,
      // Workers, and pods, are told apart.
      'service.instance.id': resource['service.instance.id'] ?? randomUUID(),
    }),
  );
  const serializer = new SpanSerializer({ resource: attributes, scope: TRACER }, sdk.PbfWriter);
  const destination = sdk.convertLegacyHttpOptions({ url, headers }, 'TRACES', 'v1/traces', {
    'Content-Type': 'application/x-protobuf',
  });
  return sdk.createOtlpHttpExportDelegate(
    destination,
    {
      serializeRequest: (spans) => serializer.serialize(spans),
      deserializeResponse: sdk.ProtobufTraceSerializer.deserializeResponse,
    },
    'otlp_http_span_exporter',
    { countItems: (spans) => spans.length },
  );
}

/** Which traces are recorded, by what is set. */
export function samplingOf(
  { sampler, ratio }: Pick<ExporterSettings, 'sampler' | 'ratio'>,
  sdk: Sdk,
): Sampling {
  const asTheCallerSays = sampler.startsWith('parentbased_');
  switch (sampler) {
    case 'always_on':
    case 'parentbased_always_on':
      return { asTheCallerSays, takes: () => true };
    case 'always_off':
    case 'parentbased_always_off':
      return { asTheCallerSays, takes: () => false };
    case 'traceidratio':
    case 'parentbased_traceidratio': {
      const part = new sdk.TraceIdRatioBasedSampler(ratio);
      return {
        asTheCallerSays,
        takes: (traceId) =>
          part.shouldSample(ROOT_CONTEXT, traceId).decision === sdk.SamplingDecision.RECORD_AND_SAMPLED,
      };
    }
  }
}
