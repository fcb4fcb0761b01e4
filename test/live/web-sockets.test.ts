import { createClient } from 'graphql-ws';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';

const LEDGER = '418806';
const FEES = `subscription { entryAdded(ledgerId: "${LEDGER}", topic: FEES) {
  cursor node { __typename ... on FeesEntry { entryTypeRaw amount { value } } }
} }`;

describe('subscriptions over a WebSocket', () => {
  it('tell entries, and end with the last cursor when the server stops', async ({ start }) => {
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers });
    await sandbox.clock.freeze('2026-09-14T10:00:00Z');
    const closed: unknown[] = [];
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      on: { closed: (event) => closed.push(event) },
    });
    const answers = client.iterate({ query: FEES });
    const first = answers.next();
    await timers.until(1);
    await sandbox.ledgers.addEntries(LEDGER, 'fees', [{ entryType: 'service-fee', amount: -4900 }]);
    timers.advance(3_000);
    const { value: told } = await first;
    expect(told).toEqual({
      data: {
        entryAdded: {
          cursor: expect.any(String),
          node: { __typename: 'FeesEntry', entryTypeRaw: 'service-fee', amount: { value: -4900 } },
        },
      },
    });
    const stopping = server.stop();
    const { value: last } = await answers.next();
    expect(last).toEqual({
      errors: [
        {
          message: 'This server is stopping. Subscribe again with lastCursor as after.',
          extensions: {
            code: 'SERVER_STOPPING',
            reason: 'SERVER_STOPPING',
            lastCursor: /"cursor":"(.*?)"/.exec(JSON.stringify(told))?.[1],
          },
        },
      ],
    });
    expect(await answers.next()).toEqual({ done: true, value: undefined });
    await stopping;
    await client.dispose();
  });
});
