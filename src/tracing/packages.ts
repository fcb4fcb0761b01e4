import type { Tracer } from '@opentelemetry/api';
import { z } from 'zod';

/** What is used of a provider of tracers. */
export interface Provider {
  getTracer(name: string): Tracer;
  /** Sends what is left, and ends. */
  shutdown(): Promise<void>;
}

interface Resource {
  merge(other: Resource): Resource;
}

/** Decides which traces are recorded. */
export type Sampler = object;

interface ProviderOptions {
  readonly resource: Resource;
  readonly sampler: Sampler;
  readonly spanProcessors: readonly object[];
}

interface ExporterOptions {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** What is used of the packages of OpenTelemetry, which are there only where traces are sent. */
const sdk = z.object({
  BasicTracerProvider: z.custom<new (options: ProviderOptions) => Provider>(isFunction),
  BatchSpanProcessor: z.custom<new (exporter: object) => object>(isFunction),
  AlwaysOnSampler: z.custom<new () => Sampler>(isFunction),
  AlwaysOffSampler: z.custom<new () => Sampler>(isFunction),
  TraceIdRatioBasedSampler: z.custom<new (ratio: number) => Sampler>(isFunction),
  ParentBasedSampler: z.custom<new (options: { readonly root: Sampler }) => Sampler>(isFunction),
});
const resources = z.object({
  defaultResource: z.custom<() => Resource>(isFunction),
  resourceFromAttributes: z.custom<(attributes: Readonly<Record<string, string>>) => Resource>(isFunction),
});
const exporter = z.object({
  OTLPTraceExporter: z.custom<new (options: ExporterOptions) => object>(isFunction),
});

/** The SDK of OpenTelemetry, as far as it is used. */
export type Sdk = z.infer<typeof sdk> & z.infer<typeof resources> & z.infer<typeof exporter>;

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
    ...exporter.parse(await load('@opentelemetry/exporter-trace-otlp-proto')),
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
