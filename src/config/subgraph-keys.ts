import { enturKeySettings, enturPlaces, readEnturKeys } from './entur.js';
import type { SettingsReader } from './read-settings.js';
import type { SettingName } from './settings.js';
import type { SubgraphName } from './subgraph-names.js';
import type { Tenant } from './tenant.js';
import { readVippsKeys, vippsKeySettings, vippsPlaces } from './vipps-keys.js';

/** What a subgraph asks with. */
interface OwnSettings {
  /** What makes its keys; the first is the one that is missed. */
  readonly keys: readonly [SettingName, ...SettingName[]];
  /** What says where to go, and is no use without keys. */
  readonly places: readonly SettingName[];
  /** Whether a tenant has any of its keys. */
  readonly hasTenant: (tenant: Tenant) => boolean;
}

const own: Readonly<Record<SubgraphName, OwnSettings>> = {
  vipps: {
    keys: vippsKeySettings,
    places: vippsPlaces,
    hasTenant: ({ classic, accounting, salesUnits = [] }) =>
      classic !== undefined || accounting !== undefined || salesUnits.length > 0,
  },
  entur: { keys: enturKeySettings, places: enturPlaces, hasTenant: ({ entur }) => entur !== undefined },
};

/** Whose data the served subgraphs show. */
export class SubgraphKeys {
  constructor(
    private readonly reader: SettingsReader,
    private readonly names: readonly SubgraphName[],
  ) {}

  /**
   * Whether the process answers with invented data: nothing is said of whose data its subgraphs are to show. Keys of
   * subgraphs that it does not serve say nothing of that: several processes may share their settings.
   */
  get isSandboxMode(): boolean {
    const isSaid = this.names.some((name) => this.#given(name) !== undefined);
    return !isSaid && !this.reader.isSet('TENANTS_FILE');
  }

  /** The setting that begins what is to be set for real data. */
  get first(): SettingName {
    return own[this.names[0] ?? 'vipps'].keys[0];
  }

  /** Whether a subgraph is served, with keys of its own from variables or of these tenants. */
  has(name: SubgraphName, tenants: readonly Tenant[] = []): boolean {
    const { keys, hasTenant } = own[name];
    return (
      this.names.includes(name) && (keys.some((key) => this.reader.isSet(key)) || tenants.some(hasTenant))
    );
  }

  /** The tenant that the variables make. Notes for which subgraphs it has no keys. */
  readTenant(): Tenant {
    const { reader, names } = this;
    for (const name of names) if (!this.has(name)) reader.faults.push(this.#missing(name));
    return {
      id: 'default',
      ...(names.includes('vipps') ? readVippsKeys(reader) : { classic: undefined, accounting: undefined }),
      ...(names.includes('entur') && { entur: readEnturKeys(reader) }),
    };
  }

  /** Notes which subgraphs no tenant of the file could ask. Of a file with faults nothing is known. */
  checkTenants(tenants: readonly Tenant[]): void {
    if (tenants.length === 0) return;
    for (const name of this.names)
      if (!tenants.some(own[name].hasTenant))
        this.reader.faults.push(
          `TENANTS_FILE: no tenant has keys for ${name}, which SUBGRAPHS has. Give one of them some, or leave ${name} out of SUBGRAPHS`,
        );
  }

  #missing(name: SubgraphName): string {
    const [first] = own[name].keys;
    const place = this.#given(name);
    if (place !== undefined)
      return `${first}: is not set, but ${place} is. Set your keys too, or unset ${place} to run against the sandbox`;
    const given = this.names.map((other) => this.#given(other)).find((setting) => setting !== undefined);
    return `${first}: is not set, but ${given ?? 'SUBGRAPHS'} is, and invented data must not stand beside real data. Set your keys for ${name} too, or leave ${name} out of SUBGRAPHS`;
  }

  /** The first setting that says whose data it is to show. */
  #given(name: SubgraphName): SettingName | undefined {
    const { keys, places } = own[name];
    return [...keys, ...places].find((setting) => this.reader.isSet(setting));
  }
}
