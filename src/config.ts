import { namesCallers, readCallerRules, type CallerRules } from './config/caller-rules.js';
import {
  absentApis,
  checkEnvironment,
  readUrls,
  urlsBelow,
  type AbsentApi,
  type ApiUrls,
} from './config/environment.js';
import { checkEntur, enturChangeMs, enturInSandbox, readEntur, type EnturConfig } from './config/entur.js';
import { allowedHosts } from './config/hosts.js';
import { ConfigError, SettingsReader, unknownSettings, type Environment } from './config/read-settings.js';
import { SubgraphKeys } from './config/subgraph-keys.js';
import { readLive, type LiveSettings } from './config/live.js';
import { readRouterCache, type RouterCacheSettings } from './config/router-cache.js';
import { readSharedCache, type SharedCacheSettings } from './config/shared-cache.js';
import { portClashes } from './config/ports.js';
import { readSubgraphs, type SubgraphSetting } from './config/subgraphs.js';
import type { Tenant } from './config/tenant.js';
import { readTenantsSetting, type TenantsFile } from './config/tenants-setting.js';
import { readTracing, type TracingSettings } from './config/tracing.js';
import { readTrustedDocuments } from './config/trusted-documents.js';

export type { AbsentApi, ApiUrls } from './config/environment.js';
export { ConfigError } from './config/read-settings.js';
export type { Environment } from './config/read-settings.js';
export { accountingCredentials, classicCredentials, enturCredentials } from './config/credentials.js';
export { enturWarning } from './config/entur.js';
export type { EnturConfig, EnturUrls } from './config/entur.js';
export { isLoopback } from './config/hosts.js';
export type { CallerRules, JwtRules, RouterRules } from './config/caller-rules.js';
export type {
  AccountingCredentials,
  ClassicCredentials,
  Credentials,
  EnturCredentials,
} from './config/credentials.js';
export type { LiveSettings, QuietMinutes } from './config/live.js';
export type { RouterCacheSettings } from './config/router-cache.js';
export type { SharedCacheSettings } from './config/shared-cache.js';
export type { SubgraphName } from './config/subgraph-names.js';
export type { SubgraphSetting } from './config/subgraphs.js';
export type { SalesUnitKeys, Tenant, TenantLimits } from './config/tenant.js';
export type { TenantsFile } from './config/tenants-setting.js';
export type { ExporterSettings, TracingSettings } from './config/tracing.js';
export type { ReadTenants } from './config/tenants-file.js';

/** The `Vipps-System-*` headers of every upstream call. */
export interface SystemHeaders {
  readonly name: string;
  readonly version: string;
  readonly pluginName: string;
  readonly pluginVersion: string;
}

export interface UpstreamLimits {
  readonly attemptTimeoutMs: number;
  readonly hedgeAfterMs: number;
  readonly concurrency: number;
  readonly pageConcurrency: number;
  readonly writeConcurrency: number;
  readonly retries: number;
  readonly retryBaseMs: number;
  /** For so long the calls of a request wait for permits while none of them gets one; 0 = until its deadline. */
  readonly queueTimeoutMs: number;
  readonly maxBytes: number;
}

/** When the circuit breaker of an API and a set of keys opens, and for how long. */
export interface BreakerSettings {
  /** Part of the calls that fail, in percent; 0 = it never opens. */
  readonly threshold: number;
  readonly minCalls: number;
  readonly halfOpenAfterMs: number;
  readonly waitMs: number;
}

