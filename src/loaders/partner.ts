import { vippsApis } from '../clients/apis.js';
import { requiredKeys } from '../clients/required-keys.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { cachesFor, type VippsCaches } from './caches.js';
import type { PartnerClient, WirePartnerSalesUnit } from '../clients/partner.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { KeyLoader } from './KeyLoader.js';
import { seesUnit } from './visibility.js';

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
  const cached = cachesFor(caches, tenant);
  const itself = (key: string): string => key;
  return {
    merchant: new KeyLoader(itself, async (orgno: string) => {
      const keys = requiredKeys(tenant, vippsApis.partner);
      const load = (shared: CallScope) => client.getMerchant(keys, shared, orgno);
      const all = await cached(keys).partnerMerchant.read([orgno], scope, load);
      const seen = all?.filter((msn) => seesUnit(tenant, msn)) ?? [];
      // One of whose units none may be seen is not there.
      return all !== null && (all.length === 0 ? tenant.msns === undefined : seen.length > 0) ? seen : null;
    }),
    salesUnit: new KeyLoader(itself, (msn: string) => {
      if (!seesUnit(tenant, msn)) return Promise.resolve(null);
      const keys = requiredKeys(tenant, vippsApis.partner, { msn });
      const load = (shared: CallScope) => client.getMsn(keys, shared, msn);
      return cached(keys).partnerSalesUnit.read([msn], scope, load);
    }),
  };
}
