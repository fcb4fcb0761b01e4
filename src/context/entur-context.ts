import type { Rights } from '../callers/scopes.js';
import type { Tenant } from '../config.js';
import type { CallScope } from '../http/call-scope.js';
import { createEnturOrderLoaders, type EnturOrderLoaders } from '../loaders/entur/orders.js';
import type { EnturServices } from './entur-services.js';
import { RequestEnturWriters, type EnturWriters } from './entur-writers.js';
import type { ContextParts } from './parts.js';

/** What one GraphQL request carries. Resolvers reach Entur through `loaders` and `writers` only. */
export interface EnturContext {
  /** Tells it from the contexts of other subgraphs. */
  readonly subgraph: 'entur';
  readonly requestId: string;
  /** What the caller may do; checked before resolvers are called. */
  readonly rights: Rights;
  /** Cursors are good within it; empty where there is one tenant. */
  readonly cursorRealm: string;
  readonly loaders: EnturLoaders;
  readonly writers: EnturWriters;
}

/** Fresh per request, so that nothing a request remembers can outlive it. */
export interface EnturLoaders {
  readonly orders: EnturOrderLoaders;
}

/** The context of one request, or of one execution that serves several equal ones. */
export function createEnturContext(services: EnturServices, parts: ContextParts): EnturContext {
  return new RequestContext(services, parts);
}

/** Apollo Server hands a copy of it to the resolvers, so what they use are plain fields. */
class RequestContext implements EnturContext {
  readonly subgraph = 'entur';
  readonly requestId: string;
  readonly rights: Rights;
  readonly cursorRealm: string;
  readonly loaders: EnturLoaders;
  readonly writers: EnturWriters;

  constructor(services: EnturServices, { requestId, tenant, rights, scope }: ContextParts) {
    this.requestId = requestId;
    this.rights = rights;
    this.cursorRealm = tenant.fromFile === true ? `${tenant.id}\n` : '';
    this.loaders = new RequestLoaders(services, tenant, scope);
    this.writers = new RequestEnturWriters(services, tenant, scope, this.loaders);
  }
}

/** Each is made when first asked for. */
class RequestLoaders implements EnturLoaders {
  #orders: EnturOrderLoaders | undefined;

  constructor(
    private readonly services: EnturServices,
    private readonly tenant: Tenant,
    private readonly scope: CallScope,
  ) {}

  get orders(): EnturOrderLoaders {
    const { services, tenant, scope } = this;
    const { orders: client, config } = services;
    return (this.#orders ??= createEnturOrderLoaders({ client, config, tenant, scope }));
  }
}
