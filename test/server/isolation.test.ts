import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { afterEach, describe, expect, vi } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { createVippsContext } from '../../src/context/vipps-context.js';
import type { VippsServices } from '../../src/context/vipps-services.js';
import { formatError } from '../../src/errors/format-error.js';
import type { GraphQLResponse } from '../../src/server/compiled-path.js';
import { FallBacks } from '../../src/server/FallBacks.js';
import { combineHooks } from '../../src/server/request-hooks.js';
import { RequestScopes } from '../../src/server/request-scope.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { anybody } from '../support/anybody.js';
import { textOf } from '../support/compiled-execution.js';
import { CompiledPath, DocumentCache, ResponseCache } from '../support/executor.js';
import { Compression } from '../../src/server/Compression.js';
import { PersistedQueries } from '../../src/server/PersistedQueries.js';
import { it } from '../support/fixture.js';
import type { SandboxControl } from '../support/sandbox-control.js';
import { limitsWith } from '../support/limits.js';
import { fakeClock, memoryLog, tenantWith } from '../support/stack.js';

const LIST = '/management/v1/sales-units';
const QUERY = '{ salesUnits(first: 100) { nodes { msn name } } }';

/** Two tenants, each with two sets of keys. */
const callers = [
  { tenant: 'a', keys: 'partner' },
  { tenant: 'a', keys: 'merchant' },
  { tenant: 'b', keys: 'merchant' },
  { tenant: 'b', keys: 'partner' },
] as const;
type Caller = (typeof callers)[number];

function nameOf({ tenant, keys }: Caller): string {
  return `${tenant} ${keys}`;
}

const config = parseConfig({ NODE_ENV: 'test' });
const scopes = new Map(
  callers.map((caller) => [
    nameOf(caller),
    new RequestScopes({ ...config, tenant: { ...tenantWith(caller.keys), id: caller.tenant } }),
  ]),
);

describe('one compiled path for several tenants and sets of keys', () => {
  let sandbox: SandboxControl;
  let services: VippsServices;
  let responses: ResponseCache<GraphQLResponse>;
  let server: Server;
  let url: string;
  /** The callers for whom something was executed, in order. */
  let executed: string[];
  let seen: number;

  it.beforeEach(async ({ startServices }) => {
    const clock = fakeClock();
    const started = await startServices({}, clock);
    ({ sandbox, services } = started);
    executed = [];
    seen = 0;
    const limit = 1_000_000;
    const fallBacks = new FallBacks(memoryLog([]));
    responses = new ResponseCache(limit, clock, started.invalidations);
    const path = new CompiledPath({
      persisted: new PersistedQueries(),
      compression: new Compression(0),
      documents: new DocumentCache({
        schema: vipps.build().schema,
        limits: limitsWith(),
        onFault: (fault) => {
          fallBacks.fault(fault);
        },
      }),
      limits: limitsWith(),
      responses,
      coalesce: true,
      createContext: ({ id, tenant, caller }, scope) => {
        executed.push(id);
        return createVippsContext(services, { requestId: id, tenant, rights: caller.rights, scope });
      },
      formatError,
      hooks: combineHooks([]),
      fallBacks,
    });
    const bodyFor = async (request: IncomingMessage, connection: ServerResponse): Promise<string> => {
      const name = z.string().parse(request.headers['x-caller']);
      const scope = scopes.get(name)?.open(name, anybody) ?? expect.unreachable();
      const body = await text(request);
      const outcome = path.answer({ scope, text: body, parse: (): unknown => JSON.parse(body), connection });
      seen += 1;
      const response = await outcome;
      if (typeof response === 'string') throw new Error(`left to Apollo Server: ${response}`);
      return response === undefined ? '' : textOf(response.payload);
    };
    server = createServer((request, response) => {
      bodyFor(request, response).then(
        (body) => response.end(body),
        () => response.writeHead(500).end(),
      );
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${String(z.custom<AddressInfo>().parse(server.address()).port)}/graphql`;
  });
  afterEach(async () => {
    vi.useRealTimers();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  async function ask(caller: Caller, signal: AbortSignal | null = null): Promise<string> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'x-caller': nameOf(caller) },
      body: JSON.stringify({ query: QUERY }),
      signal,
    });
    expect(response.status).toBe(200);
    return response.text();
  }

  /** Three requests of each, by turns. */
  const crowd = [...callers, ...callers, ...callers];

  it('joins and keeps equal queries of equal callers, and never shares a response with another', async () => {
    await sandbox.faults.add({ path: LIST, delayMs: 60, times: null });
    const inFlight = await Promise.all(crowd.map((caller) => ask(caller)));
    const [partner = '', merchant = ''] = inFlight;
    // The keys see different units, so a mix-up would show.
    expect(partner).not.toBe(merchant);
    const expected = crowd.map(({ keys }) => (keys === 'partner' ? partner : merchant));
    expect(inFlight).toEqual(expected);
    expect([...executed].sort()).toEqual(callers.map(nameOf).sort());
    const { requests } = await sandbox.requests({ path: LIST });
    expect(requests).toHaveLength(4);

    executed = [];
    await sandbox.clearRequests();
    expect(responses.size.responses).toBe(4);
    expect(await Promise.all(crowd.map((caller) => ask(caller)))).toEqual(expected);
    expect(executed).toEqual([]);
    expect((await sandbox.requests()).requests).toEqual([]);
  });

  it('joins a query in the first half of its time only', async () => {
    await sandbox.faults.add({ path: LIST, hang: true, times: null });
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

  it('drops the response of those whose data has changed, and of no one else', async () => {
    const before = await Promise.all(callers.map((caller) => ask(caller)));
    executed = [];
    const [{ tenant, keys }] = callers;
    const credentialsId = tenantWith(keys).classic?.id ?? expect.unreachable();
    services.caches.for({ tenantId: tenant, credentialsId }).salesUnitList.forgetUnder([]);
    expect(await Promise.all(callers.map((caller) => ask(caller)))).toEqual(before);
    expect(executed).toEqual(['a partner']);
  });
});
