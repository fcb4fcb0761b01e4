import type { AccountingCredentials, ClassicCredentials, Tenant } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import { apiTitle } from '../http/failures.js';

/** The sales-unit or partner keys of a tenant. @throws GraphError FORBIDDEN, naming the settings, without them */
export function classicKeys(tenant: Tenant, api: string): ClassicCredentials {
  if (tenant.classic !== undefined) return tenant.classic;
  throw new GraphError(
    'FORBIDDEN',
    `The ${apiTitle(api)} needs sales-unit or partner keys. Set VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY.`,
  );
}

/** The accounting keys of a tenant. @throws GraphError FORBIDDEN, naming the settings, without them */
export function accountingKeys(tenant: Tenant, api: string): AccountingCredentials {
  if (tenant.accounting !== undefined) return tenant.accounting;
  throw new GraphError(
    'FORBIDDEN',
    `The ${apiTitle(api)} needs accounting keys. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.`,
  );
}
