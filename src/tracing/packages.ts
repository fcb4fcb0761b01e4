import { createRequire } from 'node:module';
import type { Context } from '@opentelemetry/api';
import type { PbfWriter } from 'pbf';
import { z } from 'zod';
import type { RecordedSpan, SpanTaker } from './RecordedSpan.js';

/** Holds spans until there are enough of them, or until it is time. */
export interface SpanBatches extends SpanTaker {
  /** Sends what is left, and ends. */
  shutdown(): Promise<void>;
}

/** What became of spans: 0 where they were taken. */
export interface SentResult {
  readonly code: number;
}

/** Sends spans, and tells what became of them, once. */
export interface SpanSender {
  export(spans: readonly RecordedSpan[], done: (result: SentResult) => void): void;
  shutdown(): Promise<void>;
}

interface BatchSizes {
  readonly maxExportBatchSize: number;
  readonly maxQueueSize: number;
}

interface Resource {
  readonly attributes: Readonly<Record<string, string>>;
  merge(other: Resource): Resource;
}

interface RatioSampler {
  shouldSample(context: Context, traceId: string): { readonly decision: number };
}

/** Where spans go, and how; what is said by OTEL_EXPORTER_OTLP_* besides comes to it. */
export type Destination = object;

interface DestinationOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What was answered, once it is read. */
type Answer = object;

/** Writes what is sent. */
export interface Serializer {
  readonly serializeRequest: (spans: readonly RecordedSpan[]) => Uint8Array;
  readonly deserializeResponse: (bytes: Uint8Array) => Answer;
}

/** Counts what is sent, for metrics that nobody reads. */
interface ItemCounter {
  readonly countItems: (spans: readonly RecordedSpan[]) => number;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** What is used of the packages of OpenTelemetry, which are there only where traces are sent. */
const sdk = z.object({
  BatchSpanProcessor: z.custom<new (sender: SpanSender, sizes: BatchSizes) => SpanBatches>(isFunction),
  SamplingDecision: z.object({ RECORD_AND_SAMPLED: z.number() }),
  TraceIdRatioBasedSampler: z.custom<new (ratio: number) => RatioSampler>(isFunction),
});
const resources = z.object({
  defaultResource: z.custom<() => Resource>(isFunction),
  resourceFromAttributes: z.custom<(attributes: Readonly<Record<string, string>>) => Resource>(isFunction),
});
const sending = z.object({
  convertLegacyHttpOptions:
    z.custom<
      (
        options: DestinationOptions,
        signal: 'TRACES',
        path: string,
        headers: Readonly<Record<string, string>>,
      ) => Destination
    >(isFunction),
  createOtlpHttpExportDelegate:
    z.custom<
      (destination: Destination, serializer: Serializer, named: string, counter: ItemCounter) => SpanSender
    >(isFunction),
});
const transformer = z.object({
  ProtobufTraceSerializer: z.object({
    deserializeResponse: z.custom<Serializer['deserializeResponse']>(isFunction),
  }),
});

const writing = z.object({ PbfWriter: z.custom<new () => PbfWriter>(isFunction) });

/** What records and sends spans, as far as it is used. */
export type Sdk = z.infer<typeof sdk> &
  z.infer<typeof resources> &
  z.infer<typeof sending> &
  z.infer<typeof transformer> &
  z.infer<typeof writing>;

/** What sends traces is not installed. */
export class MissingPackages extends Error {
  override readonly name = 'MissingPackages';
}

/**
 * Loads what records and sends spans, in the versions that package.json beside this file names. SDK 3 would need the API 1.10,
 * which does not see an SDK that was loaded before by an older one.
 * @throws MissingPackages that says what to install
 */
export async function loadSdk(): Promise<Sdk> {
  return {
    ...sdk.parse(await load('@opentelemetry/sdk-trace-base')),
    ...resources.parse(await load('@opentelemetry/resources')),
    ...(await loadExporter()),
    ...writing.parse(await load('pbf')),
  };
}

/** The parts of the exporter, whose own serializer is not used. In the versions that it brings, wherever they are installed. */
async function loadExporter() {
  const name = '@opentelemetry/exporter-trace-otlp-proto';
  await load(name);
  const ofExporter = createRequire(createRequire(import.meta.url).resolve(name));
  return {
    ...sending.parse(ofExporter('@opentelemetry/otlp-exporter-base/node-http')),
    ...transformer.parse(ofExporter('@opentelemetry/otlp-transformer')),
  };
}

async function load(name: string): Promise<unknown> {
  try {
    const loaded: unknown = await import(name);
    return loaded;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new MissingPackages(
      `Traces are to be sent, but ${name} is not installed. Run: npm ci --omit=dev --workspace=src/tracing --include-workspace-root (or unset OTEL_EXPORTER_OTLP_ENDPOINT).`,
    );
  }
}
