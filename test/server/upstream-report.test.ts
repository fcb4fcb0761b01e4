import { describe, expect } from 'vitest';
import { enturRoutes } from '../../src/clients/entur/routes.js';
import { vippsRoutes } from '../../src/clients/routes.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import { calledPaths } from '../docs/client-endpoints.js';
import { allOperations, type ExampleOperation } from '../support/all-operations.js';
import { BothPaths } from '../support/both-paths.js';
import { freshStack, it as own } from '../support/fixture.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { scrape } from '../support/scrape.js';
import { timeless, unmatched, upstreamIn, withUpstream } from '../support/upstream-report.js';

const UNIT = '{ salesUnit(msn: "204117") { name configuration { captureType } } }';
const getMsn = {
  api: 'management',
  operation: 'getMsn',
  method: 'GET',
  route: '/management/v1/sales-units/{msn}',
  call: 2,
};
const ms = expect.any(Number);

/** Other variables make the same calls. */
function eachOnce(operations: readonly ExampleOperation[]): readonly ExampleOperation[] {
  return [...new Map(operations.toReversed().map((each) => [each.name, each])).values()];
}

describe('what was called for a request', () => {
  own.for(subgraphNames)(
    'is told of every example operation of %s, on both paths the same, as the APIs have seen it',
    async (subgraph, { start }) => {
      const paths = await BothPaths.start(start, { ENTUR_EXPERIMENTAL: 'on' }, subgraph);
      let told = 0;
      for (const { name, query, variables } of eachOnce(allOperations(subgraph))) {
        const { compiled, apollo } = await paths.each(async (stack) => {
          await stack.clearCalls();
          const report = upstreamIn(await stack.askText(query, variables, withUpstream));
          expect(unmatched(report, await stack.calls()), name).toEqual([]);
          for (const { askedAt, startedAt, endedAt } of report.calls)
            expect(
              [askedAt, startedAt, endedAt, report.ms].toSorted((a, b) => Number(a) - Number(b)),
            ).toEqual([askedAt, startedAt, endedAt, report.ms]);
          told += report.calls.length;
          return timeless(report);
        });
        expect(compiled, name).toEqual(apollo);
      }
      expect(told).toBeGreaterThan(20);
    },
  );

  own('has a route for whatever the clients call', () => {
    const routes = [...Object.values(vippsRoutes), ...Object.values(enturRoutes)]
      .flatMap((each) => Object.values(each))
      .map((route) => route.replace(/\{\w+\}/g, '{}'));
    expect([...new Set(routes)].sort()).toEqual(calledPaths());
  });
});

