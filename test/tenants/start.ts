import { mkdtemp, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConfig, type Environment } from '../../src/config.js';
import { createServer, type Server, type ServerParts } from '../../src/server/create-server.js';
import { memoryLog } from '../support/stack.js';
import type { GraphAnswer } from '../support/stack.js';

const ROUTER_SECRET = 'a-secret-that-the-router-shares-with-us';

/** A server with a tenants file, behind a router that names tenants. */
export interface TenantsServer {
  readonly server: Server;
  readonly url: string;
  readonly path: string;
  readonly logs: Readonly<Record<string, unknown>>[];
  /** Puts another file in the place of the old one, as a deployment does. */
  write(content: unknown): Promise<void>;
  fetch(
    tenant: string | undefined,
    body: string,
    scopes?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  ask(tenant: string, query: string, variables?: object): Promise<GraphAnswer<Record<string, unknown>>>;
}

export const ALL_SCOPES =
  'management:read product-orders:read product-orders:write orders:read orders:write sales:read report:read';

export async function tenantsFile(content: unknown): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'tenants-')), 'tenants.json');
  await writeFile(path, JSON.stringify(content));
  return path;
}

export async function startTenants(
  upstream: string,
  content: unknown,
  env: Environment = {},
  parts: Pick<ServerParts, 'timers'> = {},
): Promise<TenantsServer> {
  const path = await tenantsFile(content);
  const logs: Readonly<Record<string, unknown>>[] = [];
  const config = parseConfig({
    NODE_ENV: 'test',
    PORT: '0',
    PROBES_PORT: '0',
    HOST: '127.0.0.1',
    VIPPS_API_URL: upstream,
    UPSTREAM_RETRY_BASE_MS: '1',
    UPSTREAM_HEDGE_AFTER_MS: '0',
    SHED_LOOP_DELAY_MS: '0',
    RATE_LIMIT_PER_SECOND: '0',
    CALLER_AUTH: 'router-secret',
    AUTH_ROUTER_SECRET: ROUTER_SECRET,
    AUTH_ROUTER_CLAIMS: 'on',
    TENANTS_FILE: path,
    ...env,
  });
  const server = await createServer(config, { log: memoryLog(logs), ...parts });
  const ask: TenantsServer['fetch'] = (tenant, body, scopes = ALL_SCOPES, more = {}) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-router-secret': ROUTER_SECRET,
        'x-caller-scopes': scopes,
        ...(tenant !== undefined && { 'x-caller-tenant': tenant }),
        ...more,
      },
      body,
    });
  return {
    server,
    url: server.url,
    path,
    logs,
    write: async (next) => {
      const written = `${path}.new`;
      await writeFile(written, typeof next === 'string' ? next : JSON.stringify(next));
      await rename(written, path);
    },
    fetch: ask,
    ask: async (tenant, query, variables) => {
      const response = await ask(tenant, JSON.stringify({ query, variables }));
      return (await response.json()) as GraphAnswer<Record<string, unknown>>;
    },
  };
}
