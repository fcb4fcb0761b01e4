import { isDeepStrictEqual } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LoopDelay } from '../../src/server/LoopDelay.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { startKeyedUpstream } from '../tenants/keyed-upstream.js';
import { startTenants } from '../tenants/start.js';
import { threeTenants } from '../tenants/three-tenants.js';

const it = freshStack();
const UNIT = '{ salesUnit(msn: "204117") { name } }';
const BODY = JSON.stringify({ query: '{ salesUnit(msn: "100001") { name } }' });
const poll = { interval: 5, timeout: 10_000 };

async function post(stack: Stack) {
  const response = await fetch(`${stack.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: UNIT }),
  });
  const { status, headers } = response;
  return { status, retryAfter: headers.get('retry-after'), body: await response.json() };
}

async function readiness({ server }: Stack): Promise<unknown> {
  const response = await fetch(`${server.probesUrl}/readyz`);
  return { status: response.status, body: await response.json() };
}

const answered = {
  status: 200,
  retryAfter: null,
  body: { data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } } },
};
const refused = (message: string) => ({
  status: 503,
  retryAfter: '1',
  body: { errors: [{ message, extensions: { code: 'OVERLOADED', retryAfter: 1 } }] },
});

describe.each(['true', 'false'])('a server whose event loop is late (compiled: %s)', (compile) => {
  it('refuses requests at once, tells so, stays ready, and answers again as soon as it is not', async ({
    start,
  }) => {
    const loopDelay = { ms: 500 };
    const env = { SHED_LOOP_DELAY_MS: '500', COMPILE_QUERIES: compile };
    const stack = await start({ loopDelay, env });
    expect(await post(stack)).toStrictEqual(answered);
    await stack.clearCalls();
    loopDelay.ms = 501;
    for (let count = 0; count < 3; count += 1)
      expect(await post(stack)).toStrictEqual(
        refused('This server has too many requests in hand. Try again in a moment.'),
      );
    expect(await stack.calls()).toStrictEqual([]);
    expect(await readiness(stack)).toStrictEqual({ status: 200, body: { status: 'ok', shedding: true } });
    expect(stack.logs.filter(({ level }) => level === 40)).toStrictEqual([
      expect.objectContaining({
        loopDelayMs: 501,
        refused: 1,
        msg: 'the event loop is late: requests are refused',
      }),
    ]);
    loopDelay.ms = 0;
    expect(await post(stack)).toStrictEqual(answered);
    expect(await readiness(stack)).toStrictEqual({ status: 200, body: { status: 'ok' } });
  });
});

describe('a server that is told not to look at its event loop', () => {
  it('refuses nothing for it', async ({ start }) => {
    const stack = await start({ loopDelay: { ms: 60_000 }, env: { SHED_LOOP_DELAY_MS: '0' } });
    expect(await post(stack)).toStrictEqual(answered);
    expect(await readiness(stack)).toStrictEqual({ status: 200, body: { status: 'ok' } });
  });
});

describe('the calls of a tenant that wait', () => {
  test('are no more than they may be: its requests are refused, those of others are not', async () => {
    const upstream = await startKeyedUpstream();
    onTestFinished(() => upstream.close());
    const running = await startTenants(upstream.url, threeTenants(1), {
      UPSTREAM_CONCURRENCY: '2',
      SHED_CALLS_WAITING: '2',
      CACHE_MAX_BYTES: '0',
      RESPONSE_CACHE_MAX_BYTES: '0',
      COALESCE_REQUESTS: 'false',
    });
    onTestFinished(() => running.server.stop());
    const told: unknown[] = [];
    const ask = async (tenant = 'acme'): Promise<void> => {
      const response = await running.fetch(tenant, BODY);
      const retryAfter = response.headers.get('retry-after');
      told.push({ status: response.status, retryAfter, body: await response.json() });
    };
    await ask();
    const [answer] = told.splice(0);
    expect(answer).toMatchObject({ status: 200 });

    upstream.clear();
    const release = upstream.hold();
    const pending = Array.from({ length: 20 }, () => ask());
    await expect.poll(() => upstream.calls.length, poll).toBeGreaterThan(0);
    pending.push(ask(), ask(), ask());
    await expect.poll(() => told.length, poll).toBeGreaterThanOrEqual(3);
    const tooMany = refused(
      'Too many calls of this tenant wait for the APIs already. Try again in a moment.',
    );
    expect(told).toStrictEqual(told.map(() => tooMany));
    const others = ['birk', 'cato'].map((tenant) => running.fetch(tenant, BODY));
    release();
    for (const other of await Promise.all(others)) expect(other.status).toBe(200);
    await Promise.all(pending);
    expect(told).toHaveLength(pending.length);
    const taken = told.filter((each) => !isDeepStrictEqual(each, tooMany));
    expect(taken.length).toBeGreaterThan(2);
    expect(taken).toStrictEqual(taken.map(() => answer));
    await ask();
    expect(told.at(-1)).toStrictEqual(answer);
  });
});

describe.each(['true', 'false'])('calls that get no turn in time (compiled: %s)', (compile) => {
  test('are given up and told so, without a call; those that have one are answered', async () => {
    const upstream = await startKeyedUpstream();
    onTestFinished(() => upstream.close());
    const running = await startTenants(upstream.url, threeTenants(1), {
      COMPILE_QUERIES: compile,
      UPSTREAM_CONCURRENCY: '1',
      UPSTREAM_QUEUE_TIMEOUT_MS: '30',
      UPSTREAM_ATTEMPT_TIMEOUT_MS: '10000',
      CACHE_MAX_BYTES: '0',
      RESPONSE_CACHE_MAX_BYTES: '0',
      COALESCE_REQUESTS: 'false',
    });
    onTestFinished(() => running.server.stop());
    const ask = async (): Promise<unknown> => (await running.fetch('acme', BODY)).json();
    const answer = await ask();
    expect(answer).toHaveProperty('data.salesUnit.name');

    upstream.clear();
    const release = upstream.hold();
    const first = ask();
    await expect.poll(() => upstream.calls.length, poll).toBe(1);
    const message =
      'More calls to the Vipps MobilePay Management API wait here than can be made in time. Try again in a moment.';
    const extensions = { code: 'OVERLOADED', retryAfter: 1, upstream: { api: 'management' } };
    for (const late of await Promise.all([ask(), ask()]))
      expect(late).toStrictEqual({
        data: { salesUnit: null },
        errors: [{ message, locations: [{ line: 1, column: 3 }], path: ['salesUnit'], extensions }],
      });
    release();
    expect(await first).toStrictEqual(answer);
    expect(upstream.calls).toHaveLength(1);
    expect(await ask()).toStrictEqual(answer);
  });
});

describe('the delay of the event loop', () => {
  test('is the lesser of the last two readings: one long piece of work is none', () => {
    let now = 1_000;
    const delay = new LoopDelay(() => now);
    onTestFinished(() => {
      delay.close();
    });
    const after = (ms: number): number => {
      now += ms;
      delay.look();
      return delay.ms;
    };
    expect([after(50), after(950), after(50), after(350), after(650), after(60), after(49)]).toStrictEqual([
      0, 0, 0, 0, 300, 10, 0,
    ]);
  });
});
