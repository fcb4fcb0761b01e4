import { isPlainHttpAbroad } from './plain-http.js';
import type { SettingsReader } from './read-settings.js';
import type { SettingValue } from './settings.js';

/** What becomes of traces. */
export interface TracingSettings {
  /** No spans are begun, whoever would take them. */
  readonly isOff: boolean;
  /** Undefined = spans are sent nowhere by this server; an SDK that was loaded before it may take them. */
  readonly exporter: ExporterSettings | undefined;
  /** Calls to APIs carry the context on to them. */
  readonly tellsApis: boolean;
}

/** Where spans are sent, which, and as whose. */
export interface ExporterSettings {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sampler: SettingValue<'OTEL_TRACES_SAMPLER'>;
  /** Part of the traces, for samplers that take one. */
  readonly ratio: number;
  /** Spans that are sent at once. */
  readonly batchSize: number;
  /** Spans that may wait. */
  readonly queueSize: number;
  /** What all spans say of the service. */
  readonly resource: Readonly<Record<string, string>>;
}

/** As the standard has it where nothing else is said. */
const USUAL_ENDPOINT = 'http://localhost:4318';

/** @param subgraphs which are served: the service is called by them unless it has a name */
export function readTracing(reader: SettingsReader, subgraphs: readonly string[]): TracingSettings {
  const isOff = reader.get('OTEL_SDK_DISABLED');
  return {
    isOff,
    exporter: isOff ? undefined : readExporter(reader, subgraphs),
    tellsApis: reader.get('UPSTREAM_TRACEPARENT'),
  };
}

function readExporter(reader: SettingsReader, subgraphs: readonly string[]): ExporterSettings | undefined {
  const exporter = reader.find('OTEL_TRACES_EXPORTER');
  const base = reader.find('OTEL_EXPORTER_OTLP_ENDPOINT');
  const own = reader.find('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  if (exporter === 'none' || (exporter === undefined && base === undefined && own === undefined))
    return undefined;
  const url = own ?? `${base ?? USUAL_ENDPOINT}/v1/traces`;
  // There is no other one to choose, but one that is not offered is a fault.
  reader.find('OTEL_EXPORTER_OTLP_PROTOCOL');
  const headers = reader.find('OTEL_EXPORTER_OTLP_HEADERS');
  if (headers !== undefined && isPlainHttpAbroad(url))
    reader.faults.push(
      'OTEL_EXPORTER_OTLP_HEADERS: would be sent in clear. Use an https address, or a collector on this machine',
    );
  const named = reader.find('OTEL_RESOURCE_ATTRIBUTES') ?? {};
  const name =
    reader.find('OTEL_SERVICE_NAME') ?? named['service.name'] ?? [...subgraphs, 'subgraph'].join('-');
  const queueSize = reader.get('OTEL_BSP_MAX_QUEUE_SIZE');
  const batchSize = reader.get('OTEL_BSP_MAX_EXPORT_BATCH_SIZE');
  // The default goes by the queue.
  if (batchSize > queueSize && reader.isSet('OTEL_BSP_MAX_EXPORT_BATCH_SIZE'))
    reader.faults.push(
      `OTEL_BSP_MAX_EXPORT_BATCH_SIZE: is ${batchSize}, more than OTEL_BSP_MAX_QUEUE_SIZE lets wait, which is ${queueSize}. Example: OTEL_BSP_MAX_EXPORT_BATCH_SIZE=${queueSize}`,
    );
  return {
    url,
    headers: headers ?? {},
    sampler: reader.get('OTEL_TRACES_SAMPLER'),
    ratio: reader.get('OTEL_TRACES_SAMPLER_ARG'),
    batchSize: Math.min(batchSize, queueSize),
    queueSize,
    resource: { ...named, 'service.name': name },
  };
}
