import { describe, expect } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';

const SECRET = 'd2FrZS11cC1pdC1pcy10aW1lLWFuZC1sb29r';
const LEDGER = '418806';

describe('POST /wake', () => {
  it('has feeds polled now, tells nothing that it was sent, and is for who knows the secret', async ({
    start,
  }) => {
    const timers = new FakeTimers();
    const env = { LIVE_WAKE_SECRET: SECRET, LIVE_POLL_SECONDS: '3600' };
    const { url, sandbox } = await start({ timers, env });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const stream = await EventStream.open(
      url,
      `subscription { salesEventAdded(ledgerId: "${LEDGER}") { node { reference } } }`,
    );
    const wake = (authorization: string, search = '', type = 'application/json') =>
      fetch(`${url}/wake${search}`, {
        method: 'POST',
        body: JSON.stringify({ reference: 'made up' }),
        headers: { authorization, 'content-type': type },
      });
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'real' }]);
    const refused = await wake('Bearer something else');
    expect({ status: refused.status, body: await refused.json() }).toEqual({
      status: 401,
      body: { errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] },
    });
    for (const method of ['GET', 'PUT']) {
      const wrong = await fetch(`${url}/wake`, { method, headers: { authorization: `Bearer ${SECRET}` } });
      expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
    }
    timers.advance(10_000);
    expect((await wake(`Bearer ${SECRET}`, '?ledgerId=999999')).status).toBe(204);
    timers.advance(10_000);
    // Schemes are written in any letters, and what a webhook sends is of any type.
    expect(
      (await wake(`bearer ${SECRET}`, `?ledgerId=${LEDGER}`, 'application/x-www-form-urlencoded')).status,
    ).toBe(204);
    timers.advance(1_000);
    expect(await stream.take(1)).toEqual([{ data: { salesEventAdded: { node: { reference: 'real' } } } }]);
    stream.close();
  });

  it('is not there without a secret', async ({ start }) => {
    const { url } = await start();
    expect((await fetch(`${url}/wake`, { method: 'POST' })).status).toBe(404);
  });
});
