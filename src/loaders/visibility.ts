import type { Tenant } from '../config.js';
import { UpstreamError } from '../errors/UpstreamError.js';
import type { ApiIdentity } from '../http/ApiDescriptor.js';

/** Whether a tenant may see a sales unit. One that it may not see is to it as one that does not exist. */
export function seesUnit({ msns }: Tenant, msn: string): boolean {
  return msns === undefined || msns.has(msn);
}

/** The same for a ledger. */
export function seesLedger({ ledgers }: Tenant, ledgerId: string): boolean {
  return ledgers === undefined || ledgers.has(ledgerId);
}

/** What is said of a change at something that the tenant may not see: the same as if it did not exist. */
export function notThere(api: ApiIdentity, operation: string): UpstreamError {
  return new UpstreamError(
    'NOT_FOUND',
    `The ${api.title} knows nothing under this id, or the keys in use may not see it.`,
    {
      api: api.name,
      operation,
      status: 404,
    },
  );
}
