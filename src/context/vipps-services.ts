import type { Logger } from 'pino';
import { ApiCaller } from '../auth/ApiCaller.js';
import { basicCredentials, credentialHeaders, systemHeaders } from '../auth/headers.js';
import type { KeyState } from '../auth/KeyCheck.js';
import { keysOf } from '../auth/keys-of.js';
import { TokenSource } from '../auth/TokenSource.js';
import { vippsTokens } from '../auth/vipps-tokens.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { describeVippsApis } from '../clients/apis.js';
import { ManagementClient } from '../clients/management.js';
import { OrderManagementClient } from '../clients/order-management.js';
import { PartnerClient } from '../clients/partner.js';
import { ProductOrderClient } from '../clients/product-orders.js';
import { ReportClient } from '../clients/report.js';
import { SalesClient } from '../clients/sales.js';
import type { Clock } from '../clock.js';
import type { Credentials, Tenant } from '../config.js';
import { Redactor } from '../http/redact.js';
import { LiveFeeds } from '../live/LiveFeeds.js';
import { createVippsCaches, type VippsCaches } from '../loaders/caches.js';
import { cacheOptions } from './cache-options.js';
import { keyMetrics } from './key-metrics.js';
import { pollerMetrics, pollMetrics } from './live-metrics.js';
import type { ServiceParts } from './parts.js';
import { TenantKeys } from './tenant-keys.js';
import { upstreamOf } from './upstream-of.js';

/** What lives as long as the process: connections, tokens, clients and caches. */
export interface VippsServices {
  readonly clock: Clock;
  readonly log: Logger;
  readonly caches: ScopedCaches<VippsCaches>;
  readonly tokens: TokenSource;
  readonly management: ManagementClient;
  readonly productOrders: ProductOrderClient;
  readonly orderManagement: OrderManagementClient;
  readonly sales: SalesClient;
  readonly report: ReportClient;
  readonly partner: PartnerClient;
  /** How often a call may be repeated, for changes that are repeated behind a look. */
  readonly repeats: number;
  /** The feeds that are followed. */
  readonly live: LiveFeeds;
  /** What is known of the keys. */
  lookAtKeys(): Promise<KeyState>;
  /** How many calls of a tenant wait for a permit. */
  callsWaiting(tenantId: string): number;
  /** From now on these are the tenants; requests that have begun end with the old ones. */
  useTenants(tenants: readonly Tenant[]): void;
  /** Looks for news in the feeds that are followed. */
  wake(ledgerId?: string): void;
  /** Ends all subscriptions, as the process stops. */
  endStreams(): void;
  close(): Promise<void>;
}

/** Connections are opened when they are first needed. */
export function createVippsServices(parts: ServiceParts): VippsServices {
  const { config, log, clock, invalidations, shared, metrics } = parts;
  const redactor = new Redactor([]);
  const { upstream, limits } = upstreamOf(parts, redactor);
  const apis = describeVippsApis(config.urls, limits, config.absentApis);
  const issuer = vippsTokens(apis.accessToken, config.system);
  const tokens = new TokenSource({ upstream, issuer, clock, redactor });
  const system = systemHeaders(config.system);
  const caller = new ApiCaller(upstream, tokens, (credentials, token) => ({
    ...system,
    ...credentialHeaders(credentials, token),
  }));
  const caches = createVippsCaches(cacheOptions(parts), invalidations);
  if (metrics !== undefined) keyMetrics(metrics, tokens);
  const keys = new TenantKeys({
    tokens,
    redactor,
    caches,
    shared,
    hints: parts.hints,
    keysOf,
    secretsOf,
    requestTimeoutMs: config.requestTimeoutMs,
  });
  keys.use(config.tenantsFile?.tenants ?? [config.tenant]);
  const sales = new SalesClient(caller, apis.sales);
  const report = new ReportClient(caller, apis.report);
  const live = new LiveFeeds({
    sales,
    report,
    settings: config.live,
    callTimeoutMs: config.requestTimeoutMs,
    clock,
    timers: parts.timers,
    log,
    logs: parts.logs,
    polled: metrics && pollMetrics(metrics),
    tracing: parts.tracing,
  });
  if (metrics !== undefined) pollerMetrics(metrics, live);
  return {
    clock,
    log,
    caches,
    tokens,
    live,
    management: new ManagementClient(caller, apis.management),
    productOrders: new ProductOrderClient(caller, apis.management),
    orderManagement: new OrderManagementClient(caller, apis.orderManagement),
    sales,
    report,
    partner: new PartnerClient(caller, apis.partner),
    repeats: config.upstream.retries,
    lookAtKeys: () => keys.look(),
    callsWaiting: (tenantId) => upstream.waiting.of(tenantId),
    useTenants: (tenants) => {
      keys.use(tenants);
      live.useTenants(tenants);
    },
    wake: (ledgerId) => {
      live.wake(ledgerId);
    },
    endStreams: () => {
      live.end('SERVER_STOPPING');
    },
    close: () => {
      keys.close();
      return upstream.close();
    },
  };
}

/** Every secret of these that is sent to an API, as it is sent. */
function secretsOf(credentials: Credentials): readonly string[] {
  switch (credentials.kind) {
    case 'classic':
      return [credentials.clientSecret, credentials.subscriptionKey];
    case 'accounting':
      return [credentials.clientSecret, basicCredentials(credentials)];
    case 'entur':
      return [credentials.clientSecret];
  }
}
