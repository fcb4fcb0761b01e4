import type { AccountingCredentials, ClassicCredentials, Credentials, Tenant } from '../config.js';
import { GraphError } from '../errors/GraphError.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiDescriptor, ApiIdentity } from '../http/ApiDescriptor.js';
import { vippsApis } from './apis.js';

/** The sales-unit or partner keys of a tenant. @throws GraphError FORBIDDEN, naming the settings, without them */
export function classicKeys(tenant: Tenant, api: ApiIdentity): ClassicCredentials {
  if (tenant.classic !== undefined) return tenant.classic;
  throw new GraphError(
    'FORBIDDEN',
    `The ${api.title} needs sales-unit or partner keys. Set VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY.`,
  );
}

/** The accounting keys of a tenant. @throws GraphError FORBIDDEN, naming the settings, without them, where such keys would help */
export function accountingKeys(tenant: Tenant, api: ApiDescriptor): AccountingCredentials {
  if (tenant.accounting !== undefined) return tenant.accounting;
  if (api.refusal !== undefined) throw new GraphError('FORBIDDEN', api.refusal);
  throw new GraphError(
    'FORBIDDEN',
    `The ${api.title} needs accounting keys. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.`,
  );
}

/**
 * The keys for the Report API: accounting keys, else a sales unit's own.
 * @throws GraphError FORBIDDEN, naming the settings, without either
 */
export function reportKeys(tenant: Tenant): Credentials {
  const keys = tenant.accounting ?? tenant.classic;
  if (keys !== undefined) return keys;
  throw new GraphError('FORBIDDEN', REPORT_KEYS);
}

const REPORT_KEYS = `The ${vippsApis.report.title} needs accounting keys, or for its own ledger a sales unit's keys. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET; or the sales unit's VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY.`;

/**
 * Reads from the Report API. Partner keys are classic keys too, and are refused there: the error then says which
 * keys are needed.
 */
export async function withReportKeys<T>(tenant: Tenant, read: (keys: Credentials) => Promise<T>): Promise<T> {
  const keys = reportKeys(tenant);
  try {
    return await read(keys);
  } catch (error) {
    if (keys.kind === 'classic' && error instanceof UpstreamError && error.code === 'FORBIDDEN') {
      throw new UpstreamError('FORBIDDEN', `${REPORT_KEYS} Partner keys do not open it.`, error.facts, {
        cause: error,
      });
    }
    throw error;
  }
}
