import { classicKeys } from '../auth/required-keys.js';
import type { Caches } from '../cache/caches.js';
import type { PartnerClient, WirePartnerSalesUnit } from '../clients/partner.js';
import type { Tenant } from '../config.js';
import type { Deadline } from '../http/deadline.js';
import { joinKey, KeyLoader } from './each-key.js';

/** The older Partner API as one request sees it: one call per distinct key. Null = unknown or not the partner's. */
export interface PartnerLoaders {
  /** MSNs by organisation number. */
  readonly merchant: KeyLoader<string, readonly string[] | null>;
  /** Sales units by MSN. */
  readonly salesUnit: KeyLoader<string, WirePartnerSalesUnit | null>;
}

export interface PartnerLoaderParts {
  readonly client: PartnerClient;
  readonly caches: Caches;
  readonly tenant: Tenant;
  readonly deadline: Deadline;
}

export function createPartnerLoaders({
  client,
  caches,
  tenant,
  deadline,
}: PartnerLoaderParts): PartnerLoaders {
  const keys = () => classicKeys(tenant, 'partner');
  const scoped = (key: string): string => joinKey(tenant.id, keys().id, key);
  const itself = (key: string): string => key;
  return {
    merchant: new KeyLoader(itself, (orgno: string) =>
      caches.partnerMerchant.read(scoped(orgno), deadline, (limit) =>
        client.getMerchant(keys(), limit, orgno),
      ),
    ),
    salesUnit: new KeyLoader(itself, (msn: string) =>
      caches.partnerSalesUnit.read(scoped(msn), deadline, (limit) => client.getMsn(keys(), limit, msn)),
    ),
  };
}
