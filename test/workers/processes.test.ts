import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePorts, run } from '../support/process.js';
import { scrape } from '../support/scrape.js';
import { sandboxControl } from '../support/sandbox-control.js';
import {
  beginWorkers,
  callersOfBoth,
  canLoop,
  isAlive,
  loopForever,
  PinnedCaller,
  startWorkers,
  workerPids,
  type WorkerServer,
} from './worker-server.js';

const READ = '{ order(msn: "204117", paymentType: ECOM, orderId: "round") { category { url } } }';
const urlOf = (round: number): string => `https://shop.example/${String(round)}`;
const write = (round: number): string => `mutation {
  setOrderCategory(input: { msn: "204117", paymentType: ECOM, orderId: "round", type: TICKET, url: "${urlOf(round)}" }) {
    userErrors { message }
  }
}`;
const written = '{"data":{"setOrderCategory":{"userErrors":[]}}}';
const shown = (round: number): string => `{"data":{"order":{"category":{"url":"${urlOf(round)}"}}}}`;
/** What another worker shows by then must be new; word of a change takes a millisecond. */
const SEEN_MS = 1_000;
const waitLimit = { timeout: 20_000 };
const ROUNDS = 50;
const quickBreakers = {
  ...{ BREAKER_MIN_CALLS: '3', BREAKER_WAIT_MS: '0', BREAKER_HALF_OPEN_AFTER_MS: '60000' },
  UPSTREAM_RETRIES: '0',
};

