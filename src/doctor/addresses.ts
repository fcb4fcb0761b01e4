import { enturApis } from '../clients/entur/apis.js';
import { vippsApis, type VippsApi } from '../clients/apis.js';
import { SettingsReader } from '../config/read-settings.js';
import type { SettingName } from '../config/settings.js';
import type { Environment } from '../config.js';
import { ask } from './ask.js';
import { clockFinding } from './clock.js';
import type { Findings, Visit } from './findings.js';
import { noAnswer } from './reach.js';

/** Where an API lies, and which setting says so. */
export interface ApiPlace {
  /** As `extensions.upstream.api` names it. */
  readonly api: string;
  readonly url: string;
  readonly setting: SettingName;
}

const VIPPS_SETTINGS = {
  accessToken: 'VIPPS_ACCESS_TOKEN_URL',
  management: 'VIPPS_MANAGEMENT_URL',
  orderManagement: 'VIPPS_ORDER_MANAGEMENT_URL',
  sales: 'VIPPS_SALES_URL',
  report: 'VIPPS_REPORT_URL',
  partner: 'VIPPS_PARTNER_URL',
} as const satisfies Record<VippsApi, SettingName>;

const ANSWER_MS = 5_000;

/** Where the APIs of the served subgraphs lie, without those that must not be called. */
export function placesOf({ config, env }: Pick<Visit, 'config' | 'env'>): readonly ApiPlace[] {
  const { urls, entur, absentApis } = config;
  const names = config.subgraphs.map(({ name }) => name);
  const vipps = Object.keys(vippsApis).flatMap((name) => {
    const api = isVippsApi(name) ? name : undefined;
    const url = api && urls[api];
    if (api === undefined || url === undefined || absentApis.some((each) => each === api)) return [];
    const setting = settingFor(env, [VIPPS_SETTINGS[api], 'VIPPS_API_URL'], 'VIPPS_ENVIRONMENT');
    return [{ api: vippsApis[api].name, url, setting }];
  });
  const enturPlaces = Object.values(enturApis).map(({ name }) => {
    const isToken = name === enturApis.token.name;
    const own = isToken ? 'ENTUR_TOKEN_URL' : 'ENTUR_API_URL';
    const setting = settingFor(env, [own], 'ENTUR_ENVIRONMENT');
    return { api: name, url: isToken ? entur.urls.token : entur.urls.api, setting };
  });
  return [...(names.includes('vipps') ? vipps : []), ...(names.includes('entur') ? enturPlaces : [])];
}

/**
 * Whether anything answers at each address, and what that says of this machine's clock. Nothing is asked for, and no keys
 * are shown.
 * @param unreachable takes the origins where nothing answers
 */
export async function* checkAddresses(
  visit: Visit,
  places: readonly ApiPlace[],
  unreachable: Set<string>,
): Findings {
  const { clock, begin } = visit;
  for (const [origin, here] of Map.groupBy(places, ({ url }) => new URL(url).origin)) {
    begin(origin);
    const settings = [...new Set(here.map(({ setting }) => setting))].join(', ');
    const about = { area: 'address', subject: origin } as const;
    const sentAt = clock.now();
    const startedAt = performance.now();
    try {
      const { headers } = await ask(origin, { method: 'HEAD', withinMs: ANSWER_MS });
      const ms = Math.round(performance.now() - startedAt);
      yield { ...about, state: 'ok', found: `answers in ${ms} ms: ${here.map(({ api }) => api).join(', ')}` };
      yield clockFinding({ from: origin, headers, sentAt, arrivedAt: clock.now() });
    } catch (error) {
      const { why, mend } = noAnswer(error);
      unreachable.add(origin);
      yield {
        ...about,
        state: 'fault',
        found: `can't be reached: ${why}; ${here.map(({ api }) => api).join(', ')}`,
        mend: `${mend} The address comes from ${settings}.`,
      };
    }
  }
}

function settingFor(env: Environment, own: readonly SettingName[], otherwise: SettingName): SettingName {
  const reader = new SettingsReader(env);
  return own.find((name) => reader.isSet(name)) ?? otherwise;
}

function isVippsApi(name: string): name is VippsApi {
  return name in vippsApis;
}
