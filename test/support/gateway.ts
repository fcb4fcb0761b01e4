import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { parse } from 'graphql';
import { z } from 'zod';
import { sdlOf } from '../../src/tools/supergraph/compose.js';
import type { SubgraphSdl } from './composers.js';
import type { GraphAnswer } from './stack.js';

const subgraphRequest = z.object({
  query: z.string(),
  operationName: z.string().optional(),
  variables: z.record(z.string(), z.unknown()).optional(),
});

/** One request as it went over the wire from the gateway to a subgraph. */
export type SubgraphRequest = z.infer<typeof subgraphRequest>;

/** Stands between the gateway and a subgraph, passes everything on, and remembers what was asked. */
export interface Wire {
  readonly url: string;
  /** The requests since the last `clear`, oldest first. */
  readonly requests: readonly SubgraphRequest[];
  clear(): void;
  stop(): Promise<void>;
}

export async function listenIn(subgraphUrl: string): Promise<Wire> {
  const requests: SubgraphRequest[] = [];
  const server = createServer((message, response) => {
    const pass = async (): Promise<void> => {
      const body = await text(message);
      requests.push(subgraphRequest.parse(JSON.parse(body)));
      const answer = await fetch(subgraphUrl, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      const type = answer.headers.get('content-type') ?? 'text/plain';
      response.writeHead(answer.status, { 'content-type': type }).end(await answer.text());
    };
    pass().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/graphql`,
    requests,
    clear: () => {
      requests.length = 0;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export interface Gateway {
  /** @param headers further ones; which of them go on to subgraphs is for the gateway to say */
  ask(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<GraphAnswer<unknown>>;
  stop(): Promise<void>;
}

/** Subgraphs that run, by name. */
export type RunningSubgraphs = Readonly<Record<string, { readonly url: string }>>;

/** Subgraphs that run, as composers take them: with what they say of themselves. */
export function composable(subgraphs: RunningSubgraphs): Promise<SubgraphSdl[]> {
  return Promise.all(
    Object.entries(subgraphs).map(async ([name, { url }]) => ({
      name,
      url,
      typeDefs: parse(await sdlOf(url)),
    })),
  );
}

interface GatewayContext {
  readonly traceparent?: string | undefined;
  readonly tracestate?: string | undefined;
}

/** Goes on in the trace of whoever asks, as a gateway that records nothing itself does. */
class TracedSource extends RemoteGraphQLDataSource<GatewayContext> {
  override willSendRequest(
    options: Parameters<NonNullable<RemoteGraphQLDataSource<GatewayContext>['willSendRequest']>>[0],
  ): void {
    const { traceparent, tracestate }: GatewayContext = options.context;
    for (const [name, value] of Object.entries({ traceparent, tracestate }))
      if (value !== undefined) options.request.http?.headers.set(name, value);
  }
}

/** Composes the subgraphs into a supergraph and serves it by Apollo Gateway on a free port. */
export async function startGateway(subgraphs: RunningSubgraphs): Promise<Gateway> {
  const { supergraphSdl, errors } = composeServices(await composable(subgraphs));
  if (errors !== undefined) throw new AggregateError(errors, 'The subgraphs do not compose.');
  const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const server = new ApolloServer<GatewayContext>({
    gateway: new ApolloGateway({
      supergraphSdl,
      logger: quiet,
      buildService: ({ url = '' }) => new TracedSource({ url }),
    }),
    logger: quiet,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req: { headers } }) =>
      Promise.resolve({
        traceparent: headers['traceparent']?.toString(),
        tracestate: headers['tracestate']?.toString(),
      }),
  });
  return {
    ask: async (query, variables, headers) => {
      const response = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ query, variables }),
        headers: { ...headers, 'content-type': 'application/json' },
      });
      return (await response.json()) as GraphAnswer<unknown>;
    },
    stop: () => server.stop(),
  };
}

function ignore(): void {
  // The tests read answers, not the gateway's log.
}
