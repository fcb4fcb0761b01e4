import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { afterEach, describe, expect, vi } from 'vitest';
import type { Tenant } from '../../src/config.js';
import { createContext } from '../../src/context/vipps-context.js';
import { formatError } from '../../src/errors/format-error.js';
import { DocumentStore, FastPath } from '../support/executor.js';
import type { Services } from '../../src/context/vipps-services.js';
import { buildSubgraph } from '../../src/subgraphs/vipps.js';
import { it } from '../support/fixture.js';
import type { SandboxControl } from '../support/sandbox-control.js';
import { tenantWith } from '../support/stack.js';

const LIST = '/management/v1/sales-units';
const QUERY = '{ salesUnits(first: 100) { nodes { msn name } } }';

/** Two tenants, each with two sets of scopes, and whose keys each of the four is served with. */
const callers = [
  { tenant: 'a', scopes: 'units:all', keys: 'partner' },
  { tenant: 'a', scopes: 'units:own', keys: 'merchant' },
  { tenant: 'b', scopes: 'units:all', keys: 'merchant' },
  { tenant: 'b', scopes: 'units:own', keys: 'partner' },
] as const;
type Caller = (typeof callers)[number];

const tenantOf = ({ tenant, keys }: Caller): Tenant => ({ ...tenantWith(keys), id: tenant });

function callerOf({ headers }: IncomingMessage): Caller {
  const found = callers.find(
    ({ tenant, scopes }) => tenant === headers['x-tenant'] && scopes === headers['x-scopes'],
  );
  if (found === undefined) throw new Error('nobody');
  return found;
}

describe('one short way for several tenants and scopes', () => {
  let sandbox: SandboxControl;
  let services: Services;
  let server: Server;
  let url: string;
  /** The callers for whom something was executed, in order. */
  let executed: string[];
  let seen: number;

  it.beforeEach(async ({ startServices }) => {
    ({ sandbox, services } = await startServices());
    executed = [];
    seen = 0;
    const limit = 1_000_000;
    const documents = new DocumentStore({
      schema: buildSubgraph().schema,
      maxTokens: 1_000,
      maxDepth: 15,
      cost: { maxItems: limit, maxValues: limit, maxChanges: 0 },
    });
    const fastPath = new FastPath({
      documents,
      answers: services.answers,
      join: true,
      bodyLimitBytes: 10_000,
      scopeOf: (request) => JSON.stringify(callerOf(request)),
      createContext: (request, requestId, observer) => {
        const caller = callerOf(request);
        executed.push(`${caller.tenant} ${caller.scopes}`);
        const own = { ...services, config: { ...services.config, tenant: tenantOf(caller) } };
        return createContext(own, requestId, observer);
      },
      formatError,
      logRequest: () => undefined,
      report: () => undefined,
    });
    server = createServer((request, response) => {
      request.on('end', () => {
        seen += 1;
      });
      fastPath.handle(request, response, () => {
        response.writeHead(500).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${String(z.custom<AddressInfo>().parse(server.address()).port)}/graphql`;
  });
  afterEach(async () => {
    vi.useRealTimers();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  async function ask({ tenant, scopes }: Caller, signal: AbortSignal | null = null): Promise<string> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-tenant': tenant, 'x-scopes': scopes },
      body: JSON.stringify({ query: QUERY }),
      signal,
    });
    expect(response.status).toBe(200);
    return response.text();
  }

  /** Three requests of each, by turns. */
  const crowd = [...callers, ...callers, ...callers];

  it('joins and keeps equal queries of equal callers, and never shares an answer with another', async () => {
    await sandbox.faults.add({ path: LIST, delayMs: 60, times: null });
    const inFlight = await Promise.all(crowd.map((caller) => ask(caller)));
    const [partner = '', merchant = ''] = inFlight;
    // The keys see different units, so a mix-up would show.
    expect(partner).not.toBe(merchant);
    const expected = crowd.map(({ keys }) => (keys === 'partner' ? partner : merchant));
    expect(inFlight).toEqual(expected);
    expect([...executed].sort()).toEqual(callers.map(({ tenant, scopes }) => `${tenant} ${scopes}`).sort());
    const { requests } = await sandbox.requests({ path: LIST });
    expect(requests).toHaveLength(4);

    executed = [];
    await sandbox.clearRequests();
    expect(services.answers.size.answers).toBe(4);
    expect(await Promise.all(crowd.map((caller) => ask(caller)))).toEqual(expected);
    expect(executed).toEqual([]);
    expect((await sandbox.requests()).requests).toEqual([]);
  });

  it('joins a query in the first half of its time only', async () => {
    await sandbox.faults.add({ path: LIST, hang: true });
    vi.useFakeTimers({ toFake: ['performance'] });
    const leaving = new AbortController();
    const waits: Promise<unknown>[] = [];
    const executedAfter = async (seconds: number): Promise<number> => {
      vi.advanceTimersByTime(seconds * 1_000);
      waits.push(ask(callers[0], leaving.signal).catch(() => 'left'));
      await expect.poll(() => seen).toBe(waits.length);
      return executed.length;
    };
    // Ten seconds are the time of a request.
    expect(await executedAfter(0)).toBe(1);
    expect(await executedAfter(4.9)).toBe(1);
    expect(await executedAfter(0.2)).toBe(2);
    leaving.abort();
    expect(await Promise.all(waits)).toEqual(['left', 'left', 'left']);
  });

  it('drops the answer of those whose data has changed, and of no one else', async () => {
    const before = await Promise.all(callers.map((caller) => ask(caller)));
    executed = [];
    const [{ tenant, keys }] = callers;
    services.caches.salesUnitList.forgetUnder(`${tenant}|${tenantWith(keys).classic?.id ?? ''}`);
    expect(await Promise.all(callers.map((caller) => ask(caller)))).toEqual(before);
    expect(executed).toEqual(['a units:all']);
  });
});
