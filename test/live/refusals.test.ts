import { createClient } from 'graphql-ws';
import { afterAll, describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { makeKey, signToken, startIssuer, type Issuer, type IssuerKey } from '../callers/issuer.js';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { sharedStack, it as fresh } from '../support/fixture.js';
import type { GraphAnswer } from '../support/stack.js';

const key: IssuerKey = await makeKey('one');
const issuer: Issuer = await startIssuer(key);
afterAll(() => issuer.close());

const timers = new FakeTimers();
const jwt = {
  CALLER_AUTH: 'jwt',
  AUTH_JWKS_URL: issuer.jwksUrl,
  AUTH_ISSUER: 'https://issuer.example',
  AUTH_AUDIENCE: 'vipps-subgraph',
};
const it = sharedStack({ timers, env: { ...jwt, SUBSCRIPTIONS_PER_CALLER: '2', QUERY_MAX_CALLS: '1' } });

const LEDGER = '418806';
const SALES = `subscription { salesEventAdded(ledgerId: "${LEDGER}") { cursor node { reference } } }`;

async function token(scope = 'sales:read report:read', sub = 'somebody', seconds = 300): Promise<string> {
  const exp = Math.floor(Date.now() / 1_000) + seconds;
  return signToken(key, { iss: 'https://issuer.example', aud: 'vipps-subgraph', exp, scope, sub });
}

const bearer = async (...given: Parameters<typeof token>) => ({
  authorization: `Bearer ${await token(...given)}`,
});

/** What one request for a stream is told, where that is all. */
async function toldOf(
  url: string,
  query: string,
  headers: Readonly<Record<string, string>>,
): Promise<GraphAnswer<object>> {
  const stream = await EventStream.open(url, query, {}, headers);
  expect(stream.response.status).toBe(200);
  const answer = await stream.next();
  expect(await stream.next()).toBeUndefined();
  return answer ?? {};
}

const refused = (code: string, message: string, more: object = {}) => ({
  errors: [expect.objectContaining({ message, extensions: { code, ...more } })],
});

describe('a subscription', () => {
  it.for([
    [
      'without the scope of what it tells',
      SALES,
      'report:read',
      'FORBIDDEN',
      'Subscription.salesEventAdded needs the scope sales:read, which the caller does not have.',
      { requiredScope: 'sales:read' },
    ],
    [
      'of entries without their scope',
      `subscription { entryAdded(ledgerId: "${LEDGER}", topic: FUNDS) { cursor } }`,
      'sales:read',
      'FORBIDDEN',
      'Subscription.entryAdded needs the scope report:read, which the caller does not have.',
      { requiredScope: 'report:read' },
    ],
    [
      'whose field is skipped',
      `subscription { salesEventAdded(ledgerId: "${LEDGER}") @skip(if: true) { cursor } }`,
      'sales:read',
      'BAD_USER_INPUT',
      'The field of a subscription takes neither @skip nor @include, nor does a fragment around it: what is not to be followed is left out.',
      {},
    ],
    [
      'within a fragment that is skipped',
      `subscription { ...A } fragment A on Subscription { ... @skip(if: true) { salesEventAdded(ledgerId: "${LEDGER}") { cursor } } }`,
      'sales:read',
      'BAD_USER_INPUT',
      'The field of a subscription takes neither @skip nor @include, nor does a fragment around it: what is not to be followed is left out.',
      {},
    ],
    [
      'whose field is included by a variable',
      `subscription ($is: Boolean = true) { salesEventAdded(ledgerId: "${LEDGER}") @include(if: $is) { cursor } }`,
      'sales:read',
      'BAD_USER_INPUT',
      'The field of a subscription takes neither @skip nor @include, nor does a fragment around it: what is not to be followed is left out.',
      {},
    ],
    [
      'of the schema',
      'subscription { __schema { queryType { name } } }',
      'sales:read',
      'GRAPHQL_VALIDATION_FAILED',
      'Anonymous Subscription must not select an introspection top level field.',
      {},
    ],
    [
      'of a field that is not there',
      'subscription { nothing }',
      'sales:read',
      'GRAPHQL_VALIDATION_FAILED',
      'Cannot query field "nothing" on type "Subscription".',
      {},
    ],
    [
      'that does not parse',
      'subscription {',
      'sales:read',
      'GRAPHQL_PARSE_FAILED',
      'Syntax Error: Expected Name, found <EOF>.',
      {},
    ],
    [
      'of a ledger that is none',
      'subscription { salesEventAdded(ledgerId: "999999") { cursor } }',
      'sales:read',
      'NOT_FOUND',
      'There is no such ledger, or it is not granted to the keys in use.',
      {},
    ],
    [
      'behind what is no cursor',
      `subscription { salesEventAdded(ledgerId: "${LEDGER}", after: "x") { cursor } }`,
      'sales:read',
      'BAD_USER_INPUT',
      'after is not a cursor. Take it from `endCursor` or from an edge of the same list.',
      { argument: ['after'] },
    ],
    [
      'that asks for the schema by a query',
      '{ __schema { queryType { name } } }',
      'sales:read',
      'BAD_REQUEST',
      'Only subscriptions are told in this way: POST queries and mutations.',
      {},
    ],
    [
      'that is a query',
      '{ __typename }',
      'sales:read',
      'BAD_REQUEST',
      'Only subscriptions are told in this way: POST queries and mutations.',
      {},
    ],
  ] as const)(
    '%s is refused by its only answer, over both',
    async ([, query, scope, code, message, more], { stack }) => {
      const headers = await bearer(scope);
      const { errors } = refused(code, message, more);
      const answer = await toldOf(stack.url, query, headers);
      expect({ errors: answer.errors?.slice(0, 1) }).toEqual({ errors });
      const client = createClient({
        url: `${stack.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: headers,
        retryAttempts: 0,
      });
      // A message of the type error, which ends it.
      await expect(client.iterate({ query }).next()).rejects.toEqual(answer.errors);
      await client.dispose();
    },
  );

  it('is for known callers, over all', async ({ stack }) => {
    const stream = await EventStream.open(stack.url, SALES);
    expect({
      status: stream.response.status,
      body: await stream.response.json().catch(() => 'read'),
    }).toMatchObject({ status: 401 });
    const client = createClient({
      url: `${stack.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => undefined,
    });
    const closed = new Promise((resolve) => client.on('closed', resolve));
    expect(await closed).toMatchObject({
      code: 4403,
      reason: expect.stringContaining('This graph is for known callers'),
    });
  });

  it('is one of as many as a caller may have', async ({ stack }) => {
    const headers = await bearer('sales:read', 'greedy');
    const open = () => EventStream.open(stack.url, SALES, {}, headers);
    const [one, other] = [await open(), await open()];
    expect((await open()).response.status).toBe(429);
    // Another one has room.
    const another = await EventStream.open(stack.url, SALES, {}, await bearer('sales:read', 'modest'));
    expect(another.response.status).toBe(200);
    another.close();
    one.close();
    // The server notices that in a moment.
    let third = other;
    await expect.poll(async () => (third = await open()).response.status).toBe(200);
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'for the third' }]);
    timers.advance(3_000);
    expect(await third.next()).toMatchObject({
      data: { salesEventAdded: { node: { reference: 'for the third' } } },
    });
    third.close();
    other.close();
  });

  it('has a budget of calls for each event', async ({ stack }) => {
    const headers = await bearer('sales:read report:read', 'spender');
    const query = `subscription { salesEventAdded(ledgerId: "${LEDGER}") { node { reference fundsEntries { id } feeEntries { id } } } }`;
    const stream = await EventStream.open(stack.url, query, {}, headers);
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'one' }, { reference: 'two' }]);
    timers.advance(3_000);
    expect(await stream.next()).toMatchObject({
      data: { salesEventAdded: { node: { reference: 'one', feeEntries: null } } },
      errors: [
        { path: ['salesEventAdded', 'node', 'feeEntries'], extensions: { code: 'COST_LIMIT_EXCEEDED' } },
      ],
    });
    // The other call was made for the first one, and is known.
    const second = await stream.next();
    expect(second?.errors).toBeUndefined();
    expect(second).toMatchObject({ data: { salesEventAdded: { node: { reference: 'two' } } } });
    stream.close();
  });

  it('ends with its token, and says where to go on', async ({ stack }) => {
    const headers = await bearer('sales:read', 'brief', 30);
    const stream = await EventStream.open(stack.url, SALES, {}, headers);
    timers.advance(120_000);
    expect(await stream.next()).toEqual(
      refused('SUBSCRIPTION_ENDED', 'Your token has expired. Subscribe again with lastCursor as after.', {
        reason: 'TOKEN_EXPIRED',
        lastCursor: expect.any(String),
      }),
    );
    expect(await stream.next()).toBeUndefined();
  });
});

describe('a WebSocket', () => {
  fresh(
    'is opened by no page of another origin, by no other name, and at no other path',
    async ({ start }) => {
      const { url } = await start({ env: { CORS_ORIGINS: 'https://shop.example' } });
      const statusOf = (path: string, headers: Readonly<Record<string, string>>): Promise<number | string> =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', {
            headers,
          });
          socket.on('unexpected-response', (_request, response) => {
            resolve(response.statusCode ?? 0);
            socket.terminate();
          });
          socket.on('error', () => undefined);
          socket.on('open', () => {
            resolve('open');
            socket.terminate();
          });
        });
      expect(await statusOf('/graphql', { origin: 'https://evil.example' })).toBe(403);
      expect(await statusOf('/graphql', { host: 'evil.example' })).toBe(421);
      expect(await statusOf('/else', {})).toBe(404);
      expect(await statusOf('/graphql', { origin: 'https://shop.example' })).toBe('open');
      expect(await statusOf('/graphql', { origin: url })).toBe('open');
      expect(await statusOf('/graphql', {})).toBe('open');
    },
  );
});
