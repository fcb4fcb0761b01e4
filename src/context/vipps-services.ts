import type { Logger } from 'pino';
import { ApiCaller } from '../auth/ApiCaller.js';
import { basicCredentials } from '../auth/headers.js';
import { KeyCheck, type KeyState } from '../auth/KeyCheck.js';
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
import { Redactor } from '../http/redact.js';
import { Upstream } from '../http/Upstream.js';
import { createVippsCaches, type VippsCaches } from '../loaders/caches.js';
import type { ServiceParts } from './parts.js';

/** What lives as long as the process: connections, tokens, clients and caches. */
export interface VippsServices {
  readonly clock: Clock;
  readonly log: Logger;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly management: ManagementClient;
  readonly productOrders: ProductOrderClient;
  readonly orderManagement: OrderManagementClient;
  readonly sales: SalesClient;
  readonly report: ReportClient;
  readonly partner: PartnerClient;
  /** How often a call may be repeated, for changes that are repeated behind a look. */
  readonly repeats: number;
  /** What is known of the keys. */
  lookAtKeys(): Promise<KeyState>;
  close(): Promise<void>;
}

/** Connections are opened when they are first needed. */
export function createVippsServices({ config, log, clock, invalidations }: ServiceParts): VippsServices {
  const { attemptTimeoutMs, hedgeAfterMs, retries, retryBaseMs, ...limits } = config.upstream;
  const rules = { attemptMs: attemptTimeoutMs, hedgeMs: hedgeAfterMs, retries, baseMs: retryBaseMs };
  const redactor = new Redactor(secretsOf(config));
  const upstream = new Upstream(rules, log, redactor);
  const apis = describeVippsApis(config.urls, limits, config.absentApis);
  const tokens = new TokenSource({ upstream, api: apis.accessToken, system: config.system, clock, redactor });
  const { classic, accounting } = config.tenant;
  const keys = new KeyCheck(
    tokens,
    [classic, accounting].filter((each) => each !== undefined),
  );
  const caller = new ApiCaller(upstream, tokens, config.system);
  return {
    clock,
    log,
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
    repeats: retries,
    lookAtKeys: () => keys.look(),
    close: () => upstream.close(),
  };
}

/** Every secret that is sent to an API, as it is sent. */
function secretsOf({ tenant: { classic, accounting } }: Config): readonly string[] {
  return [
    ...(classic === undefined ? [] : [classic.clientSecret, classic.subscriptionKey]),
    ...(accounting === undefined ? [] : [accounting.clientSecret, basicCredentials(accounting)]),
  ];
}
