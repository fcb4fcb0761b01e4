import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer, HeaderMap } from '@apollo/server';
import type { Gateway } from './Gateway.js';

/** Apollo Gateway over a supergraph, in Apollo Server. */
export async function apolloGateway(supergraphSdl: string): Promise<Gateway> {
  const logger = { debug: ignore, info: ignore, warn: tell, error: tell };
  const server = new ApolloServer({
    gateway: new ApolloGateway({ supergraphSdl, logger }),
    logger,
    stopOnTerminationSignals: false,
  });
  await server.start();
  const handle = async (request: Request): Promise<Response> => {
    const body: unknown = request.method === 'POST' ? await request.json() : undefined;
    const {
      status,
      headers,
      body: answer,
    } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: new HeaderMap(request.headers),
        search: new URL(request.url).search,
        body,
      },
      context: () => Promise.resolve({}),
    });
    // Answers in parts are for @defer, which no subgraph here has.
    const text = answer.kind === 'complete' ? answer.string : '';
    return new Response(text, { status: status ?? 200, headers: [...headers] });
  };
  return { title: 'Apollo Gateway', fetch: handle, stop: () => server.stop() };
}

function tell(message: unknown): void {
  process.stderr.write(`Apollo Gateway: ${String(message)}\n`);
}

function ignore(): void {
  // It tells of each start and stop.
}
