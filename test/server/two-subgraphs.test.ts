import { rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { describe, expect, vi } from 'vitest';
import { classicCredentials, enturCredentials, type Config, type SubgraphName } from '../../src/config.js';
import { sandboxEnturClient, sandboxKeys } from '../../src/sandbox/keys.js';
import { it } from '../support/fixture.js';
import { fakeClock, type Graph, type Stack } from '../support/stack.js';
import { sha256 } from '../support/trusted-documents.js';
import { tenantsFile } from '../tenants/start.js';

const subgraphs = ['vipps', 'entur'] as const;
const SECRET = 'a-secret-that-the-router-shares-with-us';

/** Of each: a question, its answer and the call that it costs. */
const cases = {
  vipps: {
    query: '{ salesUnit(msn: "204117") { name } }',
    answer: { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } },
    path: '/management/v1/sales-units/204117',
    call: 'GET /management/v1/sales-units/204117',
  },
  entur: {
    query: '{ enturOrder(orderId: "ABCDEFGH") { orderId status } }',
    answer: { data: { enturOrder: { orderId: 'ABCDEFGH', status: 'CONFIRMED' } } },
    path: '/entur/sales/v1/orders',
    call: 'GET /entur/sales/v1/orders?id=in:ABCDEFGH&page=1&perPage=100',
  },
} as const satisfies Record<SubgraphName, object>;

const other = { vipps: 'entur', entur: 'vipps' } as const;

function fallBacksOf({ server }: Stack, name: SubgraphName): readonly (readonly [string, number])[] {
  return [...(server.subgraphs.find((each) => each.name === name)?.fallBacks ?? [])];
}

async function statusOf(
  { url }: Graph,
  query: string,
  headers: Record<string, string> = {},
): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  await response.text();
  return response.status;
}

async function readiness({ server }: Stack, path = ''): Promise<unknown> {
  const response = await fetch(`${server.probesUrl}/readyz${path}`);
  const body: unknown = await response.json();
  return response.status === 404 ? 404 : { status: response.status, body };
}

/** Asks for what hangs at the API, and comes back once the call is under way. */
async function askAndHang(stack: Stack, name: SubgraphName): Promise<{ readonly pending: Promise<unknown> }> {
  const { query, path } = cases[name];
  await stack.sandbox.faults.add({ path, hang: true, times: null });
  const pending = stack.graph(name).askText(query);
  pending.catch(() => undefined);
  await vi.waitFor(
    async () => {
      expect(await stack.sandbox.requests({ path })).toMatchObject({ inFlight: 1 });
    },
    { timeout: 10_000, interval: 5 },
  );
  return { pending };
}

function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}

