import { vippsApis } from '../clients/apis.js';
import { classicKeys } from '../clients/required-keys.js';
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
  const keys = () => classicKeys(tenant, vippsApis.management);
  const cached = cachesFor(caches, tenant, keys);
  let list: Promise<readonly WireMsnInfo[]> | undefined;

  async function loadList(): Promise<readonly WireMsnInfo[]> {
    const load = (shared: CallScope) => client.getAllSalesUnits(keys(), shared);
    return (await cached().salesUnitList.read([], scope, load)) ?? [];
  }

  const loaders: Omit<ManagementLoaders, 'merchants'> = {
    salesUnits: () => (list ??= loadList()),
    salesUnit: new KeyLoader(
      (msn) => msn,
      (msn) => cached().salesUnit.read([msn], scope, (shared) => client.getMsn(keys(), shared, msn)),
    ),
    merchant: new KeyLoader(identifierKey, (identifier) =>
      cached().merchant.read([identifier.scheme, identifier.id], scope, (shared) =>
        client.getMerchant(keys(), shared, identifier),
      ),
    ),
    salesUnitsOf: new KeyLoader(identifierKey, (identifier) =>
      cached().merchantSalesUnits.read([identifier.scheme, identifier.id], scope, (shared) =>
        client.getSalesUnitsOfMerchant(keys(), shared, identifier),
      ),
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
