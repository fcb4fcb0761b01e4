import { describe, expect } from 'vitest';
import { clients } from '../support/clients.js';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it, sharedStack } from '../support/fixture.js';

const shared = sharedStack({ env: { SUBSCRIPTION_CALLBACK_ORIGINS: 'http://127.0.0.1:9' } });

const LEDGER = '418806';
const NONE = 'subscription { salesEventAdded(ledgerId: "none") { cursor } }';
const SALES = `subscription ($after: String) {
  salesEventAdded(ledgerId: "${LEDGER}", after: $after) { cursor node { reference pspReference ledger { ledgerId } } }
}`;

describe('subscriptions as server-sent events', () => {
  it('tell what comes from now on, with one poll for all who follow', async ({ start }) => {
    const timers = new FakeTimers();
    const stack = await start({ timers });
    const { url, sandbox } = stack;
    await sandbox.clock.freeze('2026-09-14T10:00:00Z');
    const one = await EventStream.open(url, SALES);
    expect(one.response.status).toBe(200);
    expect(one.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const other = await EventStream.open(url, SALES);
    await stack.clearCalls();
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'first' }, { reference: 'second' }]);
    timers.advance(3_000);
    for (const stream of [one, other])
      expect((await stream.take(2)).map(({ data }) => data)).toMatchObject([
        { salesEventAdded: { node: { reference: 'first', ledger: { ledgerId: LEDGER } } } },
        { salesEventAdded: { node: { reference: 'second' } } },
      ]);
    expect(await stack.calls()).toHaveLength(1);
    one.close();
    other.close();
  });

  it.for([
    ['a query', '{"query":"{ __typename }"}', 'application/json'],
    [
      'a subscription',
      '{"query":"subscription { salesEventAdded(ledgerId: \\"none\\") { cursor } }"}',
      'text/event-stream',
    ],
    [
      'a subscription in other letters',
      '{"query":"\\u0073ubscription { salesEventAdded(ledgerId: \\"none\\") { cursor } }"}',
      'text/event-stream',
    ],
  ])('are what a client that takes JSON too gets for %s', async ([, body, type], { start }) => {
    const { url } = await start();
    const accept = clients.find(({ client }) => client === 'urql')?.headers['accept'] ?? '';
    expect(accept).toContain('text/event-stream');
    const headers = { 'content-type': 'application/json', accept };
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: body ?? '' });
    const text = await response.text();
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    expect([isStream, /"code":"(\w+)"/.exec(text)?.[1]]).toEqual(
      type === 'text/event-stream' ? [true, 'NOT_FOUND'] : [false, undefined],
    );
  });

  it('are asked for by GET too, but by no page of elsewhere', async ({ start }) => {
    const { url } = await start({ env: { CORS_ORIGINS: 'https://shop.example' } });
    const query = 'subscription { salesEventAdded(ledgerId: "none") { cursor } }';
    const get = async (headers: Readonly<Record<string, string>>): Promise<unknown> => {
      const response = await fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, {
        headers: { accept: 'text/event-stream', ...headers },
      });
      return [response.status, /"code":"(\w+)"/.exec(await response.text())?.[1]];
    };
    expect(await get({})).toEqual([200, 'NOT_FOUND']);
    expect(await get({ origin: 'https://shop.example' })).toEqual([200, 'NOT_FOUND']);
    expect(await get({ origin: url })).toEqual([200, 'NOT_FOUND']);
    expect(await get({ origin: 'https://evil.example' })).toEqual([403, 'BAD_REQUEST']);
    expect(await get({ 'sec-fetch-site': 'cross-site' })).toEqual([403, 'BAD_REQUEST']);
  });

  shared.for([
    ['TEXT/Event-Stream', 'text/event-stream'],
    ['text/event-stream; charset=utf-8', 'text/event-stream'],
    ['application/json;q=0, text/event-stream;q=0.1', 'text/event-stream'],
    ['application/json, text/event-stream;q=0', 'application/json'],
    ['text/event-stream;q=0', 406],
    ['*/*', 'application/json'],
    ['Application/JSON; callbackSpec="1.0"', 'callback'],
    ['application/json;callbackSpec=1.0;q=0, application/json', 'application/json'],
    ['text/plain;callbackSpec=1.0, application/json', 'application/json'],
  ] as const)('are what "accept: %s" asks for, or not: %s', async ([accept, expected], { stack }) => {
    const response = await fetch(`${stack.url}/graphql`, {
      method: 'POST',
      body: JSON.stringify({ query: NONE }),
      headers: { 'content-type': 'application/json', accept },
    });
    const isCallback = (await response.text()).includes('callbackUrl');
    const type = response.headers.get('content-type')?.split(';', 1)[0];
    expect(response.status === 406 ? 406 : isCallback ? 'callback' : type).toBe(expected);
  });

  shared.for([
    ['text/plain', 415, 415],
    // It names no callback address.
    ['Application/JSON', 200, 400],
  ] as const)('are asked for by JSON, and not by %s', async ([type, stream, callback], { stack }) => {
    const ask = async (accept: string): Promise<number> => {
      const headers = { 'content-type': type, accept };
      const body = JSON.stringify({ query: NONE });
      return (await fetch(`${stack.url}/graphql`, { method: 'POST', body, headers })).status;
    };
    expect(await ask('text/event-stream')).toBe(stream);
    expect(await ask('application/json;callbackSpec=1.0')).toBe(callback);
  });

  shared(
    'are refused where a variable decides what is followed, also to who takes JSON too',
    async ({ stack }) => {
      const stream = await EventStream.open(
        stack.url,
        `subscription ($is: Boolean!) { salesEventAdded(ledgerId: "${LEDGER}") @include(if: $is) { cursor } }`,
        { is: true },
        { accept: 'application/json, text/event-stream' },
      );
      expect(await stream.next()).toMatchObject({
        errors: [
          { message: expect.stringContaining('takes neither @skip'), extensions: { code: 'BAD_USER_INPUT' } },
        ],
      });
    },
  );
});
