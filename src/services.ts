import type { Logger } from 'pino';
import { ApiCaller } from './auth/api-caller.js';
import { TokenSource } from './auth/tokens.js';
import { createCaches, type Caches } from './cache/caches.js';
import { AnswerStore } from './fast-path/AnswerStore.js';
import { ManagementClient } from './clients/management.js';
import { ReportClient } from './clients/report.js';
import { SalesClient } from './clients/sales.js';
import { OrderManagementClient } from './clients/order-management.js';
import { PartnerClient } from './clients/partner.js';
import { ProductOrderClient } from './clients/product-orders.js';
import type { Clock } from './clock.js';
import type { Config } from './config.js';
import { Upstream } from './http/upstream.js';

/** What lives as long as the process: connections, tokens, clients and caches. */
export interface Services {
  readonly config: Config;
  readonly log: Logger;
  readonly management: ManagementClient;
  readonly report: ReportClient;
  readonly sales: SalesClient;
  readonly clock: Clock;
  readonly orderManagement: OrderManagementClient;
  readonly productOrders: ProductOrderClient;
  readonly partner: PartnerClient;
  readonly caches: Caches;
  readonly answers: AnswerStore;
  close(): Promise<void>;
}

export function createServices(config: Config, log: Logger, clock: Clock): Services {
  const upstream = new Upstream(config.upstream, log, secretsOf(config));
  const tokens = new TokenSource(upstream, config.urls, config.system, clock);
  const api = new ApiCaller(upstream, tokens, config.system);
  const answers = new AnswerStore(config.keepAnswersBytes, clock);
  return {
    config,
    log,
    management: new ManagementClient(api, config.urls.management),
    report: new ReportClient(api, config.urls.report),
    sales: new SalesClient(api, config.urls.sales),
    clock,
    orderManagement: new OrderManagementClient(api, config.urls.orderManagement),
    productOrders: new ProductOrderClient(api, config.urls.management),
    partner: new PartnerClient(api, config.urls.partner),
    answers,
    caches: createCaches({
      maxBytes: config.cacheMaxBytes,
      loadTimeoutMs: config.requestTimeoutMs,
      clock,
      join: config.joinRequests,
      onForget: (tag) => {
        answers.invalidate(tag);
      },
    }),
    close: () => upstream.close(),
  };
}

function secretsOf({ tenant: { classic, accounting } }: Config): readonly string[] {
  return [classic?.clientSecret, classic?.subscriptionKey, accounting?.clientSecret].filter(
    (secret) => secret !== undefined,
  );
}
