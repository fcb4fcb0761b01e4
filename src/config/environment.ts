import { isPlainHttpAbroad } from './plain-http.js';
import type { SettingsReader } from './read-settings.js';
import { settings, type SettingName } from './settings.js';

/** Where the APIs lie, each with all that stands before their paths. */
export interface ApiUrls {
  readonly accessToken: string;
  readonly management: string;
  readonly orderManagement: string;
  readonly sales: string;
  readonly report: string;
  /** The older Partner API; `undefined` = switched off. */
  readonly partner: string | undefined;
}

/** The environments of Vipps MobilePay, with keys of their own each. */
const HOSTS = { production: 'https://api.vipps.no', test: 'https://apitest.vipps.no' } as const;

/** The settings that hold an address. */
export const urlSettings = [
  'VIPPS_API_URL',
  'VIPPS_ACCESS_TOKEN_URL',
  'VIPPS_MANAGEMENT_URL',
  'VIPPS_ORDER_MANAGEMENT_URL',
  'VIPPS_SALES_URL',
  'VIPPS_REPORT_URL',
  'VIPPS_PARTNER_URL',
] as const satisfies readonly SettingName[];

/** APIs that the test environment does not have. Of Order Management the vendor's texts say both. */
const NOT_IN_TEST = [
  ['management', 'VIPPS_MANAGEMENT_URL'],
  ['sales', 'VIPPS_SALES_URL'],
  ['report', 'VIPPS_REPORT_URL'],
] as const satisfies readonly (readonly [keyof ApiUrls, SettingName])[];

/** An API that is not where the keys belong. */
export type AbsentApi = (typeof NOT_IN_TEST)[number][0];

/** Where the APIs lie: where their own settings say, else where all lie, else in the environment of the keys. */
export function readUrls(reader: SettingsReader): ApiUrls {
  const defaults = urlsBelow(reader.find('VIPPS_API_URL') ?? HOSTS[environmentOf(reader)]);
  return {
    accessToken: reader.find('VIPPS_ACCESS_TOKEN_URL') ?? defaults.accessToken,
    management: reader.find('VIPPS_MANAGEMENT_URL') ?? defaults.management,
    orderManagement: reader.find('VIPPS_ORDER_MANAGEMENT_URL') ?? defaults.orderManagement,
    sales: reader.find('VIPPS_SALES_URL') ?? defaults.sales,
    report: reader.find('VIPPS_REPORT_URL') ?? defaults.report,
    partner: reader.find('VIPPS_PARTNER_URL'),
  };
}

/** The APIs that must not be called: they would lie in the test environment, which does not have them. */
export function absentApis(reader: SettingsReader, urls: ApiUrls): readonly AbsentApi[] {
  const isAbsent = ([api, setting]: (typeof NOT_IN_TEST)[number]) =>
    !reader.isSet(setting) && environmentAt(urls[api]) === 'test';
  return NOT_IN_TEST.filter(isAbsent).map(([api]) => api);
}

/** Notes where keys would go to an environment that nobody named, to the one that they don't belong to, or in clear. */
export function checkEnvironment(reader: SettingsReader, hasKeys: boolean): void {
  for (const name of urlSettings) {
    const url = reader.find(name);
    if (url !== undefined && isPlainHttpAbroad(url))
      reader.faults.push(
        `${name}: ${JSON.stringify(url)} would send your keys in clear. Example: ${settings[name].example}`,
      );
  }
  const needed = urlSettings.filter((name) => name !== 'VIPPS_API_URL' && name !== 'VIPPS_PARTNER_URL');
  const isLeftOpen = !reader.isSet('VIPPS_API_URL') && !needed.every((name) => reader.isSet(name));
  if (!reader.isSet('VIPPS_ENVIRONMENT')) {
    if (!hasKeys) return;
    const named = urlSettings.filter((name) => environmentAt(reader.find(name) ?? '') !== undefined);
    const [first, ...others] = named;
    const odd = others.find(
      (name) => environmentAt(reader.find(name) ?? '') !== environmentAt(reader.find(first ?? name) ?? ''),
    );
    if (first !== undefined && odd !== undefined)
      reader.faults.push(
        `${odd}: lies in another environment than ${first}, and keys belong to one of them. Set VIPPS_ENVIRONMENT`,
      );
    if (!isLeftOpen) return;
    reader.faults.push(
      'VIPPS_ENVIRONMENT: is not set, and keys of the test environment must not go to production. Say to which your keys belong: VIPPS_ENVIRONMENT=production or VIPPS_ENVIRONMENT=test',
    );
    return;
  }
  const environment = environmentOf(reader);
  const other = environment === 'test' ? 'production' : 'test';
  for (const name of urlSettings) {
    const url = reader.find(name);
    if (url === undefined || environmentAt(url) !== other) continue;
    reader.faults.push(
      `${name}: ${JSON.stringify(url)} is the ${other} environment, and VIPPS_ENVIRONMENT says that your keys belong to ${environment}.`,
    );
  }
}

/** Where the APIs lie below one host: all at its root but Order Management. */
export function urlsBelow(host: string): ApiUrls {
  return {
    accessToken: host,
    management: host,
    orderManagement: `${host}/order-management`,
    sales: host,
    report: host,
    partner: undefined,
  };
}

/** The environment that an address lies in, whatever its spelling; undefined for another server, such as a proxy. */
function environmentAt(address: string): keyof typeof HOSTS | undefined {
  if (!URL.canParse(address)) return undefined;
  const name = new URL(address).hostname.replace(/\.$/, '');
  if (name === new URL(HOSTS.test).hostname) return 'test';
  return name === new URL(HOSTS.production).hostname ? 'production' : undefined;
}

function environmentOf(reader: SettingsReader): keyof typeof HOSTS {
  return reader.find('VIPPS_ENVIRONMENT') ?? 'production';
}
