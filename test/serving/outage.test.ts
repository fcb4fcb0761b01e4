import { describe, expect } from 'vitest';
import { it as plain } from '../support/fixture.js';
import { scriptedServer, type SeenRequest } from '../support/scripted-server.js';
import type { Stack } from '../support/stack.js';
import { startTenants } from '../tenants/start.js';
import { threeTenants } from '../tenants/three-tenants.js';

/** No probe comes by itself. */
const OPEN = { BREAKER_HALF_OPEN_AFTER_MS: '300000', BREAKER_WAIT_MS: '0' };
const unit = (msn: number) => `{ salesUnit(msn: "${String(msn)}") { configuration { captureType } } }`;
const MANAGEMENT = '{ salesUnits(first: 3) { nodes { msn } } }';
const LEDGERS = '{ ledgers { nodes { ledgerId } } }';
const fundsOf = (day: number) =>
  `{ ledger(ledgerId: "418806") { funds(date: "2026-09-0${String(day)}", first: 2) { nodes { pspReference } } } }`;

/** Codes of errors, or none. */
async function codeOf(stack: Stack, query: string): Promise<unknown> {
  const { errors = [] } = await stack.askText(query);
  return errors[0]?.extensions['code'] ?? 'answered';
}

for (const compile of ['true', 'false']) {
  const env = { ...OPEN, COMPILE_QUERIES: compile };

  describe(`an API that is down (compiled: ${compile})`, () => {
    plain('costs 20 calls, however many ask, also behind many that were answered', async ({ start }) => {
      const stack = await start({ env });
      for (let index = 0; index < 60; index += 1) await stack.askText(unit(204_200 + index));
      await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: null });
      await stack.clearCalls();
      const codes = new Set<unknown>();
      for (let index = 0; index < 200; index += 1) codes.add(await codeOf(stack, unit(205_000 + index)));
      expect(codes).toEqual(new Set(['UPSTREAM_UNAVAILABLE']));
      expect(await stack.calls()).toHaveLength(20);
      expect(stack.logs.filter(({ msg }) => msg === 'circuit breaker opened')).toHaveLength(1);
    });

    plain('costs no more than 1.1 calls for each query without breakers', async ({ start }) => {
      const stack = await start({ env: { ...env, BREAKER_THRESHOLD: '0' } });
      await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: null });
      for (let index = 0; index < 100; index += 1) await codeOf(stack, unit(205_000 + index));
      expect(await stack.calls()).toHaveLength(110);
    });

    plain(
      'is back for all with the first answer, for which calls wait that come early',
      async ({ start }) => {
        const stack = await start({
          env: {
            ...env,
            BREAKER_MIN_CALLS: '5',
            BREAKER_HALF_OPEN_AFTER_MS: '300',
            BREAKER_WAIT_MS: '60000',
            UPSTREAM_RETRIES: '0',
          },
        });
        await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: 5 });
        for (let index = 0; index < 5; index += 1)
          expect(await codeOf(stack, unit(205_000 + index))).toBe('UPSTREAM_UNAVAILABLE');
        await stack.clearCalls();
        const ask = Array.from({ length: 30 }, (_, index) => codeOf(stack, unit(204_100 + index)));
        expect(await Promise.all(ask)).toEqual(Array<string>(30).fill('answered'));
        expect(await stack.calls()).toHaveLength(30);
      },
    );

    plain('refuses a change before it is sent, and says so', async ({ start }) => {
      const stack = await start({ env });
      await stack.sandbox.faults.add({
        path: '/order-management/**',
        method: 'GET',
        status: 503,
        times: null,
      });
      for (let index = 0; index < 20; index += 1)
        await codeOf(
          stack,
          `{ order(msn: "204117", paymentType: ECOM, orderId: "o-${String(index)}") { category { type } } }`,
        );
      await stack.clearCalls();
      const change = `mutation {
        createCategory(input: { msn: "204117", paymentType: ECOM, orderId: "o", type: TICKET, url: "https://shop.example/1" }) { userErrors { code } }
      }`;
      expect(await stack.askText(change)).toMatchObject({
        errors: [
          {
            message:
              'The Vipps MobilePay Order Management API fails too often just now and is left alone. Try again in 300 s. The change was not sent.',
            extensions: {
              code: 'UPSTREAM_UNAVAILABLE',
              retryAfter: 300,
              upstream: { api: 'order-management' },
            },
          },
        ],
      });
      expect(await stack.calls()).toEqual([]);
    });

    plain(
      'leaves other APIs untouched: the Report API hangs, and management has all its permits',
      async ({ start }) => {
        const stack = await start({
          env: {
            ...env,
            UPSTREAM_CONCURRENCY: '2',
            UPSTREAM_PAGE_CONCURRENCY: '2',
            CACHE_MAX_BYTES: '0',
            UPSTREAM_ATTEMPT_TIMEOUT_MS: '300000',
          },
        });
        await stack.askText(LEDGERS);
        await stack.sandbox.faults.add({ path: '/report/**', hang: true, times: null });
        await stack.clearCalls();
        const leaving = new AbortController();
        const reports = Array.from({ length: 9 }, (_, index) =>
          stack
            .askText(fundsOf(1 + index), undefined, {
              signal: leaving.signal,
            })
            .catch((error: unknown) => (error instanceof Error ? error.name : '')),
        );
        await expect
          .poll(async () => (await stack.sandbox.requests({ path: '/report/**' })).requests.length)
          .toBe(2);
        await stack.clearCalls();
        expect(await codeOf(stack, MANAGEMENT)).toBe('answered');
        // Neither do its own slow pages hold up its small reads.
        expect(await codeOf(stack, '{ ledgers(first: 1) { nodes { ledgerId } } }')).toBe('answered');
        expect(await codeOf(stack, unit(204_127))).toBe('answered');
        expect(await stack.calls()).toEqual([
          'GET /management/v1/sales-units',
          'GET /settlement/v1/ledgers',
          expect.stringContaining('GET /settlement/v1/ledgers?cursor='),
          'GET /management/v1/sales-units/204127',
        ]);
        expect(stack.logs.filter(({ msg }) => String(msg).startsWith('circuit breaker'))).toEqual([]);
        leaving.abort();
        expect(new Set(await Promise.all(reports))).toEqual(new Set(['AbortError']));
      },
    );
  });
}

