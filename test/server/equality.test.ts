import { describe, expect } from 'vitest';
import type { SubgraphName } from '../../src/config.js';
import { subgraphNames } from '../../src/config/subgraph-names.js';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { vipps } from '../../src/subgraphs/vipps.js';
import { allOperations } from '../support/all-operations.js';
import { BothPaths, type BothResponses } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';
import { randomRequests } from '../support/random-requests.js';
import { BODY_LIMIT, wrongRequests } from '../support/wrong-requests.js';

const it = base.extend(
  'startBoth',
  ({ start }) =>
    (env?: Readonly<Record<string, string>>, subgraph?: SubgraphName) =>
      BothPaths.start(start, env, subgraph),
);

const RANDOM_REQUESTS = 2_000;
const SEED = 31_415;

const routes = [
  '/management/v1/sales-units/*',
  '/management/v1/merchants/**',
  '/report/v2/**',
  '/sales/**',
  '/order-management/**',
  '/management/v1/product-orders**',
];

/** What each route does in turn; undefined = what it should. */
const faults: readonly (Omit<FaultInput, 'path'> | undefined)[] = [
  { status: 500 },
  { status: 404 },
  { malformed: true },
  { reset: 'before' },
  { rateLimit: { retryAfterSeconds: 60 } },
  undefined,
];

/** Several things of which some fail, at places that may be null and at places that may not. */
const PARTLY = `{
  units: salesUnits(first: 30) { nodes { msn configuration { captureType } merchant { name salesUnits(first: 2) { nodes { name } } } } }
  good: salesUnit(msn: "204117") { name merchant { name } ledger { ledgerId funds(first: 3) { nodes { entryType } } } }
  gone: salesUnit(msn: "999999") { name }
  damaged: salesUnit(msn: "x") { name }
  ledger(ledgerId: "418806") {
    funds(first: 3) { nodes { amount { decimal } salesEvent { classification { solution } } } }
    fees(first: 3) { nodes { amount { decimal } } }
    salesEvents(first: 3) { nodes { reference order { receipt { totals { gross { value } } } } feeEntries { amount { value } } } }
  }
  order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417") { category { url } receipt { bottomLine { currency } } categories { url } }
}`;

function expectEqual({ compiled, apollo }: BothResponses, what: string): void {
  expect(compiled, what).toStrictEqual(apollo);
}

/** What was answered compiled was, and on the other side nothing was. */
function expectBothPaths({ compiled, apollo, requests }: BothPaths): void {
  expect(compiled.server.fallBacks).toStrictEqual(new Map());
  expect(apollo.server.fallBacks).toStrictEqual(new Map([['switched off', requests]]));
}

describe('compiled or not, byte for byte the same is answered to', () => {
  it.for(subgraphNames)(
    'every example operation of %s, with every set of variables',
    async (subgraph, { startBoth }) => {
      const paths = await startBoth({}, subgraph);
      for (const { name, query, variables } of allOperations(subgraph))
        expectEqual(await paths.ask({ query, variables }), `${name} ${JSON.stringify(variables)}`);
      expectBothPaths(paths);
      const { compiled, apollo } = await paths.each((stack) => stack.calls());
      expect(compiled.length).toBeGreaterThan(0);
      expect([...compiled].sort()).toStrictEqual([...apollo].sort());
    },
  );

  it.for([...faults.keys()])(
    'operations over upstreams that fail in every way, each route in another one: turn %i',
    { timeout: 60_000 },
    async (turn, { startBoth }) => {
      const paths = await startBoth({ CACHE_MAX_BYTES: '0', UPSTREAM_RETRIES: '0', BREAKER_THRESHOLD: '0' });
      for (const [index, path] of routes.entries()) {
        const fault = faults[(index + turn) % faults.length];
        if (fault !== undefined)
          await paths.each(({ sandbox }) => sandbox.faults.add({ ...fault, path, times: null }));
      }
      let partial = 0;
      for (const { query, variables } of [{ query: PARTLY, variables: {} }, ...allOperations()]) {
        const responses = await paths.ask({ query, variables });
        expectEqual(responses, `${query} ${JSON.stringify(variables)}`);
        if (/^{"errors":.*"data":{/.test(responses.compiled.body)) partial += 1;
      }
      expect(partial).toBeGreaterThan(10);
      expectBothPaths(paths);
    },
  );

  it('every wrong request', async ({ startBoth }) => {
    const paths = await startBoth({ BODY_LIMIT_BYTES: String(BODY_LIMIT) });
    for (const { what, path, init, status } of wrongRequests) {
      const responses = await paths.fetch(path, init);
      expectEqual(responses, what);
      expect(responses.compiled.status, what).toBe(status);
    }
    expect([...paths.apollo.server.fallBacks.keys()]).toStrictEqual(['switched off']);
    expect(await paths.each((stack) => stack.calls())).toStrictEqual({ compiled: [], apollo: [] });
  });

  it(
    `${RANDOM_REQUESTS} random requests, for as many upstream calls`,
    { timeout: 120_000 },
    async ({ startBoth }) => {
      const paths = await startBoth();
      const { schema } = vipps.build();
      let failed = 0;
      for (const request of randomRequests(schema, SEED, RANDOM_REQUESTS)) {
        const responses = await paths.ask(request);
        expectEqual(responses, JSON.stringify(request));
        if (responses.compiled.body.startsWith('{"errors"')) failed += 1;
      }
      expect(failed).toBeGreaterThan(RANDOM_REQUESTS / 20);
      expect(failed).toBeLessThan(RANDOM_REQUESTS / 2);
      expectBothPaths(paths);
      const { compiled, apollo } = await paths.each((stack) => stack.calls());
      expect(compiled.length).toBeGreaterThan(0);
      expect([...compiled].sort()).toStrictEqual([...apollo].sort());
    },
  );
});
