import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import type { Clock, Timers } from '../clock.js';
import type { Config } from '../config.js';
import { RouterCache } from './RouterCache.js';
import { RouterInvalidations } from './RouterInvalidations.js';
import { RouterTags } from './RouterTags.js';
import { taggedKinds } from './tagged-kinds.js';

export interface RouterCacheParts {
  /** Its name. */
  readonly subgraph: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Logger;
}

/** What routers in front of one subgraph are told. */
export interface OpenedRouterCache {
  readonly cache: RouterCache;
  /** Undefined = none is told of changes. */
  readonly invalidations: RouterInvalidations | undefined;
}

/** Undefined where no router may keep anything. */
export function openRouterCache(
  { routerCache, callers, tenant, tenantsFile }: Config,
  { subgraph, clock, timers, log }: RouterCacheParts,
): OpenedRouterCache | undefined {
  if (routerCache === undefined) return undefined;
  const { invalidation: settings } = routerCache;
  // Where no router is told of changes, no other process has to make the same tags.
  const tags = new RouterTags(settings?.key ?? randomBytes(32), taggedKinds);
  const invalidations =
    settings === undefined ? undefined : new RouterInvalidations({ settings, subgraph, tags, timers, log });
  invalidations?.useTenants(tenantsFile?.tenants ?? [tenant]);
  return { cache: new RouterCache(tags, clock, varyOf(callers)), invalidations };
}

/** By which headers of requests answers differ: besides their form, by who asks. */
function varyOf({ jwt, router }: Config['callers']): string {
  return [
    'accept, accept-encoding',
    ...(jwt === undefined ? [] : ['authorization']),
    ...(router === undefined ? [] : ['x-router-secret']),
    ...(router?.claims === true ? ['x-caller-subject, x-caller-scopes, x-caller-tenant'] : []),
  ].join(', ');
}
