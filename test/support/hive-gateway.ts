import { composeServices } from '@theguild/federation-composition';
import { z } from 'zod';
import { composable, type Gateway, type RunningSubgraphs } from './gateway.js';
import type { GraphAnswer } from './stack.js';

interface HiveRuntime {
  fetch(url: string, init: RequestInit): Response | Promise<Response>;
  [Symbol.asyncDispose](): PromiseLike<void>;
}

type CreateRuntime = (config: {
  readonly supergraph: () => string;
  readonly logging: boolean;
  readonly maskedErrors: boolean;
}) => HiveRuntime;

/** Its types add to those of graphql what graphql 16 has not, for all that is compiled with them: so it comes without. */
async function loadHive(): Promise<CreateRuntime> {
  const name: string = '@graphql-hive/gateway-runtime';
  const loaded: unknown = await import(name);
  const isFunction = (value: unknown): boolean => typeof value === 'function';
  return z.object({ createGatewayRuntime: z.custom<CreateRuntime>(isFunction) }).parse(loaded)
    .createGatewayRuntime;
}

/** Composes the subgraphs into a supergraph, as Hive does, and serves it by Hive Gateway within this process. */
export async function startHiveGateway(subgraphs: RunningSubgraphs): Promise<Gateway> {
  const { supergraphSdl, errors } = composeServices(await composable(subgraphs));
  if (supergraphSdl === undefined) throw new AggregateError(errors, 'The subgraphs do not compose.');
  const createGatewayRuntime = await loadHive();
  const runtime = createGatewayRuntime({
    supergraph: () => supergraphSdl,
    logging: false,
    maskedErrors: false,
  });
  return {
    ask: async (query, variables) => {
      const response = await runtime.fetch('http://gateway.example/graphql', {
        method: 'POST',
        body: JSON.stringify({ query, variables }),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      });
      return (await response.json()) as GraphAnswer<unknown>;
    },
    stop: async () => {
      await runtime[Symbol.asyncDispose]();
    },
  };
}