describe('a server with WORKERS=2', { timeout: 40_000 }, () => {
  it('shows in one worker what was changed in the other, whatever was being read meanwhile', async () => {
    const server = await startWorkers({ SUBGRAPHS: 'vipps', ...quickBreakers });
    const [one, two] = await callersOfBoth(server);
    const { faults } = sandboxControl(server.sandbox);
    expect(await one.ask(write(0))).toBe(written);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const [writer, reader] = round % 2 === 0 ? [one, two] : [two, one];
      expect(await reader.ask(READ)).toBe(shown(round - 1));
      expect(await writer.ask(write(round))).toBe(written);
      await seen(reader, round);
      expect(await writer.ask(READ)).toBe(shown(round));
    }
    // A read that began before the change, and ends after it.
    const last = ROUNDS + 1;
    expect(await one.ask(write(last))).toBe(written);
    await faults.add({ path: '/order-management/**', method: 'GET', delayMs: 700 });
    const late = two.ask(READ);
    await expect
      .poll(async () => (await sandboxControl(server.sandbox).requests()).inFlight, waitLimit)
      .toBe(1);
    expect(await one.ask(write(last + 1))).toBe(written);
    expect([shown(last), shown(last + 1)]).toContain(await late);
    expect(await two.ask(READ)).toBe(shown(last + 1));

    // Each tells Prometheus what it has counted itself.
    const scraped = await scrape({ probesUrl: server.probes });
    const answered = 'subgraph_operation_duration_seconds_count';
    expect(scraped.sum(answered, { worker: '1', kind: 'mutation' })).toBeGreaterThan(ROUNDS / 2 - 1);
    expect(scraped.sum(answered, { worker: '2', kind: 'mutation' })).toBeGreaterThan(ROUNDS / 2 - 1);
    expect(scraped.sum(answered, { kind: 'mutation' })).toBe(ROUNDS + 3);
    expect(scraped.sum('process_resident_memory_bytes', { worker: '2' })).toBeGreaterThan(1e7);

    // What one finds out of an API costs the other one call.
    await faults.add({ path: '/management/**', status: 500, times: null });
    const askUnit = (caller: PinnedCaller): Promise<string> =>
      caller.ask('{ salesUnit(msn: "204117") { name } }');
    while (!(await askUnit(one)).includes('fails too often'));
    await expect
      .poll(
        async () =>
          (await scrape({ probesUrl: server.probes })).sum('subgraph_breakers_open', { worker: '2' }),
        waitLimit,
      )
      .toBe(1);
    await sandboxControl(server.sandbox).clearRequests();
    expect(await askUnit(two)).toContain('is not able to answer right now');
    expect(await askUnit(two)).toContain('fails too often');
    expect((await sandboxControl(server.sandbox).requests()).requests).toHaveLength(1);

    // It leaves no worker behind, however it ends.
    const pids = workerPids(server);
    expect(pids.length).toBe(2);
    server.running.child.kill('SIGKILL');
    expect(await server.running.exit).toStrictEqual({ code: null, signal: 'SIGKILL' });
    await expect.poll(() => pids.filter(isAlive), waitLimit).toStrictEqual([]);
  });

  async function seen(reader: PinnedCaller, round: number): Promise<void> {
    const startedAt = performance.now();
    for (;;) {
      const answer = await reader.ask(READ);
      if (answer === shown(round)) return;
      expect(answer).toBe(shown(round - 1));
      expect(performance.now() - startedAt).toBeLessThan(SEEN_MS);
    }
  }

  it('goes by the clock of the sandbox in every worker, and ends all at once on a second signal', async () => {
    const server = await startWorkers({ SHUTDOWN_DRAIN_MS: '60000' });
    const callers = await callersOfBoth(server);
    const { clock, ledgers } = sandboxControl(server.sandbox);
    await clock.set('2026-09-20T10:00:00Z');
    const query =
      '{ ledger(ledgerId: "700031") { salesEvents(date: "2026-09-20") { nodes { reference } } } }';
    for (const nodes of [[{ reference: 'a' }], [{ reference: 'a' }, { reference: 'b' }]]) {
      await ledgers.addEvents('700031', nodes.slice(-1));
      for (const caller of callers)
        expect(JSON.parse(await caller.ask(query))).toStrictEqual({
          data: { ledger: { salesEvents: { nodes } } },
        });
    }
    const { running } = server;
    const pids = workerPids(server);
    running.child.kill('SIGTERM');
    await running.printed(/ SIGTERM: finishing/);
    expect((await fetch(`${server.probes}/readyz`)).status).toBe(503);
    expect(await callers[0].ask('{ __typename }')).toBe('{"data":{"__typename":"Query"}}');
    const again = setInterval(() => running.child.kill('SIGTERM'), 400);
    expect(await running.exit).toStrictEqual({ code: 143, signal: null });
    clearInterval(again);
    await expect.poll(() => pids.filter(isAlive), waitLimit).toStrictEqual([]);
  });

  it('replaces its workers on SIGHUP without losing a request', async () => {
    const server = await startWorkers({ SUBGRAPHS: 'vipps' });
    const before = workerPids(server);
    const outcomes = new Map<string, number>();
    let isOver = false;
    const load = async (caller: PinnedCaller): Promise<void> => {
      while (!isOver) {
        const outcome = await caller.ask('{ salesUnit(msn: "204117") { name } }').catch(String);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      }
    };
    const callers = Array.from({ length: 3 }, () => new PinnedCaller(server));
    // Some come anew each time.
    const anew = async (): Promise<void> => {
      while (!isOver) {
        const caller = new PinnedCaller(server);
        const outcome = await caller.ask('{ salesUnit(msn: "204117") { name } }').catch(String);
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        caller.close();
      }
    };
    const all = [...callers.map(load), anew()];
    server.running.child.kill('SIGHUP');
    await server.running.printed(/ all workers were replaced workers=2/);
    // Those that were replaced go as soon as their callers have gone to others.
    await expect.poll(() => before.filter(isAlive), waitLimit).toStrictEqual([]);
    isOver = true;
    await Promise.all(all);
    expect([...outcomes.keys()]).toStrictEqual(['{"data":{"salesUnit":{"name":"Måkeskrik Nettbutikk"}}}']);
    const after = workerPids(server);
    expect(after.length).toBe(2);
    expect(after.some((pid) => before.includes(pid))).toBe(false);
    expect(server.running.out()).not.toMatch(/ (error|warn) /);

    server.running.child.kill('SIGTERM');
    expect(await server.running.exit).toStrictEqual({ code: 0, signal: null });
    expect(after.filter(isAlive)).toStrictEqual([]);
    expect(server.running.out()).toMatch(/ Stopped\.\n$/);
  });

  it('ends within a second after the limit of a stop where a worker hangs', async () => {
    const server = await startWorkers({ SUBGRAPHS: 'vipps', SHUTDOWN_TIMEOUT_MS: '500', ...canLoop });
    const pids = workerPids(server);
    const [hung = 0] = pids;
    await loopForever(hung);
    const { running } = server;
    const startedAt = performance.now();
    running.child.kill('SIGTERM');
    expect(await running.exit).toStrictEqual({ code: 0, signal: null });
    const tookMs = performance.now() - startedAt;
    expect(tookMs).toBeGreaterThan(1_250);
    expect(tookMs).toBeLessThan(1_500);
    expect(running.out()).toMatch(/ warn +workers did not stop in time, and are killed workers=\d ms=1250\n/);
    expect(pids.filter(isAlive)).toStrictEqual([]);
  });

  it('says once what keeps its workers from starting', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const server = run({ ...freePorts, WORKERS: '2', PORT: String(port) });
    expect(await server.exit).toStrictEqual({ code: 1, signal: null });
    await new Promise((resolve) => taken.close(resolve));
    expect(server.err()).toBe(
      `Port ${String(port)} is taken. Stop what listens there, or choose others with PORT, ENTUR_PORT, PROBES_PORT and SANDBOX_PORT.\n`,
    );
  });
});

