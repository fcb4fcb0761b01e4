import { enturCredentials, type EnturCredentials } from './credentials.js';
import { isPlainHttpAbroad } from './plain-http.js';
import type { SettingsReader } from './read-settings.js';
import { settings, type SettingName } from './settings.js';

/** Where Entur's Sales API and its token service lie, and what tokens are asked for. */
export interface EnturUrls {
  readonly api: string;
  readonly token: string;
  readonly audience: string;
}

/** How a transaction leads to its payment at Vipps MobilePay. */
export interface EnturVippsLink {
  /** Member names that lead to the reference of the payment in a transaction. */
  readonly path: readonly string[];
  /** The sales unit that takes these payments. */
  readonly msn: string;
}

/** What is configured of Entur besides keys. */
export interface EnturConfig {
  readonly urls: EnturUrls;
  /** Number of the first page of its lists. */
  readonly firstPage: number;
  readonly pageSizeMax: number;
  /** What is inferred of its API may be used. */
  readonly experimental: boolean;
  /** How transactions lead to their payment at Vipps MobilePay; undefined = not at all. */
  readonly vipps: EnturVippsLink | undefined;
  readonly changeTimeoutMs: number;
  /** Of one attempt of a read. */
  readonly attemptTimeoutMs: number;
}

const ENVIRONMENTS = {
  production: {
    api: 'https://api.entur.io/sales',
    token: 'https://partner.entur.org',
    audience: 'https://api.entur.io',
  },
  staging: {
    api: 'https://api.staging.entur.io/sales',
    token: 'https://partner.staging.entur.org',
    audience: 'https://api.staging.entur.io',
  },
  dev: {
    api: 'https://api.dev.entur.io/sales',
    token: 'https://partner.dev.entur.org',
    audience: 'https://api.dev.entur.io',
  },
} as const satisfies Record<string, EnturUrls>;

/** What tokens of the sandbox are for. */
const SANDBOX_AUDIENCE = 'https://api.entur.sandbox';

/** The settings that make keys: all of them or none. */
export const enturKeySettings = [
  'ENTUR_CLIENT_ID',
  'ENTUR_CLIENT_SECRET',
  'ENTUR_CLIENT_NAME',
  'ENTUR_POS',
  'ENTUR_DISTRIBUTION_CHANNEL',
] as const satisfies readonly SettingName[];

/** What says where to go, and is no use without keys. */
export const enturPlaces = [
  'ENTUR_ENVIRONMENT',
  'ENTUR_API_URL',
  'ENTUR_TOKEN_URL',
  'ENTUR_AUDIENCE',
] as const satisfies readonly SettingName[];

/** What is configured of Entur besides keys. */
export function readEntur(reader: SettingsReader): EnturConfig {
  const defaults = ENVIRONMENTS[reader.find('ENTUR_ENVIRONMENT') ?? 'production'];
  return {
    urls: {
      api: reader.find('ENTUR_API_URL') ?? defaults.api,
      token: reader.find('ENTUR_TOKEN_URL') ?? defaults.token,
      audience: reader.find('ENTUR_AUDIENCE') ?? defaults.audience,
    },
    firstPage: reader.get('ENTUR_FIRST_PAGE'),
    pageSizeMax: reader.get('ENTUR_PAGE_SIZE_MAX'),
    experimental: reader.get('ENTUR_EXPERIMENTAL') === 'on',
    vipps: readVippsLink(reader),
    changeTimeoutMs: reader.get('ENTUR_CHANGE_TIMEOUT_MS'),
    attemptTimeoutMs: reader.get('ENTUR_ATTEMPT_TIMEOUT_MS'),
  };
}

function readVippsLink(reader: SettingsReader): EnturVippsLink | undefined {
  const names = ['ENTUR_VIPPS_REFERENCE_PATH', 'ENTUR_VIPPS_MSN'] as const;
  const [given, missing] = [
    names.find((name) => reader.isSet(name)),
    names.find((name) => !reader.isSet(name)),
  ];
  if (given !== undefined && missing !== undefined)
    reader.faults.push(`${missing}: is not set, but ${given} is. Set both or neither`);
  const [path, msn] = [reader.find('ENTUR_VIPPS_REFERENCE_PATH'), reader.find('ENTUR_VIPPS_MSN')];
  return path === undefined || msn === undefined ? undefined : { path, msn };
}