export interface Config {
  readonly production: boolean;
  readonly host: string;
  /** Which subgraphs are served, and where; at least one. */
  readonly subgraphs: readonly SubgraphSetting[];
  /** What is told says of which subgraph it is: wherever another could be meant than vipps alone. */
  readonly namesSubgraphs: boolean;
  readonly probesPort: number;
  /** How many processes serve. */
  readonly workers: number;
  /** A worker that says nothing for so long is replaced; 0 = none is. */
  readonly workerHangTimeoutMs: number;
  readonly logLevel: string;
  /** Undefined = as fits who reads along. */
  readonly logFormat: 'json' | 'text' | undefined;
  /** Which requests have their line: a share of those that went well and took less than `slowMs`, and all others. */
  readonly logSampling: { readonly rate: number; readonly slowMs: number };
  /** Sandbox mode: the port on which to start the sandbox. `undefined` with real keys. */
  readonly sandboxPort: number | undefined;
  readonly sandboxHost: string;
  readonly urls: ApiUrls;
  /** APIs that must not be called, as the environment of the keys does not have them. */
  readonly absentApis: readonly AbsentApi[];
  readonly entur: EnturConfig;
  readonly system: SystemHeaders;
  /** Whom all callers ask for; without keys where there is a tenants file. */
  readonly tenant: Tenant;
  /** Whom callers ask for by their claim; `undefined` = there is one tenant. */
  readonly tenantsFile: TenantsFile | undefined;
  readonly callers: CallerRules;
  /** Undefined = callers may send any number of requests. */
  readonly rateLimit: RateLimit | undefined;
  readonly tenantRequestsMax: number;
  readonly requestsMax: number;
  readonly connectionsMax: number;
  /** From where on requests are refused early; 0 = never. */
  readonly shedding: { readonly loopDelayMs: number; readonly callsWaiting: number };
  /** Pages that browsers may send requests from. */
  readonly corsOrigins: readonly string[];
  /** The names that callers may ask for; undefined = any. */
  readonly allowedHosts: ReadonlySet<string> | undefined;
  /** Texts by their SHA-256; undefined = any document is executed. */
  readonly trustedDocuments: ReadonlyMap<string, string> | undefined;
  readonly requestTimeoutMs: number;
  readonly upstream: UpstreamLimits;
  readonly breaker: BreakerSettings;
  readonly bodyLimitBytes: number;
  readonly imageBodyLimitBytes: number;
  readonly bodiesMaxBytes: number;
  readonly bodyTimeoutMs: number;
  readonly answerStallTimeoutMs: number;
  readonly answersMaxBytes: number;
  readonly keepAliveTimeoutMs: number;
  /** 0 = no answer is compressed. */
  readonly compressMinBytes: number;
  /** Who may ask for a trace of every field: nobody, a router that is known by its secret, or everybody. */
  readonly federatedTraces: 'off' | 'router' | 'on';
  readonly queryMaxDepth: number;
  readonly queryMaxRootFields: number;
  readonly queryMaxAliases: number;
  readonly queryMaxDirectives: number;
  readonly queryMaxRepresentations: number;
  readonly queryMaxNodes: number;
  readonly queryMaxValues: number;
  readonly queryMaxResponseBytes: number;
  readonly queryMaxChanges: number;
  readonly queryMaxCalls: number;
  readonly queryMaxScanned: number;
  readonly cacheMaxBytes: number;
  /** Old answers may be shown while an API fails. */
  readonly staleOnError: boolean;
  readonly compileQueries: boolean;
  readonly coalesceRequests: boolean;
  readonly responseCacheMaxBytes: number;
  /** Undefined = each process is on its own. */
  readonly sharedCache: SharedCacheSettings | undefined;
  /** Undefined = no router may keep answers. */
  readonly routerCache: RouterCacheSettings | undefined;
  readonly live: LiveSettings;
  readonly tracing: TracingSettings;
  readonly shutdownDrainMs: number;
  /** The longest that a stop waits for requests: a change that is cut leaves open what became of it. */
  readonly shutdownTimeoutMs: number;
}

/** Requests of one caller: steadily, and at once after a pause. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** What the sandbox tells its own process: where it listens and which of its keys to use. */
export interface SandboxAccess {
  readonly url: string;
  readonly tenant: Tenant;
}

/**
 * Reads and checks the whole environment.
 * @throws ConfigError with every fault at once.
 */
