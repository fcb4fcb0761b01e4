import { z } from 'zod';
import type { Gateway } from './Gateway.js';

interface Runtime {
  fetch(request: Request): Response | Promise<Response>;
  [Symbol.asyncDispose](): PromiseLike<void>;
}

type CreateRuntime = (config: { readonly supergraph: () => string; readonly logging: string }) => Runtime;

// Its types add to those of graphql what graphql 16 has not, for all that is compiled with them.
const PACKAGE: string = '@graphql-hive/gateway-runtime';
const loaded = z.object({
  createGatewayRuntime: z.custom<CreateRuntime>((value) => typeof value === 'function'),
});

/** Hive Gateway over a supergraph. */
export async function hiveGateway(supergraphSdl: string): Promise<Gateway> {
  const module: unknown = await import(PACKAGE);
  const runtime = loaded
    .parse(module)
    .createGatewayRuntime({ supergraph: () => supergraphSdl, logging: 'warn' });
  return {
    title: 'Hive Gateway',
    fetch: async (request) => runtime.fetch(request),
    stop: async () => {
      await runtime[Symbol.asyncDispose]();
    },
  };
}
