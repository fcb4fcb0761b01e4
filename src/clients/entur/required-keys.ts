import type { EnturCredentials, Tenant } from '../../config.js';
import { GraphError } from '../../errors/GraphError.js';

/** The keys of a tenant for all calls to Entur. @throws GraphError FORBIDDEN where it has none, naming what is missing */
export function requiredEnturKeys({ entur, fromFile }: Tenant): EnturCredentials {
  if (entur !== undefined) return entur;
  throw new GraphError(
    'FORBIDDEN',
    fromFile === true
      ? "Entur's Sales API needs keys of a client of Entur, and this tenant has none."
      : "Entur's Sales API needs keys of a client of Entur. Set ENTUR_ENVIRONMENT, ENTUR_CLIENT_ID, ENTUR_CLIENT_SECRET, ENTUR_CLIENT_NAME, ENTUR_POS and ENTUR_DISTRIBUTION_CHANNEL.",
  );
}