export function parseConfig(env: Environment): Config {
  const reader = new SettingsReader(env);
  reader.faults.push(...unknownSettings(env));
  const subgraphs = readSubgraphs(reader);
  const names = subgraphs.map(({ name }) => name);
  const keys = new SubgraphKeys(reader, names);
  const sandboxMode = keys.isSandboxMode;
  const tenant = sandboxMode || reader.isSet('TENANTS_FILE') ? NO_TENANT : keys.readTenant();
  const urls = readUrls(reader);
  const production =
    (reader.find('NODE_ENV') ?? (sandboxMode ? 'development' : 'production')) === 'production';
  if (production && sandboxMode && reader.find('SANDBOX') !== true) {
    reader.faults.push(
      `${keys.first}: no keys are set, and production must not answer with invented data. Set your keys, or say SANDBOX=true`,
    );
  }
  const systemName = reader.get('VIPPS_SYSTEM_NAME');
  const systemVersion = reader.get('VIPPS_SYSTEM_VERSION');
  const callers = readCallerRules(reader, sandboxMode);
  const host = reader.find('HOST') ?? (sandboxMode ? '127.0.0.1' : '0.0.0.0');
  const settled = {
    production,
    host,
    subgraphs,
    namesSubgraphs: names.join() !== 'vipps',
    probesPort: reader.get('PROBES_PORT'),
    workers: reader.get('WORKERS'),
    workerHangTimeoutMs: reader.get('WORKER_HANG_TIMEOUT_MS'),
    logLevel: reader.get('LOG_LEVEL'),
    logFormat: reader.find('LOG_FORMAT'),
    logSampling: { rate: reader.get('LOG_SAMPLE_RATE'), slowMs: reader.get('LOG_SLOW_MS') },
    sandboxPort: sandboxMode ? reader.get('SANDBOX_PORT') : undefined,
    sandboxHost: reader.get('SANDBOX_HOST'),
    urls,
    absentApis: sandboxMode || !names.includes('vipps') ? [] : absentApis(reader, urls),
    entur: readEntur(reader),
    system: {
      name: systemName,
      version: systemVersion,
      pluginName: reader.find('VIPPS_SYSTEM_PLUGIN_NAME') ?? systemName,
      pluginVersion: reader.find('VIPPS_SYSTEM_PLUGIN_VERSION') ?? systemVersion,
    },
    tenant,
    callers,
    rateLimit: readRateLimit(reader),
    tenantRequestsMax: reader.get('TENANT_REQUESTS_MAX'),
    requestsMax: reader.get('REQUESTS_MAX'),
    connectionsMax: reader.get('CONNECTIONS_MAX'),
    shedding: {
      loopDelayMs: reader.get('SHED_LOOP_DELAY_MS'),
      callsWaiting: reader.get('SHED_CALLS_WAITING'),
    },
    corsOrigins: reader.find('CORS_ORIGINS') ?? [],
    allowedHosts: allowedHosts(host, reader.find('HOSTS_ALLOWED')),
    trustedDocuments: readTrustedDocuments(reader),
    requestTimeoutMs: reader.get('REQUEST_TIMEOUT_MS'),
    upstream: {
      attemptTimeoutMs: reader.get('UPSTREAM_ATTEMPT_TIMEOUT_MS'),
      hedgeAfterMs: reader.get('UPSTREAM_HEDGE_AFTER_MS'),
      concurrency: reader.get('UPSTREAM_CONCURRENCY'),
      pageConcurrency: reader.get('UPSTREAM_PAGE_CONCURRENCY'),
      writeConcurrency: reader.get('UPSTREAM_WRITE_CONCURRENCY'),
      retries: reader.get('UPSTREAM_RETRIES'),
      retryBaseMs: reader.get('UPSTREAM_RETRY_BASE_MS'),
      queueTimeoutMs:
        reader.find('UPSTREAM_QUEUE_TIMEOUT_MS') ?? Math.ceil(reader.get('REQUEST_TIMEOUT_MS') / 2),
      maxBytes: reader.get('UPSTREAM_MAX_BYTES'),
    },
    breaker: {
      threshold: reader.get('BREAKER_THRESHOLD'),
      minCalls: reader.get('BREAKER_MIN_CALLS'),
      halfOpenAfterMs: reader.get('BREAKER_HALF_OPEN_AFTER_MS'),
      waitMs: reader.get('BREAKER_WAIT_MS'),
    },
    bodyLimitBytes: reader.get('BODY_LIMIT_BYTES'),
    imageBodyLimitBytes: reader.get('IMAGE_BODY_LIMIT_BYTES'),
    bodiesMaxBytes: reader.get('BODIES_MAX_BYTES'),
    bodyTimeoutMs: reader.get('BODY_TIMEOUT_MS'),
    answerStallTimeoutMs: reader.get('ANSWER_STALL_TIMEOUT_MS'),
    answersMaxBytes: reader.get('ANSWERS_MAX_BYTES'),
    keepAliveTimeoutMs: reader.get('KEEP_ALIVE_TIMEOUT_MS'),
    compressMinBytes: reader.get('COMPRESS_MIN_BYTES'),
    federatedTraces: reader.get('FEDERATED_TRACES'),
    queryMaxDepth: reader.get('QUERY_MAX_DEPTH'),
    queryMaxRootFields: reader.get('QUERY_MAX_ROOT_FIELDS'),
    queryMaxAliases: reader.get('QUERY_MAX_ALIASES'),
    queryMaxDirectives: reader.get('QUERY_MAX_DIRECTIVES'),
    queryMaxRepresentations: reader.get('QUERY_MAX_REPRESENTATIONS'),
    queryMaxNodes: reader.get('QUERY_MAX_NODES'),
    queryMaxValues: reader.get('QUERY_MAX_VALUES'),
    queryMaxResponseBytes: reader.get('QUERY_MAX_RESPONSE_BYTES'),
    queryMaxChanges: reader.get('QUERY_MAX_CHANGES'),
    queryMaxCalls: reader.get('QUERY_MAX_CALLS'),
    queryMaxScanned: reader.get('QUERY_MAX_SCANNED'),
    cacheMaxBytes: reader.get('CACHE_MAX_BYTES'),
    staleOnError: reader.get('STALE_ON_ERROR'),
    compileQueries: reader.get('COMPILE_QUERIES'),
    coalesceRequests: reader.get('COALESCE_REQUESTS'),
    responseCacheMaxBytes: reader.get('RESPONSE_CACHE_MAX_BYTES'),
    sharedCache: readSharedCache(reader),
    routerCache: readRouterCache(reader),
    live: readLive(reader, sandboxMode),
    tracing: readTracing(reader, names),
    shutdownDrainMs: reader.find('SHUTDOWN_DRAIN_MS') ?? (production ? 5_000 : 0),
    shutdownTimeoutMs: reader.find('SHUTDOWN_TIMEOUT_MS') ?? usualStopMs(reader, names),
  };
  reader.faults.push(...portClashes(settled));
  const tenantsFile = readTenantsSetting(reader, env, names);
  if (!sandboxMode) {
    const tenants = tenantsFile?.tenants ?? [];
    keys.checkTenants(tenants);
    // Of a file with faults nothing is known.
    const areKnown = tenantsFile === undefined || tenants.length > 0;
    if (names.includes('vipps')) checkEnvironment(reader, !areKnown || keys.has('vipps', tenants));
    if (keys.has('entur', tenants)) checkEntur(reader);
  }
  if (reader.faults.length > 0) throw new ConfigError([...new Set(reader.faults)]);
  return { ...settled, tenantsFile };
}

