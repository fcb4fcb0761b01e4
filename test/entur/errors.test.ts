import { describe, expect, it } from 'vitest';
import { json, type Step } from '../support/scripted-server.js';
import { enturGraph } from './graph.js';

const query = '{ enturOrder(orderId: "ABCDEFGH") { status } }';
const found = json(200, { items: [{ id: 'ABCDEFGH', status: 'CONFIRMED' }], totalItems: 1, totalPages: 1 });
const answer = { data: { enturOrder: { status: 'CONFIRMED' } } };

/** One step after the other; the last again and again. */
function inTurn(...steps: readonly Step[]): Step {
  let turn = 0;
  return (response, request) => {
    steps[Math.min(turn, steps.length - 1)]?.(response, request);
    turn += 1;
  };
}

const spring = (status: number, more: object = {}) => ({
  timestamp: '2026-09-14T10:00:00Z',
  status,
  error: 'Some Error',
  message: 'Secret words about customer 4711',
  exception: 'org.entur.SomeException',
  path: '/v1/orders',
  ...more,
});

const problem = (status: number) => ({
  type: 'about:blank',
  title: 'Not valid',
  status,
  detail: 'Secret words',
  instance: '/v1/orders',
  errors: [{ field: 'perPage', message: 'too large', code: 'Max' }],
});

describe('a refusal of Entur', () => {
  it.each([
    [400, spring(400, { title: 'Bad' }), 'BAD_USER_INPUT', {}],
    [400, problem(400), 'BAD_USER_INPUT', {}],
    [403, spring(403), 'FORBIDDEN', {}],
    [409, spring(409), 'CONFLICT', {}],
    [402, spring(402, { errorReason: 'SOFT_DECLINE' }), 'UPSTREAM_BAD_RESPONSE', { reason: 'SOFT_DECLINE' }],
    [
      400,
      spring(400, { errorReason: 'REFUSED_BY_ISSUER' }),
      'BAD_USER_INPUT',
      { reason: 'REFUSED_BY_ISSUER' },
    ],
    [400, spring(400, { errorReason: 'some <b>text</b>' }), 'BAD_USER_INPUT', {}],
    [404, spring(404), 'UPSTREAM_BAD_RESPONSE', {}],
  ])('of %i with %j is %s', async (status, body, code, more) => {
    const { ask, calls } = await enturGraph(json(status, body, { 'X-Correlation-Id': 'c-17' }));
    const { data, errors } = await ask(query);
    expect(data).toEqual({ enturOrder: null });
    // A 404 for a list is told by who reads it, past the headers of the answer.
    const correlation = { correlationId: status === 404 ? 'r1' : 'c-17' };
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code, upstream: { api: 'entur-orders', status, ...correlation, ...more } },
    ]);
    expect(JSON.stringify(errors)).not.toContain('Secret');
    expect(calls()).toHaveLength(1);
  });

  it('is told with the id under which Entur knows the call, or with the one that was sent', async () => {
    const { ask, logs } = await enturGraph(json(400, spring(400), { 'X-Correlation-Id': 'c 17 <script>' }));
    const { errors } = await ask(query);
    expect(errors?.[0]?.extensions['upstream']).toEqual({
      api: 'entur-orders',
      status: 400,
      correlationId: 'r1',
    });
    expect(logs.filter(({ msg }) => msg === 'upstream call failed')).toMatchObject([
      { requestId: 'r1', status: 400, title: 'Some Error' },
    ]);
  });
});

