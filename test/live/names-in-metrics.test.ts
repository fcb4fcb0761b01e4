import { describe, expect } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';

const LEDGER = '418806';
const DURATION = 'subgraph_operation_duration_seconds_count';
const follow = (name: string, selection = ''): string =>
  `subscription ${name} { salesEventAdded(ledgerId: "${LEDGER}") { cursor node { reference ${selection} } } }`;

describe('the names of subscriptions in metrics', () => {
  it('are known once an event of them was told, however they end', async ({ start }) => {
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const count = async (operation: string): Promise<number> =>
      (await scrape(server)).sum(DURATION, { operation, kind: 'subscription', outcome: 'left' });

    const untold = await EventStream.open(url, follow('Untold'));
    untold.close();
    await expect.poll(() => count('other')).toBe(1);

    const told = await EventStream.open(url, follow('Told'));
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'one' }]);
    timers.advance(3_000);
    expect(await told.take(1)).toMatchObject([{ data: { salesEventAdded: { node: { reference: 'one' } } } }]);
    told.close();
    await expect.poll(() => count('Told')).toBe(1);
    expect(await count('other')).toBe(1);
  });

  it('are not where its events were errors alone', async ({ start }) => {
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers, env: { UPSTREAM_RETRIES: '0' } });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const failing = await EventStream.open(url, follow('Failing', 'ledger { currency }'));
    await sandbox.faults.add({ path: '/settlement/v1/ledgers*', status: 503, times: null });
    await sandbox.faults.add({ path: '/settlement/v1/ledgers/**', status: 503, times: null });
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'one' }]);
    timers.advance(3_000);
    expect(await failing.take(1)).toMatchObject([
      { errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }] },
    ]);
    failing.close();
    const other = { operation: 'other', kind: 'subscription', outcome: 'left' };
    await expect.poll(async () => (await scrape(server)).sum(DURATION, other)).toBe(1);
  });
});