/** The longest that a change may take, of the subgraphs that are served. */
export function longestChangeMs({ subgraphs, entur, requestTimeoutMs }: Config): number {
  const isEntur = subgraphs.some(({ name }) => name === 'entur');
  return isEntur ? enturChangeMs(entur.changeTimeoutMs, requestTimeoutMs) : requestTimeoutMs;
}

/** A stop waits as long as a request may take, of the subgraphs that are served. */
function usualStopMs(reader: SettingsReader, names: readonly string[]): number {
  if (!names.includes('entur')) return USUAL_STOP_MS;
  const changeMs = enturChangeMs(reader.get('ENTUR_CHANGE_TIMEOUT_MS'), reader.get('REQUEST_TIMEOUT_MS'));
  return Math.max(USUAL_STOP_MS, changeMs);
}

const USUAL_STOP_MS = 15_000;

/** The configuration of sandbox mode once the sandbox listens: all APIs at its address, with its keys. */
export function withSandbox(config: Config, sandbox: SandboxAccess): Config {
  return {
    ...config,
    // Switched on by any address, but the sandbox's keys go to no other.
    urls: { ...urlsBelow(sandbox.url), partner: config.urls.partner === undefined ? undefined : sandbox.url },
    entur: enturInSandbox(config.entur, sandbox.url),
    tenant: sandbox.tenant,
  };
}

const NO_TENANT: Tenant = { id: 'default', classic: undefined, accounting: undefined };

/** A router that passes no claims on stands for all its callers, and is not held to the rate of one. */
function readRateLimit(reader: SettingsReader): RateLimit | undefined {
  // Where something is wrong with either, nothing follows from that.
  const hasSubjects = namesCallers(reader) ?? true;
  if (reader.isSet('RATE_LIMIT_PER_SECOND') && reader.find('RATE_LIMIT_PER_SECOND') === undefined)
    return undefined;
  const perSecond = reader.find('RATE_LIMIT_PER_SECOND') ?? (hasSubjects ? USUAL_RATE : 0);
  const burst = reader.find('RATE_LIMIT_BURST') ?? 2 * perSecond;
  if (perSecond > 0) return { perSecond, burst };
  if (reader.isSet('RATE_LIMIT_BURST'))
    reader.faults.push('RATE_LIMIT_BURST: is set, but RATE_LIMIT_PER_SECOND is not. Set both or neither');
  return undefined;
}

const USUAL_RATE = 100;