describe('two subgraphs in one process', () => {
  it('answer on a port each, the first for all', async ({ start }) => {
    const stack = await start({ subgraphs });
    expect(stack.server.subgraphs.map(({ name }) => name)).toEqual(subgraphs);
    expect(stack.url).toBe(stack.graph('vipps').url);
    expect(stack.graph('entur').url).not.toBe(stack.url);
    for (const name of subgraphs) {
      const { query, answer, call } = cases[name];
      await stack.clearCalls();
      expect(await stack.graph(name).askText(query)).toEqual(answer);
      expect(await stack.calls()).toEqual([call]);
    }
  });

  it.for(subgraphs)('know nothing of each other: %s', async (name, { start }) => {
    const stack = await start({ subgraphs });
    const asked = await stack.graph(name).askText(cases[other[name]].query);
    expect(asked.errors?.map(({ extensions }) => extensions['code'])).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    expect(await stack.calls()).toEqual([]);
    // Nothing of it is counted at the other one.
    expect(fallBacksOf(stack, name)).toEqual([['document', 1]]);
    expect(fallBacksOf(stack, other[name])).toEqual([]);
  });

  it('never share a response, nor a text that is known by its hash', async ({ start }) => {
    const stack = await start({ subgraphs });
    const query = 'query Sdl { _service { sdl } }';
    const hashed = { extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } };
    const send = async (name: SubgraphName, body: object): Promise<string> => {
      const response = await fetch(`${stack.graph(name).url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return response.text();
    };
    const vipps = await send('vipps', { query, ...hashed });
    expect(vipps).toContain('type SalesUnit ');
    expect(await send('entur', hashed)).toContain('PERSISTED_QUERY_NOT_FOUND');
    const entur = await send('entur', { query, ...hashed });
    expect(entur).toContain('type EnturOrder ');
    expect(entur).not.toContain('SalesUnit');
    for (const [name, text] of [
      ['vipps', vipps],
      ['entur', entur],
    ] as const)
      expect(await send(name, hashed)).toBe(text);
  });

  it('have rates of their own', async ({ start }) => {
    const stack = await start({
      subgraphs,
      clock: fakeClock(),
      env: { RATE_LIMIT_PER_SECOND: '1', RATE_LIMIT_BURST: '2' },
    });
    const query = '{ __typename }';
    const statuses = async (name: SubgraphName): Promise<number[]> => {
      const all: number[] = [];
      for (let count = 0; count < 3; count += 1) all.push(await statusOf(stack.graph(name), query));
      return all;
    };
    expect(await statuses('vipps')).toEqual([200, 200, 429]);
    expect(await statuses('entur')).toEqual([200, 200, 429]);
  });

  it.for(subgraphs)(
    'have requests in flight of their own, also where %s is full',
    async (name, { start }) => {
      for (const limit of ['REQUESTS_MAX', 'TENANT_REQUESTS_MAX']) {
        const stack = await start({ subgraphs, env: { [limit]: '1' } });
        const { pending } = await askAndHang(stack, name);
        expect(await statusOf(stack.graph(name), '{ __typename }')).toBe(
          limit === 'REQUESTS_MAX' ? 503 : 429,
        );
        const { query, answer } = cases[other[name]];
        expect(await stack.graph(other[name]).askText(query)).toEqual(answer);
        await stack.sandbox.reset();
        expect(await pending).toEqual(cases[name].answer);
      }
    },
  );

  it('lose no request when they are stopped', async ({ start }) => {
    const stack = await start({ subgraphs });
    const pending = [await askAndHang(stack, 'vipps'), await askAndHang(stack, 'entur')];
    const stopped = stack.server.stop();
    for (const name of subgraphs) {
      const { url } = stack.graph(name);
      await vi.waitFor(async () => {
        expect(await isListening(url)).toBe(false);
      });
      expect(await readiness(stack, `/${name}`)).toEqual({ status: 503, body: { status: 'stopping' } });
    }
    expect(await readiness(stack)).toEqual({ status: 503, body: { status: 'stopping' } });
    await stack.sandbox.reset();
    expect(await Promise.all(pending.map((each) => each.pending))).toEqual([
      cases.vipps.answer,
      cases.entur.answer,
    ]);
    await stopped;
    expect(await isListening(stack.server.probesUrl)).toBe(false);
  });

  it('are both heard of callers, pages and documents that the process knows', async ({ start }) => {
    const documents = Object.fromEntries(
      [...Object.values(cases).map(({ query }) => query), '{ __typename }'].map((text) => [
        sha256(text),
        text,
      ]),
    );
    const stack = await start({
      subgraphs,
      env: {
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: SECRET,
        CORS_ORIGINS: 'https://shop.example',
        TRUSTED_DOCUMENTS: await tenantsFile(documents),
      },
    });
    const headers = { 'x-router-secret': SECRET, origin: 'https://shop.example' };
    for (const name of subgraphs) {
      const { query, answer } = cases[name];
      const graph = stack.graph(name);
      expect(await statusOf(graph, query)).toBe(401);
      expect(await graph.askText(query, undefined, { headers })).toEqual(answer);
      const unlisted = await graph.askText('query Mine { __typename }', undefined, { headers });
      expect(unlisted).toMatchObject({ errors: [{ extensions: { code: 'DOCUMENT_NOT_LISTED' } }] });
      const preflight = await fetch(`${graph.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBe('https://shop.example');
    }
  });

  it('refer to files of their own where introspection is off', async ({ start }) => {
    const stack = await start({ subgraphs, env: { NODE_ENV: 'production', SHUTDOWN_DRAIN_MS: '0' } });
    for (const name of subgraphs) {
      const [error] = (await stack.graph(name).askText('{ __schema { queryType { name } } }')).errors ?? [];
      expect(error?.message).toContain(`The schema is in schema/${name}.graphql, and`);
    }
  });

  it('get changed tenants at the same time', async ({ start }) => {
    const { clientId, clientSecret, subscriptionKey } = sandboxKeys.partner;
    const tenant = (id: string): object => ({
      id,
      partnerKeys: { clientId, clientSecret, subscriptionKey },
      enturKeys: { ...sandboxKeys.entur, ...sandboxEnturClient },
    });
    const path = await tenantsFile({ tenants: [tenant('old')] });
    const stack = await start({
      subgraphs,
      env: {
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: SECRET,
        AUTH_ROUTER_CLAIMS: 'on',
        HOST: '127.0.0.1',
        VIPPS_ENVIRONMENT: 'production',
        ENTUR_ENVIRONMENT: 'production',
        TENANTS_FILE: path,
      },
    });
    const ask = (name: SubgraphName, id: string): Promise<unknown> =>
      stack.graph(name).askText(cases[name].query, undefined, {
        headers: {
          'x-router-secret': SECRET,
          'x-caller-tenant': id,
          'x-caller-scopes': 'management:read entur:read',
        },
      });
    const refused = { errors: [{ message: 'The caller belongs to no tenant of this graph.' }] };
    for (const name of subgraphs) {
      expect(await ask(name, 'old')).toEqual(cases[name].answer);
      expect(await ask(name, 'new')).toMatchObject(refused);
    }
    await writeFile(`${path}.next`, JSON.stringify({ tenants: [tenant('new')] }));
    await rename(`${path}.next`, path);
    stack.server.reloadTenants();
    for (const name of subgraphs) {
      expect(await ask(name, 'new')).toEqual(cases[name].answer);
      expect(await ask(name, 'old')).toMatchObject(refused);
    }
    expect(stack.logs.filter(({ msg }) => msg === 'the tenants have changed')).toHaveLength(1);
  });
});

describe('the readiness of two subgraphs', () => {
  const wrong = {
    vipps: (config: Config): Config => ({
      ...config,
      tenant: {
        ...config.tenant,
        classic: classicCredentials({
          clientId: 'x',
          clientSecret: 'x',
          subscriptionKey: 'x',
          msn: undefined,
        }),
        accounting: undefined,
      },
    }),
    entur: (config: Config): Config => ({
      ...config,
      tenant: {
        ...config.tenant,
        entur: enturCredentials({ ...sandboxEnturClient, clientId: 'x', clientSecret: 'x' }),
      },
    }),
  } as const;

  it('is told of all and of each', async ({ start }) => {
    const stack = await start({ subgraphs });
    for (const path of ['', '/vipps', '/entur'])
      expect(await readiness(stack, path)).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await readiness(stack, '/ruter')).toBe(404);
    expect((await fetch(`${stack.server.probesUrl}/livez`)).status).toBe(200);
  });

  it.for([
    ['vipps', 'VIPPS_CLIENT_ID'],
    ['entur', 'ENTUR_CLIENT_ID'],
  ] as const)('tells which keys are refused, of %s', async ([name, key], { start }) => {
    const stack = await start({ subgraphs, adjust: wrong[name] });
    const refused = { status: 503, body: { status: 'keys refused', refused: [key] } };
    expect(await readiness(stack)).toEqual(refused);
    expect(await readiness(stack, `/${name}`)).toEqual(refused);
    expect(await readiness(stack, `/${other[name]}`)).toEqual({ status: 200, body: { status: 'ok' } });
  });
});

describe('log lines', () => {
  const subgraphOf = (stack: Stack): readonly unknown[] => {
    const own = stack.logs.filter(({ msg }) => msg === 'graphql request' || msg === 'upstream call');
    expect(own.length).toBeGreaterThan(1);
    return [...new Set(own.map(({ subgraph }) => subgraph))];
  };

  it.for([
    [['vipps'], [undefined]],
    [['entur'], ['entur']],
    [
      ['vipps', 'entur'],
      ['vipps', 'entur'],
    ],
  ] as const)(
    'say of which subgraph they are, unless that is vipps alone: %j',
    async ([names, told], { start }) => {
      const stack = await start({ subgraphs: names });
      for (const name of names) await stack.graph(name).askText(cases[name].query);
      expect(subgraphOf(stack)).toEqual(told);
    },
  );
});
