import { z } from 'zod';
import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import { fakeClock, type Stack } from '../support/stack.js';

const it = freshStack();

const UNIT = '{ salesUnit(msn: "204117") { msn name configuration { captureType } } }';
const UNIT_CALL = 'GET /management/v1/sales-units/204117';
const off = { CACHE_MAX_BYTES: '0', RESPONSE_CACHE_MAX_BYTES: '0' };

describe('the compiled path', () => {
  async function post(
    stack: Stack,
    query: string,
    init: RequestInit = {},
    url = stack.url,
  ): Promise<Response> {
    return fetch(`${url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query }),
      ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
    });
  }

  /** Status, headers and body, without what differs from answer to answer. */
  async function facts(response: Response) {
    const headers = Object.fromEntries(response.headers);
    for (const name of ['date', 'x-request-id', 'keep-alive', 'connection'])
      Reflect.deleteProperty(headers, name);
    return { status: response.status, headers, body: await response.text() };
  }

  it.for([
    ['a response', UNIT],
    ['a field that fails', '{ salesUnit(msn: "204117") { name } other: salesUnit(msn: "x") { name } }'],
    ['nothing but a type name', '{ __typename }'],
    ['something that is not there', '{ salesUnit(msn: "999999") { name } }'],
  ] as const)('gives %s exactly as the Apollo path does', async ([, query], { start }) => {
    const compiled = await start({ env: off });
    const apollo = await start({ env: { ...off, COMPILE_QUERIES: 'false' } });
    const expected = await facts(await post(apollo, query));
    expect([...apollo.server.fallBacks]).toEqual([['switched off', 1]]);
    for (let turn = 0; turn < 2; turn += 1)
      expect(await facts(await post(compiled, query))).toEqual(expected);
    expect([...compiled.server.fallBacks]).toEqual([]);
  });

  it.for([
    ['a syntax error', '{ salesUnit('],
    ['an unknown field', '{ nothing }'],
    ['a missing variable', 'query ($msn: String!) { salesUnit(msn: $msn) { name } }'],
    [
      'too many items',
      '{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { ledger { funds(first: 1000) { isComplete } } } } } }',
    ],
    ['an operation that is not there', 'query A { __typename } query B { __typename }'],
  ] as const)('leaves %s to the Apollo path, time and again', async ([, query], { stack }) => {
    const answers = [
      await facts(await post(stack, query)),
      await facts(await post(stack, query)),
      await facts(await post(stack, query)),
    ];
    expect(answers[0]?.status).toBe(200);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect([...stack.server.fallBacks].map(([, count]) => count)).toEqual([3]);
  });

  it.for([
    '{"query":"{__typename}","__proto__":{}}',
    '{"query":"{__typename}","variables":{"__pro\\u0074o__":{}}}',
    '{"query":"{__typename}","constructor":{"prototype":1}}',
  ])('refuses names that reach a prototype, as the Apollo path does: %s', async (body, { stack }) => {
    for (let turn = 0; turn < 2; turn += 1) expect((await post(stack, '', { body })).status).toBe(400);
  });

  it('answers equal queries in flight from one execution, and their upstream calls are made once', async ({
    start,
  }) => {
    const stack = await start({ env: off });
    await post(stack, UNIT);
    await stack.clearCalls();
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', delayMs: 30, times: null });
    const answers = await Promise.all(Array.from({ length: 20 }, async () => facts(await post(stack, UNIT))));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await stack.calls()).toEqual([UNIT_CALL]);
    await post(stack, UNIT);
    expect(await stack.calls()).toEqual([UNIT_CALL, UNIT_CALL]);
  });

  it('joins nothing when told so', async ({ start }) => {
    const stack = await start({ env: { ...off, COALESCE_REQUESTS: 'false' } });
    await post(stack, UNIT);
    await stack.clearCalls();
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', delayMs: 30, times: null });
    await Promise.all([post(stack, UNIT), post(stack, UNIT), post(stack, UNIT)]);
    expect(await stack.calls()).toEqual([UNIT_CALL, UNIT_CALL, UNIT_CALL]);
  });

  it('reads the same thing once also then, while there are caches', async ({ start }) => {
    const executed: string[] = [];
    const hooks = {
      executed: ({ requestId }: { requestId: string }) => {
        executed.push(requestId);
      },
    };
    const stack = await start({ env: { COALESCE_REQUESTS: 'false' }, hooks });
    await stack.askText('{ salesUnit(msn: "204118") { configuration { captureType } } }');
    await stack.clearCalls();
    executed.length = 0;
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', delayMs: 30, times: null });
    await Promise.all([post(stack, UNIT), post(stack, UNIT), post(stack, UNIT)]);
    expect([executed.length, await stack.calls()]).toEqual([3, [UNIT_CALL]]);
  });

  it('gives a joined failure to all who share it, and does not remember it', async ({ start }) => {
    const stack = await start({ env: { ...off, UPSTREAM_RETRIES: '0' } });
    await post(stack, UNIT);
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', status: 500 });
    const answers = await Promise.all([stack.askText(UNIT), stack.askText(UNIT), stack.askText(UNIT)]);
    expect(
      answers.filter(({ errors }) => errors?.[0]?.extensions['code'] === 'UPSTREAM_UNAVAILABLE').length,
    ).toBeGreaterThan(0);
    expect((await stack.askText(UNIT)).errors).toBeUndefined();
  });

  it('goes on for the others when the caller that came first leaves, and stops when all have left', async ({
    start,
  }) => {
    const stack = await start({ env: off });
    await post(stack, UNIT);
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', hang: true });
    await stack.clearCalls();
    const callers = [new AbortController(), new AbortController()];
    const waits = callers.map(({ signal }) => post(stack, UNIT, { signal }).catch(() => 'left'));
    await expect.poll(() => stack.calls()).toEqual([UNIT_CALL]);
    callers[0]?.abort();
    expect(await waits[0]).toBe('left');
    const { requests } = await stack.sandbox.requests({ path: '/management/**' });
    expect(requests.map(({ closedByClient }) => closedByClient)).toEqual([false]);
    callers[1]?.abort();
    await expect
      .poll(async () =>
        (await stack.sandbox.requests({ path: '/management/**' })).requests.map(
          (each) => each.closedByClient,
        ),
      )
      .toEqual([true]);
  });

  it('does not let anyone who asks after a change join a query that began before it', async ({ start }) => {
    const stack = await start({ env: off });
    const count = '{ productOrders(first: 1) { totalCount } }';
    const before = await stack.askText(count);
    await post(stack, count);
    await stack.sandbox.faults.add({ path: '/management/v2/product-orders', hang: true });
    const old = new AbortController();
    const waits = post(stack, count, { signal: old.signal }).catch(() => 'left');
    await expect.poll(async () => (await stack.sandbox.requests()).inFlight).toBe(1);
    const change = await stack.askText(
      'mutation { prefillProductOrder(input: { businessIdentifier: { scheme: "business:NO:ORG", id: "311204173" }, productType: CASHIER }) { userErrors { message } } }',
    );
    expect(change).toEqual({ data: { prefillProductOrder: { userErrors: [] } } });
    const { data, errors } = await stack.askText(count, undefined, { signal: AbortSignal.timeout(5_000) });
    expect(errors).toBeUndefined();
    const totalOf = (answer: unknown): number =>
      z.object({ productOrders: z.object({ totalCount: z.number() }) }).parse(answer).productOrders
        .totalCount;
    expect(totalOf(data)).toBe(totalOf(before.data) + 1);
    old.abort();
    expect(await waits).toBe('left');
  });

  it('keeps a response for the least lifetime of its data, then asks again', async ({ start }) => {
    const clock = fakeClock();
    const stack = await start({ clock });
    const first = await stack.askText(UNIT);
    expect(await stack.askText(UNIT)).toEqual(first);
    expect(await stack.askText(UNIT)).toEqual(first);
    expect(await stack.calls()).toEqual([UNIT_CALL]);
    await stack.sandbox.salesUnits.put('204117', { name: 'Nytt navn' });
    clock.advance(299);
    expect(await stack.askText(UNIT)).toEqual(first);
    clock.advance(1);
    // The data is stale now: served once more while it is renewed, but not kept any longer.
    await stack.askText(UNIT);
    await expect.poll(async () => JSON.stringify(await stack.askText(UNIT))).toContain('Nytt navn');
  });

  it('logs a request on the compiled path as on the Apollo path', async ({ stack }) => {
    const query = 'query One { salesUnit(msn: "204117") { name } }';
    for (let turn = 0; turn < 2; turn += 1) await post(stack, query);
    await fetch(`${stack.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    });
    expect([...stack.server.fallBacks]).toEqual([['method', 1]]);
    const lines = stack.logs.filter(({ msg }) => msg === 'graphql request');
    expect(lines.map(({ level, operation, kind, errors }) => ({ level, operation, kind, errors }))).toEqual(
      Array.from({ length: 3 }, () => ({ level: 30, operation: 'One', kind: 'query', errors: 0 })),
    );
    expect(new Set(lines.map(({ requestId }) => requestId)).size).toBe(3);
  });

  it('can be switched off', async ({ start }) => {
    const stack = await start({ env: { COMPILE_QUERIES: 'false', ...off } });
    const first = await facts(await post(stack, UNIT));
    await post(stack, UNIT);
    expect(await facts(await post(stack, UNIT))).toEqual(first);
    expect([...stack.server.fallBacks]).toEqual([['switched off', 3]]);
  });
});
