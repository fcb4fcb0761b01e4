import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { parseConfig, withSandbox } from '../../src/config.js';
import { createServer, type Server } from '../../src/server/create-server.js';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { startSandbox } from '../../src/sandbox/server.js';
import { allOperations } from '../support/all-operations.js';
import { hasRedis, NEEDS_REDIS, newSealKey, RedisServer } from '../support/redis.js';
import { sandboxControl, type SandboxControl } from '../support/sandbox-control.js';
import { address, ask, freePorts, run } from '../support/process.js';
import { memoryLog, tenantWith } from '../support/stack.js';

/** Others see a change within this. */
const SEEN_MS = 1_000;
const ROUNDS = 1_000;

/** Rounds that go on at the same time, each with an order of its own. */
const LANES = 4;

const readOf = (orderId: string): string =>
  `{ order(msn: "204117", paymentType: ECOM, orderId: "${orderId}") { category { url } } }`;
const UNITS = '{ salesUnits(first: 5) { nodes { msn merchant { name } } } }';
const urlOf = (round: number): string => `https://shop.example/${String(round)}`;
const write = (orderId: string, round: number): string => `mutation {
  setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: "${orderId}", type: TICKET, url: "${urlOf(round)}" }) {
    userErrors { message }
  }
}`;

describe.skipIf(!hasRedis)(`several servers with one Redis${NEEDS_REDIS}`, () => {
  let redis: RedisServer;
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let control: SandboxControl;
  const servers: Server[] = [];

  beforeAll(async () => {
    redis = await RedisServer.start();
    sandbox = await startSandbox({ port: 0 });
    control = sandboxControl(sandbox.url);
    // What ends some minutes from now ends at another time for each who asks.
    await control.clock.freeze(new Date().toISOString());
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await sandbox.stop();
    await redis.kill();
  });

  /** Starts some that share what no others do, and waits until they are in touch. */
  async function start(
    count: number,
    env: Readonly<Record<string, string>> = {},
    by = redis,
  ): Promise<readonly string[]> {
    const shared = by.env(newSealKey());
    return Promise.all(
      Array.from({ length: count }, async () => {
        const logs: Readonly<Record<string, unknown>>[] = [];
        const own = { NODE_ENV: 'test', SANDBOX: 'true', PORT: '0', PROBES_PORT: '0' };
        const fast = { UPSTREAM_HEDGE_AFTER_MS: '0', UPSTREAM_RETRY_BASE_MS: '1' };
        const config = parseConfig({ ...own, ...fast, ...shared, ...env });
        const server = await createServer(
          withSandbox(config, { url: sandbox.url, tenant: tenantWith('partner') }),
          { log: memoryLog(logs), clock: systemClock },
        );
        servers.push(server);
        await expect
          .poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 })
          .toContain('the shared cache answers');
        return `${server.url}/graphql`;
      }),
    );
  }

  /** The calls to the APIs since the last time. */
  async function calls(): Promise<readonly string[]> {
    const { requests } = await control.requests();
    await control.clearRequests();
    return requests.flatMap(({ method, url, path }) => (/token/i.test(path) ? [] : [`${method} ${url}`]));
  }

  /** Which round's value a server shows. */
  async function shown(graph: string, orderId = 'round'): Promise<number> {
    const answer = JSON.stringify(await ask(graph, readOf(orderId)));
    const found = /^{"data":{"order":{"category":{"url":"https:\/\/shop.example\/(\d+)"}}}}$/.exec(answer);
    if (found === null) throw new Error(`no whole answer: ${answer}`);
    return Number(found[1]);
  }

  /** Reads until a server shows a round; then it must not go back. Gives the time that it took. */
  async function seen(graph: string, round: number, orderId = 'round'): Promise<number> {
    const startedAt = performance.now();
    for (;;) {
      const value = await shown(graph, orderId);
      const ms = performance.now() - startedAt;
      expect(value).toBeGreaterThanOrEqual(round - 1);
      if (value === round) return ms;
      expect(ms).toBeLessThan(SEEN_MS);
    }
  }

  async function change(graph: string, round: number, orderId = 'round'): Promise<void> {
    const data = { setOrderCategory: { userErrors: [] } };
    expect(await ask(graph, write(orderId, round))).toEqual({ data });
  }

  it.concurrent(
    'all show a change within a second, and never an older one again',
    async () => {
      const [a = '', b = '', c = ''] = await start(3);
      let slowest = 0;
      const goThrough = async (orderId: string): Promise<void> => {
        await change(a, 0, orderId);
        for (let round = 1; round <= ROUNDS / LANES; round += 1) {
          // Reads that begin before the change and end after it: none of them may be kept.
          const early = [b, c].map((graph) => shown(graph, orderId));
          await change(a, round, orderId);
          const times = await Promise.all([b, c].map((graph) => seen(graph, round, orderId)));
          slowest = Math.max(slowest, ...times);
          for (const value of await Promise.all(early)) expect(value).toBeGreaterThanOrEqual(round - 1);
          const now = await Promise.all([a, b, c].map((graph) => shown(graph, orderId)));
          expect(now).toEqual([round, round, round]);
        }
      };
      await Promise.all(Array.from({ length: LANES }, (_, lane) => goThrough(`round-${String(lane)}`)));
      expect(slowest).toBeLessThan(SEEN_MS);
    },
    180_000,
  );

  it.concurrent('answer as ever while Redis is away for five seconds', async ({ onTestFinished }) => {
    const own = await RedisServer.start();
    onTestFinished(() => own.kill());
    const [a = ''] = await start(
      1,
      { REDIS_TIMEOUT_MS: '20', CACHE_MAX_BYTES: '1', RESPONSE_CACHE_MAX_BYTES: '0' },
      own,
    );
    const whole = await ask(a, UNITS);
    own.pause();
    const until = performance.now() + 5_000;
    let asked = 0;
    for (; performance.now() < until; asked += 1) {
      expect(await ask(a, UNITS)).toEqual(whole);
      await pause(20);
    }
    own.resume();
    await own.restart();
    expect(await ask(a, UNITS)).toEqual(whole);
    expect(asked).toBeGreaterThan(10);
  });

  it('do so within a second of its return when Redis hangs in the middle, and answer all the while', async () => {
    const [a = '', b = '', c = ''] = await start(3, { REDIS_TIMEOUT_MS: '20' });
    await change(a, 0);
    for (let round = 1; round <= 5; round += 1) {
      await Promise.all([b, c].map((graph) => shown(graph)));
      redis.pause();
      await change(a, round);
      expect(await shown(a)).toBe(round);
      for (const graph of [b, c]) expect(await shown(graph)).toBeGreaterThanOrEqual(round - 1);
      redis.resume();
      await Promise.all([b, c].map((graph) => seen(graph, round)));
      expect([await shown(a), await shown(b), await shown(c)]).toEqual([round, round, round]);
    }
  }, 60_000);

  it('together cost the calls of one for what both are asked at once', async () => {
    const [a = '', b = ''] = await start(2);
    await calls();
    const alone = await ask(a, UNITS);
    const expected = await calls();
    expect(expected.length).toBeGreaterThan(1);
    // Already known to the other one.
    expect(await ask(b, UNITS)).toEqual(alone);
    expect(await calls()).toEqual([]);

    const [c = '', d = ''] = await start(2);
    expect(await Promise.all([ask(c, UNITS), ask(d, UNITS)])).toEqual([alone, alone]);
    expect([...(await calls())].sort()).toEqual([...expected].sort());
  });

  it('do so as processes of their own, one of which is killed and started again', async ({ expect }) => {
    const { partner } = sandboxKeys;
    const env = {
      ...{ ...freePorts, HOST: '127.0.0.1', NODE_ENV: 'test', CALLER_AUTH: 'network' },
      ...{ VIPPS_API_URL: sandbox.url, VIPPS_CLIENT_ID: partner.clientId },
      ...{ VIPPS_CLIENT_SECRET: partner.clientSecret, VIPPS_SUBSCRIPTION_KEY: partner.subscriptionKey },
      ...redis.env(newSealKey()),
    };
    const begin = async () => {
      const running = run(env);
      const graph = await address(running, 'Graph');
      await running.printed(/the shared cache answers/);
      return { running, graph };
    };
    const [a, b, c] = await Promise.all([begin(), begin(), begin()]);
    let third = c;
    await change(a.graph, 0);
    for (let round = 1; round <= 10; round += 1) {
      await Promise.all([b, third].map(({ graph }) => shown(graph)));
      await change(a.graph, round);
      await Promise.all([b, third].map(({ graph }) => seen(graph, round)));
      if (round !== 5) continue;
      third.running.child.kill('SIGKILL');
      await third.running.exit;
      third = await begin();
      expect(await shown(third.graph)).toBe(round);
    }
  }, 60_000);

  it.each([
    ['vipps', 0.5],
    // Most of it is kept for less than half a minute, which is not shared.
    ['entur', 1],
  ] as const)(
    'give the same answers of %s from what another has kept, for fewer calls',
    async (subgraph, part) => {
      const ports = { SUBGRAPHS: subgraph, ENTUR_PORT: '0', RESPONSE_CACHE_MAX_BYTES: '0' };
      const [a = '', b = ''] = await start(2, ports);
      const queries = allOperations(subgraph).filter(({ query }) => !/^mutation/m.test(query));
      const readAll = async (graph: string): Promise<readonly unknown[]> => {
        const answers: unknown[] = [];
        for (const { name, query, variables } of queries)
          answers.push({ name, answer: await ask(graph, query, variables) });
        return answers;
      };
      await calls();
      const expected = await readAll(a);
      const alone = await calls();
      expect(await readAll(b)).toEqual(expected);
      expect((await calls()).length).toBeLessThan(alone.length * part);
    },
    60_000,
  );

  it('let a caller in as often as one of them would', async () => {
    const graphs = await start(2, { RATE_LIMIT_PER_SECOND: '1', RATE_LIMIT_BURST: '60' });
    const startedAt = performance.now();
    const codes: number[] = [];
    for (let turn = 0; turn < 120; turn += 1) {
      const init = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const response = await fetch(graphs[turn % 2] ?? '', { ...init, body: '{"query":"{ __typename }"}' });
      codes.push(response.status);
      await response.text();
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    const letIn = codes.filter((code) => code === 200).length;
    expect(letIn).toBeGreaterThanOrEqual(60);
    // What came while they had not heard of each other yet: it takes some 10 ms, for some requests each.
    expect(letIn).toBeLessThanOrEqual(60 + seconds + 20);
  });
});
