import type { Tenant } from './config.js';
import { startDeadline, type Deadline } from './http/deadline.js';
import { createManagementLoaders, type ManagementLoaders } from './loaders/management.js';
import type { Services } from './services.js';

/** What one GraphQL request carries. Resolvers reach the APIs through `loaders` only. */
export interface Context {
  readonly requestId: string;
  readonly tenant: Tenant;
  readonly deadline: Deadline;
  readonly loaders: Loaders;
}

/** Fresh per request, so that nothing a request remembers can outlive it. */
export interface Loaders {
  readonly management: ManagementLoaders;
}

export interface RunningContext extends Context {
  /** The caller went away: stop the upstream work. */
  cancel(): void;
  /** The answer is sent: release the timer. */
  end(): void;
}

export function createContext(services: Services, requestId: string): RunningContext {
  const { config } = services;
  const { tenant } = config;
  const deadline = startDeadline(config.requestTimeoutMs);
  const shared = { caches: services.caches, tenant, deadline };
  return {
    requestId,
    tenant,
    deadline,
    loaders: {
      management: createManagementLoaders({ ...shared, client: services.management }),
    },
    cancel: () => {
      deadline.cancel();
    },
    end: () => {
      deadline.end();
    },
  };
}
