import type { Logger } from 'pino';
import { ApiCaller } from '../auth/ApiCaller.js';
import { enturTokens } from '../auth/entur-tokens.js';
import { enturHeaders } from '../auth/headers.js';
import type { KeyState } from '../auth/KeyCheck.js';
import { enturKeysOf } from '../auth/keys-of.js';
import { TokenSource } from '../auth/TokenSource.js';
import type { ScopedCaches } from '../cache/ScopedCaches.js';
import { describeEnturApis, type EnturApiDescriptors } from '../clients/entur/apis.js';
import { createEnturChangeClients, type EnturChangeClients } from '../clients/entur/changes/clients.js';
import { EnturOptionClient } from '../clients/entur/options.js';
import { EnturOrderClient } from '../clients/entur/orders.js';
import { EnturPaymentClient } from '../clients/entur/payments.js';
import { EnturTicketClient } from '../clients/entur/tickets.js';
import type { Clock } from '../clock.js';
import type { Credentials, EnturConfig, Tenant } from '../config.js';
import { ToldPayments } from '../writers/entur/ToldPayments.js';
import { Redactor } from '../http/redact.js';
import { createEnturCaches, type EnturCaches } from '../loaders/entur/caches.js';
import { cacheOptions } from './cache-options.js';
import { keyMetrics } from './key-metrics.js';
import type { ServiceParts } from './parts.js';
import { TenantKeys } from './tenant-keys.js';
import { upstreamOf } from './upstream-of.js';

/** What lives as long as the process: connections, tokens, clients and caches. */
export interface EnturServices {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: EnturConfig;
  readonly caches: ScopedCaches<EnturCaches>;
  readonly tokens: TokenSource;
  /** Sends calls with the keys of a tenant, for clients. */
  readonly caller: ApiCaller;
  readonly apis: EnturApiDescriptors;
  readonly orders: EnturOrderClient;
  readonly payments: EnturPaymentClient;
  readonly tickets: EnturTicketClient;
  readonly options: EnturOptionClient;
  readonly changes: EnturChangeClients;
  /** Payments that callers were told of. */
  readonly told: ToldPayments;
  /** What is known of the keys. */
  lookAtKeys(): Promise<KeyState>;
  /** How many calls of a tenant wait for a permit. */
  callsWaiting(tenantId: string): number;
  /** From now on these are the tenants; requests that have begun end with the old ones. */
  useTenants(tenants: readonly Tenant[]): void;
  close(): Promise<void>;
}

/** Connections are opened when they are first needed. */
export function createEnturServices(parts: ServiceParts): EnturServices {
  const { config, log, clock, invalidations, shared, metrics } = parts;
  const redactor = new Redactor([]);
  const { upstream, limits } = upstreamOf(parts, redactor, config.entur.attemptTimeoutMs);
  const apis = describeEnturApis(config.entur.urls, limits);
  const issuer = enturTokens(apis.token, config.entur.urls.audience);
  const tokens = new TokenSource({ upstream, issuer, clock, redactor });
  const caller = new ApiCaller(upstream, tokens, enturHeaders);
  const caches = createEnturCaches(cacheOptions(parts), invalidations);
  if (metrics !== undefined) keyMetrics(metrics, tokens);
  const keys = new TenantKeys({
    tokens,
    redactor,
    caches,
    shared,
    hints: parts.hints,
    keysOf: enturKeysOf,
    secretsOf: ({ kind, clientSecret }: Credentials) => (kind === 'entur' ? [clientSecret] : []),
    requestTimeoutMs: Math.max(config.requestTimeoutMs, config.entur.changeTimeoutMs),
  });
  keys.use(config.tenantsFile?.tenants ?? [config.tenant]);
  return {
    clock,
    log,
    config: config.entur,
    caches,
    tokens,
    caller,
    apis,
    orders: new EnturOrderClient(caller, apis.orders),
    payments: new EnturPaymentClient(caller, apis.payments, config.entur.vipps?.path ?? []),
    tickets: new EnturTicketClient(caller, apis.tickets),
    options: new EnturOptionClient(caller, apis),
    changes: createEnturChangeClients(caller, apis, config.entur.changeTimeoutMs),
    told: new ToldPayments(),
    lookAtKeys: () => keys.look(),
    callsWaiting: (tenantId) => upstream.waiting.of(tenantId),
    useTenants: (tenants) => {
      keys.use(tenants);
    },
    close: () => {
      keys.close();
      return upstream.close();
    },
  };
}
