import type { AccessRules } from '../callers/access-rules.js';
import type { ContextParts, KeyState, ServiceParts } from '../context/parts.js';
import type { CallerContext } from './guard-fields.js';
import { buildSubgraph, type SchemaParts, type SubgraphSchema } from './build-subgraph.js';

export type { KeyState } from '../context/parts.js';

/** All that makes a subgraph. */
export interface SubgraphDefinition<
  Services extends RunningServices,
  Context extends CallerContext,
> extends SchemaParts<Context> {
  readonly name: string;
  /** The fields of mutations that an image can be given to, as base64; none unless told otherwise. */
  readonly imageMutations?: readonly string[];
  readonly createServices: (parts: ServiceParts) => Services;
  readonly createContext: (services: Services, parts: ContextParts) => Context;
  /** How long a mutation may take, in ms, where its API takes longer for changes than other requests may; else left out. */
  readonly changeTimeoutMs?: (config: ServiceParts['config']) => number;
}

/** What lives as long as the process. */
interface RunningServices {
  /** What is known of the keys; left out where there are none. */
  lookAtKeys?(): Promise<KeyState>;
  /** How many calls of a tenant wait for a permit; left out where none ever do. */
  callsWaiting?(tenantId: string): number;
  /** Told of the tenants when they have changed; left out where there are no keys. */
  useTenants?(tenants: readonly ContextParts['tenant'][]): void;
  /** Looks for news in the feeds that are followed; left out where there are none. */
  wake?(ledgerId?: string): void;
  /** Ends all subscriptions; left out where there are none. */
  endStreams?(): void;
  close(): Promise<void>;
}

/** A subgraph as the server knows it. */
export interface Subgraph {
  readonly name: string;
  /** Their bodies may be larger than others. */
  readonly imageMutations: readonly string[];
  /** Which scope opens what. */
  readonly access: AccessRules;
  /** The same each time: nobody changes a schema. */
  build(): SubgraphSchema;
  start(parts: ServiceParts): RunningSubgraph;
  /** What a mutation may take, in ms: counts where it is longer than what all requests may. */
  changeTimeoutMs(config: ServiceParts['config']): number;
}

export interface RunningSubgraph {
  /** The context of one request, or of one execution that serves several equal ones. */
  createContext(parts: ContextParts): object;
  lookAtKeys(): Promise<KeyState | undefined>;
  callsWaiting(tenantId: string): number;
  useTenants(tenants: readonly ContextParts['tenant'][]): void;
  wake(ledgerId?: string): void;
  endStreams(): void;
  close(): Promise<void>;
}

/** A subgraph from its definition: what its services and contexts are made of stays its own. */
export function defineSubgraph<Services extends RunningServices, Context extends CallerContext>(
  definition: SubgraphDefinition<Services, Context>,
): Subgraph {
  let built: SubgraphSchema | undefined;
  return {
    name: definition.name,
    imageMutations: definition.imageMutations ?? [],
    access: definition.access,
    build: () => (built ??= buildSubgraph(definition)),
    changeTimeoutMs: (config) => definition.changeTimeoutMs?.(config) ?? 0,
    start: (parts) => {
      const services = definition.createServices(parts);
      return {
        createContext: (contextParts) => definition.createContext(services, contextParts),
        lookAtKeys: async () => services.lookAtKeys?.(),
        callsWaiting: (tenantId) => services.callsWaiting?.(tenantId) ?? 0,
        useTenants: (tenants) => services.useTenants?.(tenants),
        wake: (ledgerId) => services.wake?.(ledgerId),
        endStreams: () => services.endStreams?.(),
        close: () => services.close(),
      };
    },
  };
}
