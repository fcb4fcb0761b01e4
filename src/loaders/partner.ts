import { vippsApis } from '../clients/apis.js';
import { classicKeys } from '../clients/required-keys.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { PartnerClient, WirePartnerSalesUnit } from '../clients/partner.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { KeyLoader } from './KeyLoader.js';

/** The older Partner API as one request sees it: one call per distinct key. Null = unknown or not the partner's. */
export interface PartnerLoaders {
  /** MSNs by organisation number. */
  readonly merchant: KeyLoader<string, readonly string[] | null>;
  /** Sales units by MSN. */
  readonly salesUnit: KeyLoader<string, WirePartnerSalesUnit | null>;
}

export interface PartnerLoaderParts {
  readonly client: PartnerClient;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** The Partner API for one request, with the keys of its tenant. */
export function createPartnerLoaders({ client, caches, tenant, scope }: PartnerLoaderParts): PartnerLoaders {
  const keys = () => classicKeys(tenant, vippsApis.partner);
  const cached = cachesFor(caches, tenant, keys);
  const itself = (key: string): string => key;
  return {
    merchant: new KeyLoader(itself, (orgno: string) =>
      cached().partnerMerchant.read([orgno], scope, (shared) => client.getMerchant(keys(), shared, orgno)),
    ),
    salesUnit: new KeyLoader(itself, (msn: string) =>
      cached().partnerSalesUnit.read([msn], scope, (shared) => client.getMsn(keys(), shared, msn)),
    ),
  };
}
