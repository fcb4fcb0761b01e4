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

/** The versions that this code is made for, as package.json has them. */
export const VERSIONS = {
  '@opentelemetry/sdk-trace-base': '2.12.1',
  '@opentelemetry/resources': '2.12.1',
  '@opentelemetry/exporter-trace-otlp-proto': '0.223.1',
  '@opentelemetry/exporter-trace-otlp-http': '0.223.1',
} as const;

const EXPORTERS = {
  'http/protobuf': '@opentelemetry/exporter-trace-otlp-proto',
  'http/json': '@opentelemetry/exporter-trace-otlp-http',
} as const;

type PackageName = keyof typeof VERSIONS;

/** The SDK of OpenTelemetry, as far as it is used. */
export type Sdk = z.infer<typeof sdk> & z.infer<typeof resources> & z.infer<typeof exporter>;

/** What sends traces is not installed. */
export class MissingPackages extends Error {
  override readonly name = 'MissingPackages';
}

/**
 * Loads what records and sends spans.
 * @throws MissingPackages that says what to install
 */
export async function loadSdk(protocol: keyof typeof EXPORTERS): Promise<Sdk> {
  const names = ['@opentelemetry/sdk-trace-base', '@opentelemetry/resources', EXPORTERS[protocol]] as const;
  const [one, two, three] = await Promise.all(names.map((name) => load(name, names)));
  return { ...sdk.parse(one), ...resources.parse(two), ...exporter.parse(three) };
}

async function load(name: PackageName, all: readonly PackageName[]): Promise<unknown> {
  try {
    const loaded: unknown = await import(name);
    return loaded;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    const wanted = all.map((each) => `${each}@${VERSIONS[each]}`).join(' ');
    throw new MissingPackages(
      `Traces are to be sent, but ${name} is not installed. Run: npm install --no-save ${wanted} (or unset OTEL_EXPORTER_OTLP_ENDPOINT).`,
    );
  }
}
