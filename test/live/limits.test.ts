import { createClient } from 'graphql-ws';
import { describe, expect, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';
import type { Stack } from '../support/stack.js';
import { RouterDouble } from './router-double.js';

const salesOf = (ledgerId: string): string =>
  `subscription { salesEventAdded(ledgerId: "${ledgerId}") { node { reference } } }`;

/** What a request for a stream is refused with. */
async function refusal({ url }: Stack, query: string, accept = 'text/event-stream', extensions?: object) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query, extensions }),
    headers: { 'content-type': 'application/json', accept },
  });
  const { status, headers } = response;
  return { status, retryAfter: headers.get('retry-after'), body: await response.json() };
}

const refused = (status: number, code: string, message: string) => ({
  status,
  retryAfter: '5',
  body: { errors: [expect.objectContaining({ message, extensions: { code, retryAfter: 5 } })] },
});

describe('subscriptions', () => {
  it('are as many as a feed and a caller may have, and say by their status that there is no room', async ({
    start,
  }) => {
    const env = { SUBSCRIPTIONS_PER_LEDGER: '2', SUBSCRIPTIONS_PER_CALLER: '3' };
    const stack = await start({ timers: new FakeTimers(), env });
    const open = (ledgerId: string) => EventStream.open(stack.url, salesOf(ledgerId));
    const [one, other] = [await open('418806'), await open('418806')];
    expect(await refusal(stack, salesOf('418806'))).toEqual(
      refused(
        429,
        'RATE_LIMITED',
        'There are 2 subscriptions to this feed, as many as there may be. End one before you begin another.',
      ),
    );
    // Another feed has room, and this caller, too.
    const third = await open('421390');
    expect(await refusal(stack, salesOf('421390'))).toEqual(
      refused(
        429,
        'RATE_LIMITED',
        'You have 3 subscriptions, as many as a caller may have. End one before you begin another.',
      ),
    );
    const counted = async (name: string, labels?: Readonly<Record<string, string>>): Promise<number> =>
      (await scrape(stack.server)).sum(name, labels);
    expect(await counted('subgraph_subscriptions_refused_total', { code: 'RATE_LIMITED' })).toBe(2);
    one.close();
    await expect.poll(() => counted('subgraph_subscribers', { transport: 'sse' })).toBe(2);
    const again = await open('418806');
    expect(again.response.status).toBe(200);
    for (const stream of [other, third, again]) stream.close();
    await expect.poll(() => counted('subgraph_subscriptions_ended_total', { reason: 'left' })).toBe(4);
  });

  it('are as many as a process takes, over whatever they are told', async ({ start }) => {
    const double = await RouterDouble.start();
    onTestFinished(() => double.stop());
    const env = { SUBSCRIPTIONS_MAX: '3', SUBSCRIPTION_CALLBACK_ORIGINS: double.origin };
    const stack = await start({ timers: new FakeTimers(), env });
    const query = salesOf('418806');
    const callbacks = 'application/json;callbackSpec=1.0';
    const stream = await EventStream.open(stack.url, query);
    const socket = createClient({
      url: `${stack.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
    });
    onTestFinished(() => socket.dispose());
    const followed = socket.iterate({ query });
    const next = followed.next();
    expect(await refusal(stack, query, callbacks, double.extensions())).toMatchObject({
      status: 200,
      body: { data: null },
    });
    const subscribers = async () => {
      const scraped = await scrape(stack.server);
      return ['sse', 'websocket', 'callback'].map((transport) =>
        scraped.sum('subgraph_subscribers', { subgraph: 'vipps', transport }),
      );
    };
    await expect.poll(subscribers).toEqual([1, 1, 1]);
    const message = 'This server has as many subscriptions as it takes. Try another one.';
    expect(await refusal(stack, query)).toEqual(refused(503, 'OVERLOADED', message));
    const extensions = double.extensions({ subscriptionId: 's2' });
    expect(await refusal(stack, query, callbacks, extensions)).toEqual(refused(503, 'OVERLOADED', message));
    await expect(socket.iterate({ query }).next()).rejects.toMatchObject([
      { message, extensions: { code: 'OVERLOADED', retryAfter: 5 } },
    ]);
    stream.close();
    await followed.return?.();
    await next;
    await expect.poll(subscribers).toEqual([0, 0, 1]);
  });
});
