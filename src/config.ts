import { accountingCredentials, classicCredentials, type Tenant } from './config/credentials.js';
import { ConfigError, SettingsReader, unknownSettings, type Environment } from './config/read-settings.js';
import { settings } from './config/settings.js';

export { ConfigError } from './config/read-settings.js';
export type { Environment } from './config/read-settings.js';
export { accountingCredentials, classicCredentials } from './config/credentials.js';
export type { AccountingCredentials, ClassicCredentials, Credentials, Tenant } from './config/credentials.js';

export interface ApiUrls {
  readonly accessToken: string;
  readonly management: string;
  readonly orderManagement: string;
  readonly sales: string;
  readonly report: string;
  /** The older Partner API; `undefined` = switched off. */
  readonly partner: string | undefined;
}

/** The `Vipps-System-*` headers of every upstream call. */
export interface SystemHeaders {
  readonly name: string;
  readonly version: string;
  readonly pluginName: string;
  readonly pluginVersion: string;
}

export interface UpstreamLimits {
  readonly concurrency: number;
  readonly retries: number;
  readonly retryBaseMs: number;
  readonly maxBytes: number;
}

export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly probesPort: number;
  readonly logLevel: string;
  /** Sandbox mode: the port on which to start the sandbox. `undefined` with real keys. */
  readonly sandboxPort: number | undefined;
  readonly sandboxHost: string;
  readonly urls: ApiUrls;
  readonly system: SystemHeaders;
  readonly tenant: Tenant;
  readonly requestTimeoutMs: number;
  readonly upstream: UpstreamLimits;
  readonly bodyLimitBytes: number;
  readonly queryMaxDepth: number;
  readonly queryMaxNodes: number;
  readonly queryMaxValues: number;
  readonly queryMaxChanges: number;
  readonly queryMaxCalls: number;
  readonly cacheMaxBytes: number;
  readonly compileQueries: boolean;
  readonly coalesceRequests: boolean;
  readonly responseCacheMaxBytes: number;
  readonly shutdownDrainMs: number;
  readonly shutdownTimeoutMs: number;
}

/** What the sandbox tells its own process: where it listens and which of its keys to use. */
export interface SandboxAccess {
  readonly url: string;
  readonly tenant: Tenant;
}

const PRODUCTION_API = 'https://api.vipps.no';
const KEY_SETTINGS = [
  settings.VIPPS_CLIENT_ID,
  settings.VIPPS_CLIENT_SECRET,
  settings.VIPPS_SUBSCRIPTION_KEY,
  settings.VIPPS_ACCOUNTING_CLIENT_ID,
  settings.VIPPS_ACCOUNTING_CLIENT_SECRET,
];

const URL_SETTINGS = [
  settings.VIPPS_API_URL,
  settings.VIPPS_ACCESS_TOKEN_URL,
  settings.VIPPS_MANAGEMENT_URL,
  settings.VIPPS_ORDER_MANAGEMENT_URL,
  settings.VIPPS_SALES_URL,
  settings.VIPPS_REPORT_URL,
  settings.VIPPS_PARTNER_URL,
];

/**
 * Reads and checks the whole environment.
 * @throws ConfigError with every fault at once.
 */
