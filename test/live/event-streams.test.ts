import { describe, expect } from 'vitest';
import { clients } from '../support/clients.js';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';

const LEDGER = '418806';
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
});
