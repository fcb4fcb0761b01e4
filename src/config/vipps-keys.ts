import { accountingCredentials, classicCredentials } from './credentials.js';
import { urlSettings } from './environment.js';
import type { SettingsReader } from './read-settings.js';
import { settings, type SettingName } from './settings.js';
import type { Tenant } from './tenant.js';

const classicKeys = ['VIPPS_CLIENT_ID', 'VIPPS_CLIENT_SECRET', 'VIPPS_SUBSCRIPTION_KEY'] as const;
const accountingKeys = ['VIPPS_ACCOUNTING_CLIENT_ID', 'VIPPS_ACCOUNTING_CLIENT_SECRET'] as const;

/** The settings that make keys for Vipps MobilePay: of one kind or of both. */
export const vippsKeySettings = [...classicKeys, ...accountingKeys] as const satisfies readonly SettingName[];

/** What says where to go, and is no use without keys. The Partner API's address only turns that API on. */
export const vippsPlaces = [
  ...urlSettings.filter((setting) => setting !== 'VIPPS_PARTNER_URL'),
  'VIPPS_ENVIRONMENT',
] as const satisfies readonly SettingName[];

/** The keys in the variables, as far as there are any. */
export function readVippsKeys(reader: SettingsReader): Pick<Tenant, 'classic' | 'accounting'> {
  const clientId = reader.find('VIPPS_CLIENT_ID');
  const clientSecret = reader.find('VIPPS_CLIENT_SECRET');
  const subscriptionKey = reader.find('VIPPS_SUBSCRIPTION_KEY');
  const msn = reader.find('VIPPS_MSN');
  const accountingId = reader.find('VIPPS_ACCOUNTING_CLIENT_ID');
  const accountingSecret = reader.find('VIPPS_ACCOUNTING_CLIENT_SECRET');
  for (const group of [classicKeys, accountingKeys]) {
    const missing = group.filter((key) => !reader.isSet(key));
    const given = group.find((key) => reader.isSet(key));
    if (given === undefined || missing.length === 0) continue;
    for (const key of missing) {
      reader.faults.push(`${key}: is not set, but ${given} is. Example: ${key}=${settings[key].example}`);
    }
  }
  return {
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