describe('a lock', () => {
  it.each([
    ['423', json(423, spring(423))],
    ['423 without a body', json(423, '')],
    ['RESOURCE_BUSY', json(409, spring(409, { errorReason: 'RESOURCE_BUSY' }))],
    ['RESOURCE_BUSY of a fault', json(503, spring(503, { errorReason: 'RESOURCE_BUSY' }))],
  ])('of %s is waited for, longer than faults are repeated', async (_what, locked) => {
    const steps = Array.from({ length: 7 }, () => locked);
    const { ask, calls } = await enturGraph(inTurn(...steps, found), { UPSTREAM_RETRIES: '0' });
    expect(await ask(query)).toEqual(answer);
    expect(calls()).toHaveLength(8);
  });

  it('that outlasts the deadline is told as one, with the advice to try again', async () => {
    const { ask, calls } = await enturGraph(json(423, spring(423)), { REQUEST_TIMEOUT_MS: '200' });
    expect((await ask(query)).errors).toMatchObject([
      {
        message:
          'The Entur Order API has locked this for another change, which took longer than this request may. Nothing was done: try again.',
        extensions: { code: 'UPSTREAM_UNAVAILABLE', upstream: { status: 423 } },
      },
    ]);
    expect(calls().length).toBeGreaterThan(3);
  });

  it('is no other reason, such as a decline', async () => {
    const { ask, calls } = await enturGraph(json(409, spring(409, { errorReason: 'SOFT_DECLINE' })));
    expect((await ask(query)).errors?.[0]?.extensions).toMatchObject({
      code: 'CONFLICT',
      upstream: { reason: 'SOFT_DECLINE' },
    });
    expect(calls()).toHaveLength(1);
  });
});

describe('a token', () => {
  it('that ran out while Entur was at work is replaced, and the read is sent again once', async () => {
    const { ask, calls } = await enturGraph(inTurn(json(408, spring(408)), found));
    expect(await ask(query)).toEqual(answer);
    expect(calls().map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('that runs out again and again is no reason to go on', async () => {
    const { ask, calls } = await enturGraph(json(408, spring(408)));
    expect((await ask(query)).errors?.[0]?.extensions).toMatchObject({
      code: 'UPSTREAM_UNAVAILABLE',
      upstream: { status: 408 },
    });
    expect(calls()).toHaveLength(2);
  });

  it('that is refused is replaced once too', async () => {
    const { ask, calls } = await enturGraph(inTurn(json(401, spring(401)), found));
    expect(await ask(query)).toEqual(answer);
    expect(calls()).toHaveLength(2);
  });

  it('is renewed five minutes before its end, while it still serves, once for all who ask', async () => {
    const { ask, clock, server, calls } = await enturGraph(found, { CACHE_MAX_BYTES: '0' });
    const tokens = () => server.seen.filter(({ url }) => url === '/entur/oauth/token').length;
    await ask(query);
    clock.advance(86_400 - 301);
    await ask(query);
    expect(tokens()).toBe(1);
    clock.advance(2);
    await Promise.all([ask(query), ask(query), ask(query)]);
    await expect.poll(tokens).toBe(2);
    clock.advance(1);
    await ask(query);
    expect(calls().at(-1)?.headers.authorization).toBe('Bearer token-2');
    expect(tokens()).toBe(2);
  });
});

describe('numbers', () => {
  it('keep every digit, be they texts or not: zeros at the end, 18 digits, 5 decimals, ids of 64 bits', async () => {
    const amounts = ['0.10', '1234567890123.12345', '123456789012345678', '0.00', '-0.50'];
    const order = (amount: string, quote: string) =>
      `{"id":"ABCDEFGH","currency":"NOK","totalAmount":${quote}${amount}${quote},"organisationId":9223372036854775807,` +
      `"paymentRefs":[{"paymentId":9007199254740993,"amount":${quote}${amount}${quote},"currency":"NOK"}]}`;
    for (const quote of ['"', ''])
      for (const amount of amounts) {
        const { ask } = await enturGraph((response) => {
          response
            .writeHead(200, { 'content-type': 'application/json' })
            .end(`{"items":[${order(amount, quote)}],"totalItems":1,"totalPages":1}`);
        });
        expect(
          await ask(
            '{ enturOrder(orderId: "ABCDEFGH") { totalAmount { amount } organisationId paymentRefs { paymentId amount { amount } } } }',
          ),
        ).toEqual({
          data: {
            enturOrder: {
              totalAmount: { amount },
              organisationId: '9223372036854775807',
              paymentRefs: [{ paymentId: '9007199254740993', amount: { amount } }],
            },
          },
        });
      }
  });
});