/** The same where the sandbox serves Entur too. */
export function enturInSandbox(entur: EnturConfig, sandboxUrl: string): EnturConfig {
  const url = `${sandboxUrl}/entur`;
  return { ...entur, urls: { api: `${url}/sales`, token: url, audience: SANDBOX_AUDIENCE } };
}

/** The keys in the variables; undefined where there are none, or not all of them. */
export function readEnturKeys(reader: SettingsReader): EnturCredentials | undefined {
  const given = enturKeySettings.find((name) => reader.isSet(name));
  if (given === undefined) return undefined;
  for (const name of enturKeySettings.filter((each) => !reader.isSet(each)))
    reader.faults.push(`${name}: is not set, but ${given} is. Example: ${name}=${settings[name].example}`);
  const [clientId, clientSecret, clientName, pos, distributionChannel] = [
    reader.find('ENTUR_CLIENT_ID'),
    reader.find('ENTUR_CLIENT_SECRET'),
    reader.find('ENTUR_CLIENT_NAME'),
    reader.find('ENTUR_POS'),
    reader.find('ENTUR_DISTRIBUTION_CHANNEL'),
  ];
  if (
    clientId === undefined ||
    clientSecret === undefined ||
    clientName === undefined ||
    pos === undefined ||
    distributionChannel === undefined
  )
    return undefined;
  return enturCredentials({ clientId, clientSecret, clientName, pos, distributionChannel });
}

/** Notes where keys would go to an environment that nobody named, to another than theirs, or in clear. */
export function checkEntur(reader: SettingsReader): void {
  const environment = reader.find('ENTUR_ENVIRONMENT');
  const isLeftOpen = enturPlaces.some((name) => name !== 'ENTUR_ENVIRONMENT' && !reader.isSet(name));
  if (environment === undefined && !reader.isSet('ENTUR_ENVIRONMENT') && isLeftOpen)
    reader.faults.push(
      'ENTUR_ENVIRONMENT: is not set, and keys of one environment must not go to another. Say to which your keys belong: ENTUR_ENVIRONMENT=production, staging or dev',
    );
  for (const name of ['ENTUR_API_URL', 'ENTUR_TOKEN_URL'] as const) {
    const url = reader.find(name);
    if (url === undefined) continue;
    if (isPlainHttpAbroad(url))
      reader.faults.push(
        `${name}: ${JSON.stringify(url)} would send your keys in clear. Example: ${settings[name].example}`,
      );
    const other = environmentAt(url);
    if (environment !== undefined && other !== undefined && other !== environment)
      reader.faults.push(
        `${name}: ${JSON.stringify(url)} is the ${other} environment, and ENTUR_ENVIRONMENT says that your keys belong to ${environment}.`,
      );
  }
  const audience = reader.find('ENTUR_AUDIENCE')?.replace(/\/+$/, '');
  const audienceOf = Object.entries(ENVIRONMENTS).find(([, each]) => each.audience === audience)?.[0];
  if (environment !== undefined && audienceOf !== undefined && audienceOf !== environment)
    reader.faults.push(
      `ENTUR_AUDIENCE: ${JSON.stringify(audience)} is the ${audienceOf} environment, and ENTUR_ENVIRONMENT says that your keys belong to ${environment}.`,
    );
}

/** The longest that a service of Entur allows itself, which is that of payments. */
const LONGEST_ANSWER_MS = 62_000;

/** The longest that a change at Entur may take: behind it there must be time for a look at what became of it. */
export function enturChangeMs(changeTimeoutMs: number, requestTimeoutMs: number): number {
  return changeTimeoutMs + requestTimeoutMs;
}

/** What is allowed, but hardly meant; undefined = nothing. */
export function enturWarning({ changeTimeoutMs }: EnturConfig): string | undefined {
  return changeTimeoutMs > LONGEST_ANSWER_MS
    ? undefined
    : `ENTUR_CHANGE_TIMEOUT_MS: changes are given up after ${changeTimeoutMs} ms, and Entur's services allow themselves up to ${LONGEST_ANSWER_MS}. What became of those that take longer stays unknown.`;
}

/** The environment that an address lies in; undefined for another server, such as a proxy. */
function environmentAt(address: string): string | undefined {
  const { hostname } = new URL(address);
  const found = Object.entries(ENVIRONMENTS).find(([, { api, token }]) =>
    [api, token].some((url) => new URL(url).hostname === hostname.replace(/\.$/, '')),
  );
  return found?.[0];
}
