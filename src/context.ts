import type { Tenant } from './config.js';
import { startDeadline, type Deadline, type ReadObserver } from './http/deadline.js';
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

/** @param observer told what the answer is made from, where somebody wants to keep it */
export function createContext(
  services: Services,
  requestId: string,
  observer?: ReadObserver,
): RunningContext {
  const { config } = services;
  const { tenant } = config;
  const deadline = startDeadline(config.requestTimeoutMs, observer);
  const shared = { caches: services.caches, tenant, deadline };
  let management: ManagementLoaders | undefined;
  return {
    requestId,
    tenant,
    deadline,
    loaders: {
      // Made when first asked for: most requests use one API or two.
      get management() {
        return (management ??= createManagementLoaders({ ...shared, client: services.management }));
      },
    },
    cancel: () => {
      deadline.cancel();
    },
    end: () => {
      deadline.end();
    },
  };
}
