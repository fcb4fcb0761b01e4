import { vippsApis } from '../clients/apis.js';
import { requiredKeys } from '../clients/required-keys.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type {
  ManagementClient,
  WireBusinessIdentifier,
  WireMerchant,
  WireMsnInfo,
  WireSalesUnit,
} from '../clients/management.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { joinKey } from '../cache/cache-key.js';
import { KeyLoader } from './KeyLoader.js';
import { seesUnit } from './visibility.js';
import { merchantsOfUnits, type MerchantsOfUnits } from './merchants-of-units.js';

/** The Management API as one request sees it. Null = unknown, inactive, or not visible to the keys. */
export interface ManagementLoaders {
  /** Every visible unit with its name: one call. */
  salesUnits(): Promise<readonly WireMsnInfo[]>;
  /** Details by MSN: one call per distinct MSN. */
  readonly salesUnit: KeyLoader<string, WireSalesUnit | null>;
  /** Merchants by identifier: one call per distinct merchant. */
  readonly merchant: KeyLoader<WireBusinessIdentifier, WireMerchant | null>;
  /** The visible units of a merchant: one call per distinct merchant. */
  readonly salesUnitsOf: KeyLoader<WireBusinessIdentifier, readonly WireMsnInfo[] | null>;
  /** Whether the tenant may see a merchant: whoever owns a sales unit that it may see. No call where it may see all. */
  seesMerchant(identifier: WireBusinessIdentifier): Promise<boolean>;
  /** Merchants of the visible units: see merchants-of-units.ts for what they cost. */
  merchants(
    compare: (one: string, other: string) => number,
    after: string | undefined,
    first: number,
  ): Promise<MerchantsOfUnits>;
}

export interface ManagementLoaderParts {
  readonly client: ManagementClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** The Management API for one request, with the keys of its tenant. */
export function createManagementLoaders({
  client,
  caches,
  tenant,
  scope,
}: ManagementLoaderParts): ManagementLoaders {
  const keysFor = (msn?: string) =>
    requiredKeys(tenant, vippsApis.management, msn === undefined ? undefined : { msn });
  const cached = cachesFor(caches, tenant);
  const seen = (units: readonly WireMsnInfo[]): readonly WireMsnInfo[] =>
    tenant.msns === undefined ? units : units.filter(({ msn }) => seesUnit(tenant, msn));
  /** Of the units that were read: whom they belong to. */
  const owners = new Set<string>();
  let list: Promise<readonly WireMsnInfo[]> | undefined;

  async function loadList(): Promise<readonly WireMsnInfo[]> {
    const keys = keysFor();
    const load = (shared: CallScope) => client.getAllSalesUnits(keys, shared);
    return seen((await cached(keys).salesUnitList.read([], scope, load)) ?? []);
  }

  const salesUnit = new KeyLoader(
    (msn: string) => msn,
    (msn: string) => {
      if (!seesUnit(tenant, msn)) return Promise.resolve(null);
      const keys = keysFor(msn);
      const load = (shared: CallScope) => client.getMsn(keys, shared, msn);
      const unit = cached(keys).salesUnit.read([msn], scope, load);
      return tenant.msns === undefined ? unit : unit.then(noteOwner);
    },
  );

  function noteOwner(unit: WireSalesUnit | null): WireSalesUnit | null {
    if (unit?.businessIdentifier != null) owners.add(identifierKey(unit.businessIdentifier));
    return unit;
  }

  /** Asks for the tenant's own units alone, so that nobody learns of others by what it costs. */
  async function seesMerchant(identifier: WireBusinessIdentifier): Promise<boolean> {
    const { msns } = tenant;
    if (msns === undefined) return true;
    const key = identifierKey(identifier);
    if (!owners.has(key)) await Promise.all([...msns].map((msn) => salesUnit.load(msn)));
    return owners.has(key);
  }

  /** What is there of a merchant that the tenant may see. */
  function ifSeen<T>(identifier: WireBusinessIdentifier, read: () => Promise<T | null>): Promise<T | null> {
    if (tenant.msns === undefined) return read();
    return seesMerchant(identifier).then((sees) => (sees ? read() : null));
  }

  function readMerchant({ scheme, id }: WireBusinessIdentifier): Promise<WireMerchant | null> {
    const keys = keysFor();
    const load = (shared: CallScope) => client.getMerchant(keys, shared, { scheme, id });
    return cached(keys).merchant.read([scheme, id], scope, load);
  }

  async function readUnitsOf({ scheme, id }: WireBusinessIdentifier): Promise<readonly WireMsnInfo[] | null> {
    const keys = keysFor();
    const load = (shared: CallScope) => client.getSalesUnitsOfMerchant(keys, shared, { scheme, id });
    const units = await cached(keys).merchantSalesUnits.read([scheme, id], scope, load);
    return units && seen(units);
  }

  const loaders: Omit<ManagementLoaders, 'merchants'> = {
    salesUnits: () => (list ??= loadList()),
    salesUnit,
    seesMerchant,
    merchant: new KeyLoader(identifierKey, (identifier) =>
      ifSeen(identifier, () => readMerchant(identifier)),
    ),
    salesUnitsOf: new KeyLoader(identifierKey, (identifier) =>
      ifSeen(identifier, () => readUnitsOf(identifier)),
    ),
  };
  return {
    ...loaders,
    merchants: (compare, after, first) => merchantsOfUnits(loaders, compare, after, first),
  };
}

function identifierKey({ scheme, id }: WireBusinessIdentifier): string {
  return joinKey(scheme, id);
}