for (const compile of ['true', 'false']) {
  const env = { COMPILE_QUERIES: compile };
  const it = freshStack({ env });

  describe(`the report of upstream calls (compiled: ${compile})`, () => {
    it('tells tokens, retries, what each waited for, and what caches had', async ({ stack }) => {
      await stack.sandbox.faults.add({ path: '/management/v1/sales-units/**', status: 503, times: 1 });
      const report = upstreamIn(await stack.askText(UNIT, undefined, withUpstream));
      const memory = { resource: 'salesUnit', tier: 'memory', askedAt: ms, joined: 0, old: 0 };
      expect(report).toEqual({
        ms,
        calls: [
          {
            api: 'access-token',
            operation: 'fetchAuthorizationToken',
            method: 'POST',
            route: '/accesstoken/get',
            call: 1,
            attempt: 1,
            isHedge: false,
            askedAt: ms,
            startedAt: ms,
            endedAt: ms,
            status: 200,
            outcome: 'answered',
            bytes: ms,
          },
          {
            ...getMsn,
            attempt: 1,
            isHedge: false,
            askedAt: ms,
            startedAt: ms,
            endedAt: ms,
            status: 503,
            outcome: 'failed',
            bytes: ms,
          },
          {
            ...getMsn,
            attempt: 2,
            isHedge: false,
            // It waits from the end of the first one on.
            askedAt: report.calls[1]?.endedAt,
            startedAt: ms,
            endedAt: ms,
            status: 200,
            outcome: 'answered',
            bytes: ms,
          },
        ],
        caches: [{ ...memory, hits: 0, misses: 1 }],
        retries: 1,
        leftOut: 0,
      });
      // The whole response is not kept: what a request has done is told of it alone.
      expect(upstreamIn(await stack.askText(UNIT, undefined, withUpstream))).toEqual({
        ms,
        calls: [],
        caches: [{ ...memory, hits: 1, misses: 0 }],
        retries: 0,
        leftOut: 0,
      });
    });

    it('tells both attempts of a read that was slow, of which the second waited for nothing', async ({
      start,
    }) => {
      const stack = await start({ env: { ...env, UPSTREAM_HEDGE_AFTER_MS: '20' } });
      await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: 1 });
      const { calls, retries } = upstreamIn(await stack.askText(UNIT, undefined, withUpstream));
      const [slow, fast] = calls.filter(({ operation }) => operation === 'getMsn');
      expect(slow).toMatchObject({ attempt: 1, isHedge: false, endedAt: ms, status: null, outcome: 'lost' });
      expect(fast).toMatchObject({ ...getMsn, attempt: 1, isHedge: true, status: 200, outcome: 'answered' });
      expect(fast?.askedAt).toBe(fast?.startedAt);
      expect(retries).toBe(0);
    });

    it('counts the repeat with a new token as a second attempt at the same call', async ({ stack }) => {
      await stack.sandbox.faults.add({ path: '/management/**', status: 401, times: 1 });
      const { calls, retries } = upstreamIn(await stack.askText(UNIT, undefined, withUpstream));
      expect(calls.map(({ operation, call, attempt, status }) => [operation, call, attempt, status])).toEqual(
        [
          ['fetchAuthorizationToken', 1, 1, 200],
          ['getMsn', 2, 1, 401],
          ['fetchAuthorizationToken', 3, 1, 200],
          ['getMsn', 2, 2, 200],
        ],
      );
      expect(retries).toBe(1);
    });

    it.for([{ reset: 'within' }, { oversize: 3_000_000 }] as const)(
      'tells the status of an answer that is not read to its end: %j',
      async (fault, { start }) => {
        const stack = await start({
          env: { ...env, UPSTREAM_RETRIES: '0', UPSTREAM_MAX_BYTES: '2000000' },
        });
        await stack.sandbox.faults.add({ path: '/management/**', times: 1, ...fault });
        const { calls } = upstreamIn(await stack.askText(UNIT, undefined, withUpstream));
        expect(calls.at(-1)).toMatchObject({ ...getMsn, status: 200, outcome: 'failed', bytes: null });
      },
    );

    it('tells calls that a breaker has kept from being sent, and refused requests that made none', async ({
      start,
    }) => {
      const stack = await start({
        env: { ...env, BREAKER_MIN_CALLS: '1', UPSTREAM_RETRIES: '0', BREAKER_WAIT_MS: '0' },
      });
      await stack.sandbox.faults.add({ path: '/management/**', reset: 'before', times: null });
      const outcomes = async (query: string) =>
        upstreamIn(await stack.askText(query, undefined, withUpstream)).calls.map(
          ({ operation, status, outcome, bytes }) => [operation, status, outcome, bytes],
        );
      expect(await outcomes(UNIT)).toEqual([
        ['fetchAuthorizationToken', 200, 'answered', ms],
        ['getMsn', null, 'failed', null],
      ]);
      expect(await outcomes(UNIT)).toEqual([['getMsn', null, 'not sent', null]]);
      expect(await outcomes('{ nothing }')).toEqual([]);
    });

    it('is told to nobody who does not ask, nor in production', async ({ stack, start }) => {
      const plain = await stack.askText(UNIT);
      expect(plain).toEqual({ data: expect.any(Object) });
      for (const word of ['0', 'yes'])
        expect(await stack.askText(UNIT, undefined, { headers: { 'x-include-upstream': word } })).toEqual(
          plain,
        );
      const production = await start({ env: { ...env, NODE_ENV: 'production', SHUTDOWN_DRAIN_MS: '0' } });
      expect(await production.askText(UNIT, undefined, withUpstream)).toEqual(plain);
    });
  });
}

describe.skipIf(!hasRedis)(`the shared tier in the report${NEEDS_REDIS}`, () => {
  own('is a tier of its own', async ({ start, onTestFinished }) => {
    const redis = await RedisServer.start();
    onTestFinished(() => redis.kill());
    const caches = async (kept: number) => {
      const stack = await start({ env: redis.env() });
      const is = (name: string, labels = {}) =>
        expect.poll(async () => (await scrape(stack.server)).sum(name, labels), { timeout: 10_000 });
      await is('subgraph_shared_cache_up').toBe(1);
      const { caches: told } = upstreamIn(await stack.askText(UNIT, undefined, withUpstream));
      await is('subgraph_shared_cache_events_total', { event: 'kept' }).toBe(kept);
      return told.map(({ resource, tier, hits, misses }) => [resource, tier, hits, misses]);
    };
    const missed = ['salesUnit', 'memory', 0, 1];
    expect(await caches(1)).toEqual([missed, ['salesUnit', 'shared', 0, 1]]);
    expect(await caches(0)).toEqual([missed, ['salesUnit', 'shared', 1, 0]]);
  });
});
