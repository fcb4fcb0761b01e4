import { classicKeys } from '../auth/required-keys.js';
import type { Caches } from '../cache/caches.js';
import type {
  ManagementClient,
  WireBusinessIdentifier,
  WireMerchant,
  WireMsnInfo,
  WireSalesUnit,
} from '../clients/management.js';
import type { Tenant } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { joinKey, KeyLoader } from './each-key.js';

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
}

export interface ManagementLoaderParts {
  readonly client: ManagementClient;
  readonly caches: Caches;
  readonly tenant: Tenant;
  readonly deadline: Deadline;
}

export function createManagementLoaders({
  client,
  caches,
  tenant,
  deadline,
}: ManagementLoaderParts): ManagementLoaders {
  const keys = () => classicKeys(tenant, 'management');
  const scoped = (...parts: readonly string[]): string => joinKey(tenant.id, keys().id, ...parts);
  let list: Promise<readonly WireMsnInfo[]> | undefined;

  async function loadList(): Promise<readonly WireMsnInfo[]> {
    const load = (limit: Deadline) => client.getAllSalesUnits(keys(), limit);
    return (await caches.salesUnitList.read(scoped(), deadline, load)) ?? [];
  }

  return {
    salesUnits: () => (list ??= loadList()),
    salesUnit: new KeyLoader(
      (msn) => msn,
      (msn) => caches.salesUnit.read(scoped(msn), deadline, (limit) => client.getMsn(keys(), limit, msn)),
    ),
    merchant: new KeyLoader(identifierKey, (identifier) =>
      caches.merchant.read(scoped(identifierKey(identifier)), deadline, (limit) =>
        client.getMerchant(keys(), limit, identifier),
      ),
    ),
    salesUnitsOf: new KeyLoader(identifierKey, (identifier) =>
      caches.merchantSalesUnits.read(scoped(identifierKey(identifier)), deadline, (limit) =>
        client.getSalesUnitsOfMerchant(keys(), limit, identifier),
      ),
    ),
  };
}

function identifierKey({ scheme, id }: WireBusinessIdentifier): string {
  return joinKey(scheme, id);
}