describe('a server with WORKERS=2 that loses some of them', { timeout: 40_000 }, () => {
  let server: WorkerServer;
  beforeAll(async () => {
    server = await beginWorkers({ SUBGRAPHS: 'vipps', WORKER_HANG_TIMEOUT_MS: '3000', ...canLoop });
  });
  afterAll(() => {
    server.running.child.kill('SIGKILL');
  });

  const TYPENAME = '{"data":{"__typename":"Query"}}';
  /** What of the log fits, in order. */
  const lines = (pattern: RegExp): readonly string[] =>
    [...server.running.out().matchAll(pattern)].map(([, found = '']) => found);
  const startedAgain = (): number => lines(/ a worker was (started again)/g).length;
  const probed = async (path: string) => {
    const response = await fetch(`${server.probes}${path}`);
    return { status: response.status, body: await response.json() };
  };
  const ready = { status: 200, body: { status: 'ok', workersReady: 2 } };

  it('starts one again that was killed, loses only what that had in hand, and stays ready', async () => {
    for (const path of ['/readyz', '/readyz/vipps']) expect(await probed(path)).toStrictEqual(ready);
    const callers = await callersOfBoth(server);
    const [first = 0, second = 0] = workerPids(server);
    process.kill(first, 'SIGKILL');
    await server.running.printed(/ a worker has ended unexpectedly worker=\d workerPid=\d+ how=SIGKILL/);
    // The other one goes on, also on the connection that it has.
    const outcomes = await Promise.allSettled(callers.map((caller) => caller.ask('{ __typename }')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (let count = 0; count < 10; count += 1)
      expect(await new PinnedCaller(server).ask('{ __typename }')).toBe(TYPENAME);
    expect((await probed('/readyz')).status).toBe(200);
    await server.running.printed(/ a worker was started again/);
    expect(await probed('/readyz')).toStrictEqual(ready);
    expect(workerPids(server)).toContain(second);
  });

  it('shows within a second what a change does that an API carries out after its worker was killed', async () => {
    const { salesUnits } = sandboxControl(server.sandbox);
    const query = '{ salesUnit(msn: "204117") { name } }';
    const [first = 0] = workerPids(server);
    const again = startedAgain();
    process.kill(first, 'SIGKILL');
    await expect.poll(startedAgain, waitLimit).toBe(again + 1);
    // Whoever was told once that there may be news has told what it has by now.
    const callers = await callersOfBoth(server);
    for (const caller of callers) expect(await caller.ask(query)).toContain('Måkeskrik Nettbutikk');
    await salesUnits.put('204117', { name: 'Måkeskrik for sent' });
    // By itself it would be kept for minutes.
    for (const caller of callers)
      await expect.poll(() => caller.ask(query), { timeout: 3_000, interval: 50 }).toContain('for sent');
    await salesUnits.put('204117', { name: 'Måkeskrik Nettbutikk' });
  });

  it('keeps the younger one where a worker that a crash has called is ready after a rolling restart', async () => {
    const before = workerPids(server);
    const again = startedAgain();
    const [crashed = 0] = before;
    process.kill(crashed, 'SIGKILL');
    // The one that comes for it is held up before it is ready.
    let late: number | undefined;
    while (late === undefined) late = workerPids(server).find((pid) => !before.includes(pid));
    process.kill(late, 'SIGSTOP');
    server.running.child.kill('SIGHUP');
    await server.running.printed(/ all workers were replaced workers=2/);
    const young = workerPids(server).filter((pid) => !before.includes(pid) && pid !== late);
    expect(young.length).toBe(2);
    process.kill(late, 'SIGCONT');
    await expect.poll(() => workerPids(server), waitLimit).toStrictEqual(young);
    expect(await new PinnedCaller(server).ask('{ __typename }')).toBe(TYPENAME);
    expect(startedAgain()).toBe(again);
  });

  it('tells that none answers, and replaces those that hang, one after the other', async () => {
    const before = workerPids(server);
    const isTold = / a worker (hangs|was started again)/g;
    const told = lines(isTold).length;
    // One computes and never ends, the other gets no processor.
    const [busy = 0, still = 0] = before;
    await loopForever(busy);
    process.kill(still, 'SIGSTOP');
    const none = { status: 503, body: { status: 'no worker answers' } };
    expect(await Promise.all(['/readyz', '/livez'].map(probed))).toStrictEqual([none, none]);
    await expect
      .poll(() => lines(isTold).slice(told), waitLimit)
      .toStrictEqual(['hangs', 'was started again', 'hangs', 'was started again']);
    const killed = lines(/ error a worker hangs, and is killed: .+ worker=\d workerPid=(\d+) ms=3000/g);
    expect(new Set(killed.map(Number))).toStrictEqual(new Set(before));
    expect(before.filter(isAlive)).toStrictEqual([]);
    expect(await probed('/readyz')).toStrictEqual(ready);
    expect((await probed('/livez')).status).toBe(200);
    expect(await new PinnedCaller(server).ask('{ __typename }')).toBe(TYPENAME);
  });
});
