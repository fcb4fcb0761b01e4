import type { Rights } from '../callers/scopes.js';
import type { Clock } from '../clock.js';
import type { EntityObserver } from '../http/call-scope.js';
import { RequestEnturLoaders, type EnturLoaders } from './entur-loaders.js';
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
  /** Told which entities there are, where somebody wants to tell them apart. */
  readonly entities?: EntityObserver | undefined;
  /** Cursors are good within it; empty where there is one tenant. */
  readonly cursorRealm: string;
  /** Fields marked experimental may be used. */
  readonly experimental: boolean;
  /** The sales unit at Vipps MobilePay that transactions are linked with; undefined = they are not. */
  readonly vippsMsn: string | undefined;
  /** By which times in inputs are judged. */
  readonly clock: Clock;
  readonly loaders: EnturLoaders;
  readonly writers: EnturWriters;
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
  readonly entities: EntityObserver | undefined;
  readonly cursorRealm: string;
  readonly experimental: boolean;
  readonly vippsMsn: string | undefined;
  readonly clock: Clock;
  readonly loaders: EnturLoaders;
  readonly writers: EnturWriters;

  constructor(services: EnturServices, { requestId, tenant, rights, scope }: ContextParts) {
    this.requestId = requestId;
    this.rights = rights;
    this.entities = scope.reads?.entities;
    this.cursorRealm = tenant.fromFile === true ? `${tenant.id}\n` : '';
    this.experimental = services.config.experimental;
    this.vippsMsn = services.config.vipps?.msn;
    this.clock = services.clock;
    this.loaders = new RequestEnturLoaders(services, tenant, scope);
    this.writers = new RequestEnturWriters(services, tenant, scope, this.loaders);
  }
}
