import type { Environment, ExporterSettings } from '../config.js';
import { SettingsReader } from '../config/read-settings.js';
import type { SettingName } from '../config/settings.js';
import { loadSdk, MissingPackages } from '../tracing/packages.js';
import { ask } from './ask.js';
import { isJson, mediaTypeIn } from './body-kind.js';
import { partAdvice, type Finding, type Findings, type Visit } from './findings.js';
import { noAnswer } from './reach.js';

const ANSWER_MS = 5_000;
/** It alone says that traces are sent, where the address is the default. */
const BY_DEFAULT = 'OTEL_TRACES_EXPORTER';
const PROTOBUF = 'application/x-protobuf';
/** Read by the packages alone: certificates that only they know of. */
const OWN_CERTIFICATES = /^OTEL_EXPORTER_OTLP_(TRACES_)?(CLIENT_)?(CERTIFICATE|KEY)$/;

/** Whether what sends traces is installed, where they are to be sent, and whether the collector takes them. */
export async function* checkTraces({ config, env, begin }: Visit): Findings {
  const { exporter } = config.tracing;
  if (exporter === undefined) return;
  const subject = settingOf(env);
  const about = { area: 'traces', subject } as const;
  begin('the packages that send traces');
  try {
    await loadSdk();
    yield { ...about, state: 'ok', found: 'the packages that send traces are installed' };
  } catch (error) {
    if (!(error instanceof MissingPackages)) throw error;
    yield { ...about, state: 'fault', ...partAdvice(error.message, 'Install it.') };
  }
  const { origin, pathname } = new URL(exporter.url);
  begin(`the collector at ${origin}`);
  if (Object.keys(env).some((name) => OWN_CERTIFICATES.test(name)))
    yield {
      ...about,
      state: 'skipped',
      found: `${origin} is not asked: only the packages that send traces know its certificates`,
    };
  else yield { ...about, ...(await askCollector(exporter, `${origin}${pathname}`, subject)) };
}

/** What says where the collector is. */
function settingOf(env: Environment): SettingName {
  const reader = new SettingsReader(env);
  const endpoints = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'] as const;
  return endpoints.find((name) => reader.isSet(name)) ?? BY_DEFAULT;
}

/** Sends a request without spans: that is one of no bytes. */
async function askCollector(
  { url, headers }: ExporterSettings,
  place: string,
  setting: string,
): Promise<Pick<Finding, 'state' | 'found' | 'mend'>> {
  const startedAt = performance.now();
  try {
    const {
      status,
      headers: got,
      text,
    } = await ask(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': PROTOBUF },
      body: new Uint8Array(),
      withinMs: ANSWER_MS,
    });
    const ms = Math.round(performance.now() - startedAt);
    const mediaType = mediaTypeIn(got.get('content-type'));
    if (status >= 200 && status < 300 && text !== '' && mediaType !== PROTOBUF && !isJson(mediaType))
      return {
        state: 'fault',
        found: `${place} does not look like a collector: it answers with ${status} and ${mediaType}`,
        mend: adviceFor(404, setting),
      };
    if (status >= 200 && status < 300)
      return { state: 'ok', found: `${place} takes traces: it answers in ${ms} ms` };
    return {
      state: 'fault',
      found: `${place} does not take traces: it answers with ${status}`,
      mend: adviceFor(status, setting),
    };
  } catch (error) {
    const { why, mend } = noAnswer(error);
    return {
      state: 'fault',
      found: `${place} can't be reached: ${why}`,
      mend: `${mend} ${
        setting === BY_DEFAULT
          ? 'It is the default address, as OTEL_EXPORTER_OTLP_ENDPOINT is not set.'
          : `The address comes from ${setting}.`
      }`,
    };
  }
}

function adviceFor(status: number, setting: string): string {
  if (status === 401 || status === 403)
    return 'Put what proves who sends into OTEL_EXPORTER_OTLP_HEADERS, as the collector asks for it.';
  if (status === 429 || status >= 500) return 'Look into the log of the collector.';
  return `Let ${setting === BY_DEFAULT ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : setting} lead to a receiver of OTLP over HTTP with protobuf, usually at port 4318.`;
}
