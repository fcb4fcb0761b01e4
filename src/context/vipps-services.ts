import { ApiCaller } from '../auth/ApiCaller.js';
import { TokenSource } from '../auth/TokenSource.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { describeVippsApis } from '../clients/apis.js';
import { ManagementClient } from '../clients/management.js';
import { OrderManagementClient } from '../clients/order-management.js';
import { PartnerClient } from '../clients/partner.js';
import { ProductOrderClient } from '../clients/product-orders.js';
import { ReportClient } from '../clients/report.js';
import { SalesClient } from '../clients/sales.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { Upstream } from '../http/Upstream.js';
import { createVippsCaches, type VippsCaches } from '../loaders/caches.js';
import type { ServiceParts } from './parts.js';

/** What lives as long as the process: connections, tokens, clients and caches. */
export interface VippsServices {
  readonly clock: Clock;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly management: ManagementClient;
  readonly productOrders: ProductOrderClient;
  readonly orderManagement: OrderManagementClient;
  readonly sales: SalesClient;
  readonly report: ReportClient;
  readonly partner: PartnerClient;
  close(): Promise<void>;
}

/** Connections are opened when they are first needed. */
export function createVippsServices({ config, log, clock, invalidations }: ServiceParts): VippsServices {
  const { attemptTimeoutMs, retries, retryBaseMs, ...limits } = config.upstream;
  const rules = { attemptMs: attemptTimeoutMs, retries, baseMs: retryBaseMs };
  const upstream = new Upstream(rules, log, secretsOf(config));
  const apis = describeVippsApis(config.urls, limits);
  const tokens = new TokenSource(upstream, apis.accessToken, config.system, clock);
  const caller = new ApiCaller(upstream, tokens, config.system);
  return {
    clock,
    caches: createVippsCaches(
      {
        maxBytes: config.cacheMaxBytes,
        loadTimeoutMs: config.requestTimeoutMs,
        clock,
        coalesce: config.coalesceRequests,
      },
      invalidations,
    ),
    management: new ManagementClient(caller, apis.management),
    productOrders: new ProductOrderClient(caller, apis.management),
    orderManagement: new OrderManagementClient(caller, apis.orderManagement),
    sales: new SalesClient(caller, apis.sales),
    report: new ReportClient(caller, apis.report),
    partner: new PartnerClient(caller, apis.partner),
    close: () => upstream.close(),
  };
}

function secretsOf({ tenant: { classic, accounting } }: Config): readonly string[] {
  return [classic?.clientSecret, classic?.subscriptionKey, accounting?.clientSecret].filter(
    (secret) => secret !== undefined,
  );
}
