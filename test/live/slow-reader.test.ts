import { describe, expect } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { connectTo, untilClosed } from '../support/raw-http.js';
import { scrape } from '../support/scrape.js';

const LEDGER = '418806';
const BATCH = 100;
/** What one event takes on its way, so that a few hundred fill what lies between two sockets. */
const WIDE = Array.from({ length: 250 }, (_, number) => `c${String(number)}: cursor`).join(' ');
const query = (selection: string): string =>
  `subscription ($after: String) { salesEventAdded(ledgerId: "${LEDGER}", after: $after) { cursor ${selection} node { reference } } }`;

describe('a subscriber who reads nothing', () => {
  it('is cut with its last cursor while the others are told, and goes on behind that without a gap', async ({
    start,
  }) => {
    const timers = new FakeTimers();
    const env = { SUBSCRIPTION_BUFFER_EVENTS: String(BATCH), SUBSCRIPTION_STALL_MS: '1000' };
    const { url, sandbox, server } = await start({ timers, env });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const fast = await EventStream.open(url, query(''));
    const body = JSON.stringify({ query: query(WIDE) });
    const slow = connectTo(url);
    const isThere = async (): Promise<boolean> =>
      (await scrape(server)).sum('subgraph_subscribers', { transport: 'sse' }) === 2;
    slow.write(
      `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\naccept: text/event-stream\r\nconnection: close\r\ncontent-length: ${String(Buffer.byteLength(body))}\r\n\r\n${body}`,
    );
    await expect.poll(isThere).toBe(true);

    const references: string[] = [];
    for (let batch = 0; batch < 6; batch += 1) {
      const events = Array.from({ length: BATCH }, (_, number) => ({
        reference: `event-${String(batch * BATCH + number)}`,
      }));
      references.push(...events.map(({ reference }) => reference));
      await sandbox.ledgers.addEvents(LEDGER, events, false);
      const told = fast.take(BATCH);
      // Polls, and the waits for who is slow.
      await expect
        .poll(
          () => {
            timers.advance(1_000);
            return Promise.race([told.then(() => true), new Promise(setImmediate)]);
          },
          { timeout: 10_000, interval: 5 },
        )
        .toBe(true);
    }
    fast.close();

    const { body: read } = await untilClosed(slow);
    const answers = [...read.matchAll(/^data: (\{.*\})$/gm)].map(([, data = '']): unknown =>
      JSON.parse(data),
    );
    const last = answers.pop();
    const lastReference = /"reference":"(.*?)"/.exec(JSON.stringify(answers.at(-1)))?.[1];
    const lastCursor = /"cursor":"(.*?)"/.exec(JSON.stringify(answers.at(-1)))?.[1];
    expect(last).toEqual({
      errors: [
        {
          message: 'Events come faster than you read them. Subscribe again with lastCursor as after.',
          extensions: { code: 'SUBSCRIPTION_ENDED', reason: 'SLOW_READER', lastCursor },
        },
      ],
    });
    expect(answers).toHaveLength(references.indexOf(lastReference ?? '') + 1);
    expect(answers.length).toBeLessThan(references.length);
    const scraped = await scrape(server);
    expect(scraped.sum('subgraph_subscriptions_ended_total', { reason: 'SLOW_READER' })).toBe(1);
    const on = await EventStream.open(url, query(''), { after: lastCursor });
    expect(await on.next()).toMatchObject({
      data: { salesEventAdded: { node: { reference: references[answers.length] } } },
    });
    on.close();
  });
});
