import { composeServices } from '@theguild/federation-composition';
import { z } from 'zod';
import { composable, type Gateway, type RunningSubgraphs } from './gateway.js';
import type { GraphAnswer } from './stack.js';

interface HiveRuntime {
  fetch(url: string, init: RequestInit): Response | Promise<Response>;
  [Symbol.asyncDispose](): PromiseLike<void>;
}

/** It tells events as well. */
export interface HiveGateway extends Gateway {
  subscribe(query: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
}

/** What plans queries and carries them out. */
type UnifiedGraphHandler = (options: unknown) => unknown;

type CreateRuntime = (
  config: Readonly<Record<string, unknown>> & {
    readonly supergraph: () => string;
    readonly logging: boolean;
  },
) => HiveRuntime;

const isFunction = (value: unknown): boolean => typeof value === 'function';
const gatewayRuntime = z.object({ createGatewayRuntime: z.custom<CreateRuntime>(isFunction) });
const routerRuntime = z.object({ unifiedGraphHandler: z.custom<UnifiedGraphHandler>(isFunction) });

/**
 * Loads a package without its types: those of Hive add to those of graphql what graphql 16 has not, for all that is compiled
 * with them.
 */
async function load<T>(name: string, exported: z.ZodType<T>): Promise<T> {
  const loaded: unknown = await import(name);
  return exported.parse(loaded);
}

/** Composes the subgraphs into a supergraph, as Hive does, and serves it by Hive Gateway within this process. */
export async function startHiveGateway(subgraphs: RunningSubgraphs): Promise<HiveGateway> {
  return start(subgraphs, {});
}

/** The same with the query planner of Hive Router, which is written in Rust, and what carries its plans out. */
export async function startHiveRouter(subgraphs: RunningSubgraphs): Promise<HiveGateway> {
  const { unifiedGraphHandler } = await load('@graphql-hive/router-runtime', routerRuntime);
  return start(subgraphs, { unifiedGraphHandler });
}

async function start(
  subgraphs: RunningSubgraphs,
  config: { readonly unifiedGraphHandler?: UnifiedGraphHandler },
): Promise<HiveGateway> {
  const { supergraphSdl, errors } = composeServices(await composable(subgraphs));
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'The subgraphs do not compose.');
  return configuredHiveGateway(supergraphSdl, { ...config, maskedErrors: false });
}

/** Serves a supergraph by Hive Gateway, set up as its configuration file says; but for where the supergraph is, and the log. */
export async function configuredHiveGateway(
  supergraphSdl: string,
  config: Readonly<Record<string, unknown>>,
): Promise<HiveGateway> {
  const { createGatewayRuntime } = await load('@graphql-hive/gateway-runtime', gatewayRuntime);
  const runtime = createGatewayRuntime({ ...config, supergraph: () => supergraphSdl, logging: false });
  return {
    ask: async (query, variables, headers) => {
      const response = await runtime.fetch('http://gateway.example/graphql', {
        method: 'POST',
        body: JSON.stringify({ query, variables }),
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      });
      return (await response.json()) as GraphAnswer<unknown>;
    },
    subscribe: async (query, headers) =>
      runtime.fetch('http://gateway.example/graphql', {
        method: 'POST',
        body: JSON.stringify({ query }),
        headers: { ...headers, 'content-type': 'application/json', accept: 'text/event-stream' },
      }),
    stop: async () => {
      await runtime[Symbol.asyncDispose]();
    },
  };
}