export function parseConfig(env: Environment): Config {
  const reader = new SettingsReader(env);
  reader.faults.push(...unknownSettings(env));
  // The Partner API's address turns that API on; the others say where to go, and are no use without keys.
  const addresses = URL_SETTINGS.filter((setting) => setting !== settings.VIPPS_PARTNER_URL);
  const sandboxMode = ![...addresses, ...KEY_SETTINGS].some((setting) => reader.isSet(setting));
  const tenant = sandboxMode ? NO_TENANT : readTenant(reader);
  const defaults = urlsBelow(reader.get(settings.VIPPS_API_URL) ?? PRODUCTION_API);
  const urls = {
    accessToken: reader.get(settings.VIPPS_ACCESS_TOKEN_URL) ?? defaults.accessToken,
    management: reader.get(settings.VIPPS_MANAGEMENT_URL) ?? defaults.management,
    orderManagement: reader.get(settings.VIPPS_ORDER_MANAGEMENT_URL) ?? defaults.orderManagement,
    sales: reader.get(settings.VIPPS_SALES_URL) ?? defaults.sales,
    report: reader.get(settings.VIPPS_REPORT_URL) ?? defaults.report,
    partner: reader.get(settings.VIPPS_PARTNER_URL),
  };
  const production =
    (reader.get(settings.NODE_ENV) ?? (sandboxMode ? 'development' : 'production')) === 'production';
  if (production && sandboxMode && reader.get(settings.SANDBOX) !== true) {
    reader.faults.push(
      'VIPPS_CLIENT_ID: no keys are set, and production must not answer with invented data. Set your keys, or say SANDBOX=true',
    );
  }
  const systemName = reader.get(settings.VIPPS_SYSTEM_NAME) ?? '';
  const systemVersion = reader.get(settings.VIPPS_SYSTEM_VERSION) ?? '';
  const config: Config = {
    production,
    host: reader.get(settings.HOST) ?? (sandboxMode ? '127.0.0.1' : '0.0.0.0'),
    port: reader.get(settings.PORT) ?? 0,
    probesPort: reader.get(settings.PROBES_PORT) ?? 0,
    logLevel: reader.get(settings.LOG_LEVEL) ?? 'info',
    sandboxPort: sandboxMode ? (reader.get(settings.SANDBOX_PORT) ?? 0) : undefined,
    sandboxHost: reader.get(settings.SANDBOX_HOST) ?? '',
    urls,
    system: {
      name: systemName,
      version: systemVersion,
      pluginName: reader.get(settings.VIPPS_SYSTEM_PLUGIN_NAME) ?? systemName,
      pluginVersion: reader.get(settings.VIPPS_SYSTEM_PLUGIN_VERSION) ?? systemVersion,
    },
    tenant,
    requestTimeoutMs: reader.get(settings.REQUEST_TIMEOUT_MS) ?? 0,
    upstream: {
      concurrency: reader.get(settings.UPSTREAM_CONCURRENCY) ?? 1,
      retries: reader.get(settings.UPSTREAM_RETRIES) ?? 0,
      retryBaseMs: reader.get(settings.UPSTREAM_RETRY_BASE_MS) ?? 1,
      maxBytes: reader.get(settings.UPSTREAM_MAX_BYTES) ?? 0,
    },
    bodyLimitBytes: reader.get(settings.BODY_LIMIT_BYTES) ?? 0,
    queryMaxDepth: reader.get(settings.QUERY_MAX_DEPTH) ?? 0,
    queryMaxNodes: reader.get(settings.QUERY_MAX_NODES) ?? 0,
    queryMaxValues: reader.get(settings.QUERY_MAX_VALUES) ?? 0,
    queryMaxChanges: reader.get(settings.QUERY_MAX_CHANGES) ?? 0,
    queryMaxCalls: reader.get(settings.QUERY_MAX_CALLS) ?? 0,
    cacheMaxBytes: reader.get(settings.CACHE_MAX_BYTES) ?? 0,
    compileQueries: reader.get(settings.COMPILE_QUERIES) ?? true,
    coalesceRequests: reader.get(settings.COALESCE_REQUESTS) ?? true,
    responseCacheMaxBytes: reader.get(settings.RESPONSE_CACHE_MAX_BYTES) ?? 0,
    shutdownDrainMs: reader.get(settings.SHUTDOWN_DRAIN_MS) ?? (production ? 5_000 : 0),
    shutdownTimeoutMs: reader.get(settings.SHUTDOWN_TIMEOUT_MS) ?? 0,
  };
  reader.get(settings.CALLER_AUTH);
  if (!sandboxMode) {
    if (!reader.isSet(settings.CALLER_AUTH)) {
      reader.faults.push(
        'CALLER_AUTH: is not set, and with keys everyone who reaches this server reads your data. If only your own network reaches it, say CALLER_AUTH=network',
      );
    }
    for (const setting of URL_SETTINGS) {
      const url = reader.get(setting);
      if (url !== undefined && isPlainHttpAbroad(url)) {
        reader.faults.push(
          `${setting.name}: ${JSON.stringify(url)} would send your keys in clear. Example: ${setting.example}`,
        );
      }
    }
  }
  if (reader.faults.length > 0) throw new ConfigError([...new Set(reader.faults)]);
  return config;
}

/** The configuration of sandbox mode once the sandbox listens: all APIs at its address, with its keys. */
export function withSandbox(config: Config, sandbox: SandboxAccess): Config {
  return {
    ...config,
    // Switched on by any address, but the sandbox's keys go to no other.
    urls: { ...urlsBelow(sandbox.url), partner: config.urls.partner === undefined ? undefined : sandbox.url },
    tenant: sandbox.tenant,
  };
}

const NO_TENANT: Tenant = { id: 'default', classic: undefined, accounting: undefined };

function readTenant(reader: SettingsReader): Tenant {
  const clientId = reader.get(settings.VIPPS_CLIENT_ID);
  const clientSecret = reader.get(settings.VIPPS_CLIENT_SECRET);
  const subscriptionKey = reader.get(settings.VIPPS_SUBSCRIPTION_KEY);
  const msn = reader.get(settings.VIPPS_MSN);
  const accountingId = reader.get(settings.VIPPS_ACCOUNTING_CLIENT_ID);
  const accountingSecret = reader.get(settings.VIPPS_ACCOUNTING_CLIENT_SECRET);
  const classicKeys = [
    settings.VIPPS_CLIENT_ID,
    settings.VIPPS_CLIENT_SECRET,
    settings.VIPPS_SUBSCRIPTION_KEY,
  ];
  const accountingKeys = [settings.VIPPS_ACCOUNTING_CLIENT_ID, settings.VIPPS_ACCOUNTING_CLIENT_SECRET];
  for (const group of [classicKeys, accountingKeys]) {
    const missing = group.filter((key) => !reader.isSet(key));
    const given = group.find((key) => reader.isSet(key));
    if (given === undefined || missing.length === 0) continue;
    for (const key of missing) {
      reader.faults.push(
        `${key.name}: is not set, but ${given.name} is. Example: ${key.name}=${key.example}`,
      );
    }
  }
  if (!KEY_SETTINGS.some((key) => reader.isSet(key))) {
    const address = URL_SETTINGS.find((setting) => reader.isSet(setting)) ?? settings.VIPPS_API_URL;
    reader.faults.push(
      `VIPPS_CLIENT_ID: is not set, but ${address.name} is. Set your keys too, or unset ${address.name} to run against the sandbox`,
    );
  }
  return {
    id: 'default',
    classic:
      clientId === undefined || clientSecret === undefined || subscriptionKey === undefined
        ? undefined
        : classicCredentials({ clientId, clientSecret, subscriptionKey, msn }),
    accounting:
      accountingId === undefined || accountingSecret === undefined
        ? undefined
        : accountingCredentials({ clientId: accountingId, clientSecret: accountingSecret }),
  };
}

function isPlainHttpAbroad(address: string): boolean {
  const url = new URL(address);
  return url.protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
}

/** Where the APIs lie below one host: all at its root but Order Management. */
function urlsBelow(host: string): ApiUrls {
  return {
    accessToken: host,
    management: host,
    orderManagement: `${host}/order-management`,
    sales: host,
    report: host,
    partner: undefined,
  };
}