describe('one tenant', () => {
  /** Answers by the keys that a token was given for: those of acme as told, all others well. */
  async function setUp(statusForAcme: number) {
    const calls: (readonly [keys: string, url: string])[] = [];
    const upstream = await scriptedServer((response, request) => {
      const send = (status: number, body: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      };
      if (request.url === '/accesstoken/get') {
        send(200, { access_token: String(request.headers['client_secret']), expires_in: 3_600 });
        return;
      }
      const keys = keysOf(request);
      calls.push([keys, request.url]);
      const msn = request.url.split('/').at(-1);
      if (keys.startsWith('acme')) send(statusForAcme, {});
      else
        send(200, {
          msn,
          name: 'A unit',
          businessIdentifier: { scheme: 'business:NO:ORG', id: '987654321' },
        });
    });
    return { upstream, calls };
  }

  const keysOf = ({ headers }: SeenRequest): string => headers.authorization?.replace('Bearer ', '') ?? '';
  const query = (msn: number) =>
    `{ salesUnit(msn: "${String(msn)}") { name configuration { captureType } } }`;

  for (const status of [401, 403, 404, 429, 500])
    plain(`whose calls get ${String(status)} closes nothing to another one`, async ({ onTestFinished }) => {
      const { upstream, calls } = await setUp(status);
      const env = { ...OPEN, UPSTREAM_RETRIES: '0', BREAKER_MIN_CALLS: '5', REQUEST_TIMEOUT_MS: '60000' };
      const started = await startTenants(upstream.url, threeTenants(1), env);
      onTestFinished(() => started.server.stop());
      for (let index = 0; index < 30; index += 1) await started.ask('acme', query(200_000 + index));
      const ofAcme = calls.length;
      // A 401 is asked once more with a new token, until three of these were refused as well.
      expect(ofAcme).toBe(status === 500 ? 5 : status === 401 ? 33 : 30);
      for (let index = 0; index < 5; index += 1) {
        const { errors } = await started.ask('cato', query(100_001));
        expect(errors).toBeUndefined();
      }
      expect(calls.slice(ofAcme)).toEqual([['cato-s1', '/management/v1/sales-units/100001']]);
    });
});
