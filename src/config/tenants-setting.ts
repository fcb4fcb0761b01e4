import { namesCallers } from './caller-rules.js';
import { enturKeySettings } from './entur.js';
import type { Environment, SettingsReader } from './read-settings.js';
import type { SettingName } from './settings.js';
import type { SubgraphName } from './subgraph-names.js';
import type { Tenant } from './tenant.js';
import { readTenants, type ReadTenants } from './tenants-file.js';
import { vippsKeySettings } from './vipps-keys.js';

/** Where tenants are listed, and who they are. */
export interface TenantsFile {
  readonly path: string;
  readonly tenants: readonly Tenant[];
  /** Reads it again. */
  readonly read: () => ReadTenants;
}

/** With them there would be a tenant that no caller can name. */
const OF_ONE_TENANT: Readonly<Record<SubgraphName, readonly SettingName[]>> = {
  vipps: [...vippsKeySettings, 'VIPPS_MSN'],
  entur: enturKeySettings,
};

/** Reads the tenants file, where there is one, and checks that callers can name a tenant. */
export function readTenantsSetting(
  reader: SettingsReader,
  env: Environment,
  subgraphs: readonly SubgraphName[],
): TenantsFile | undefined {
  const path = reader.find('TENANTS_FILE');
  if (path === undefined) return undefined;
  for (const name of subgraphs.flatMap((subgraph) => OF_ONE_TENANT[subgraph]))
    if (reader.isSet(name))
      reader.faults.push(
        `${name}: is set, and so is TENANTS_FILE. Put these keys into the file, or unset it`,
      );
  if (namesCallers(reader) === false && reader.isSet('CALLER_AUTH'))
    reader.faults.push(
      'TENANTS_FILE: is set, but nobody would name a tenant. Say CALLER_AUTH=jwt, or router-secret with AUTH_ROUTER_CLAIMS=on',
    );
  const read = (): ReadTenants => readTenants(path, env);
  const { tenants, faults } = read();
  reader.faults.push(...faults);
  return { path, tenants, read };
}
