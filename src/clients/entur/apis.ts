import type { EnturUrls } from '../../config.js';
import type { ApiDescriptor, ApiIdentity, ApiLimits } from '../../http/ApiDescriptor.js';
import { enturRoutes } from './routes.js';

/** The services of Entur's Sales API, as log lines and messages name them. */
export const enturApis = {
  token: { name: 'entur-token', title: 'Entur token service' },
  orders: { name: 'entur-orders', title: 'Entur Order API' },
  reserveOffers: { name: 'entur-reserve-offers', title: 'Entur Reserve Offers API' },
  payments: { name: 'entur-payments', title: 'Entur Payment API' },
  tickets: { name: 'entur-tickets', title: 'Entur Ticket Distribution API' },
  receipts: { name: 'entur-receipts', title: 'Entur Receipt API' },
  refunds: { name: 'entur-refunds', title: 'Entur Refund API' },
} as const satisfies Record<string, ApiIdentity>;

export type EnturApi = keyof typeof enturApis;

/** The same as they are called. */
export type EnturApiDescriptors = Readonly<Record<EnturApi, ApiDescriptor>>;

const BUSY: ReadonlySet<string> = new Set(['RESOURCE_BUSY']);

/** @param limits of each service */
export function describeEnturApis(urls: EnturUrls, limits: ApiLimits): EnturApiDescriptors {
  const describe = (api: EnturApi, baseUrl: string): ApiDescriptor => ({
    ...enturApis[api],
    baseUrl,
    limits,
    routes: enturRoutes[api],
    exactNumbers: true,
    tokenRanOut: 408,
    busyReasons: BUSY,
    correlationHeader: 'x-correlation-id',
  });
  return {
    token: describe('token', urls.token),
    orders: describe('orders', urls.api),
    reserveOffers: describe('reserveOffers', urls.api),
    payments: describe('payments', urls.api),
    tickets: describe('tickets', urls.api),
    receipts: describe('receipts', urls.api),
    refunds: describe('refunds', urls.api),
  };
}
