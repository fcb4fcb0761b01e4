import { onTestFinished } from 'vitest';
import { parseConfig, withSandbox, type Environment } from '../../src/config.js';
import type { Clock } from '../../src/clock.js';
import { createServer } from '../../src/server/create-server.js';
import { scriptedServer, type SeenRequest, type Step } from '../support/scripted-server.js';
import { fakeClock, memoryLog, type GraphAnswer } from '../support/stack.js';
import { enturTenant, withTokens } from './graph.js';

/** Both ways in which requests are executed. */
export const ways = [
  ['compiled', 'true'],
  ['Apollo Server', 'false'],
] as const;

/** A call as the scripted server saw it, without what every call has. */
export interface SeenCall {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

export interface Changing {
  /** Sends a mutation with one input, under the given request id. */
  change(mutation: string, input: object, selection: string, id?: string): Promise<GraphAnswer<never>>;
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<GraphAnswer<never>>;
  /** From now on these steps are played, from the first; what was seen before is forgotten. */
  play(...steps: readonly Step[]): void;
  /** All requests to Entur but those for tokens. */
  readonly requests: readonly SeenRequest[];
  /** The same, shortened. */
  calls(): readonly SeenCall[];
  /** How many tokens were asked for. */
  tokens(): number;
  readonly logs: readonly Readonly<Record<string, unknown>>[];
  /** Stops the server as a signal does. */
  stop(): Promise<void>;
}

/** The Entur subgraph over HTTP, over a server that plays one step per call, and the last one for all further ones. */
export async function changing(
  script: readonly Step[],
  env: Environment = {},
  clock: Clock = fakeClock(),
): Promise<Changing> {
  const seen: SeenRequest[] = [];
  let steps = script;
  const upstream = await scriptedServer(
    withTokens((response, request) => {
      seen.push(request);
      steps[Math.min(seen.length, steps.length) - 1]?.(response, request);
    }),
  );
  const logs: Readonly<Record<string, unknown>>[] = [];
  const config = withSandbox(
    parseConfig({
      NODE_ENV: 'test',
      SANDBOX: 'true',
      SUBGRAPHS: 'entur',
      ENTUR_PORT: '0',
      PROBES_PORT: '0',
      UPSTREAM_HEDGE_AFTER_MS: '0',
      UPSTREAM_RETRY_BASE_MS: '1',
      ...env,
    }),
    { url: upstream.url, tenant: enturTenant },
  );
  const server = await createServer(config, { log: memoryLog(logs), clock });
  onTestFinished(() => server.stop());
  const ask: Changing['ask'] = async (query, variables = {}, headers = {}) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphAnswer<never>;
  };
  return {
    ask,
    change: (mutation, input, selection, id = 'the-request') => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} userErrors { field code message } warnings { field code message } } }`;
      return ask(query, { input }, { 'x-request-id': id });
    },
    play: (...next) => {
      steps = next;
      seen.length = 0;
    },
    requests: seen,
    calls: () =>
      seen.map(({ method, url, body }) => ({
        method,
        url: url.replace('/entur/sales', ''),
        ...(body !== '' && { body: JSON.parse(body) as unknown }),
      })),
    tokens: () => upstream.seen.filter(({ url }) => url === '/entur/oauth/token').length,
    logs,
    stop: () => server.stop(),
  };
}
