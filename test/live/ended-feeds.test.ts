import { describe, expect, onTestFinished } from 'vitest';
import { z } from 'zod';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';
import { startTenants } from '../tenants/start.js';
import { threeTenants } from '../tenants/three-tenants.js';
import { FeedUpstream } from './feed-upstream.js';

const LEDGER = '418806';
const SALES = `subscription ($ledgerId: String = "${LEDGER}", $after: String) {
  salesEventAdded(ledgerId: $ledgerId, after: $after) { cursor node { reference pspReference } }
}`;
const FUNDS = `subscription { entryAdded(ledgerId: "${LEDGER}", topic: FUNDS) { cursor node { ... on FundsEntry { reference } } } }`;

/** Waits for the next poll, and for its end. */
async function poll(timers: FakeTimers): Promise<void> {
  await timers.until(1);
  timers.advance(3_000);
  await timers.until(1);
}

const cursorIn = (answer: unknown): unknown => /"cursor":"(.*?)"/.exec(JSON.stringify(answer))?.[1];

describe('a feed that is followed', () => {
  it('outlives a moment in which its ledger is not there, and ends with the last cursor once that is certain', async ({
    start,
  }) => {
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const stream = await EventStream.open(url, SALES);
    await sandbox.ledgers.put(LEDGER, { granted: false });
    await poll(timers);
    await poll(timers);
    await sandbox.ledgers.put(LEDGER, { granted: true });
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'behind it' }]);
    await poll(timers);
    const told = await stream.next();
    expect(told).toMatchObject({ data: { salesEventAdded: { node: { reference: 'behind it' } } } });
    expect((await scrape(server)).sum('subgraph_live_pollers', { feed: 'sales' })).toBe(1);

    await sandbox.ledgers.put(LEDGER, { granted: false });
    await poll(timers);
    await poll(timers);
    timers.advance(3_000);
    const lastCursor = cursorIn(told);
    expect(await stream.next()).toEqual({
      errors: [
        {
          message:
            'There is no such ledger any more, or the keys in use may not see it. Subscribe again with lastCursor as after.',
          extensions: { code: 'NOT_FOUND', reason: 'FEED_FAILED', lastCursor },
        },
      ],
    });
    expect(await stream.next()).toBeUndefined();
    expect(timers.size).toBe(0);
    // Whoever comes back learns it at once, from where it was and from a place that is not known here any more.
    for (const after of [lastCursor, null]) {
      const again = await EventStream.open(url, SALES, { after });
      expect((await again.next())?.errors?.[0]).toMatchObject({
        message: 'There is no such ledger, or it is not granted to the keys in use.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    await sandbox.ledgers.put(LEDGER, { granted: true });
    await sandbox.ledgers.addEvents(LEDGER, [{ reference: 'granted again' }]);
    const anew = await EventStream.open(url, SALES, { after: lastCursor });
    timers.advance(3_000);
    expect(await anew.next()).toMatchObject({
      data: { salesEventAdded: { node: { reference: 'granted again' } } },
    });
    anew.close();

    const scraped = await scrape(server);
    const polls = (outcome: string): number =>
      scraped.sum('subgraph_live_polls_total', { subgraph: 'vipps', feed: 'sales', outcome });
    expect([polls('refused'), polls('events'), polls('failed')]).toEqual([5, 2, 0]);
    expect(scraped.sum('subgraph_subscriptions_ended_total', { reason: 'FEED_FAILED' })).toBe(1);
    expect(scraped.sum('subgraph_subscriptions_refused_total', { code: 'NOT_FOUND' })).toBe(2);
  });

  it('outlives one 403 and any number of faults, and ends once the keys are refused in a row', async ({
    start,
  }) => {
    const timers = new FakeTimers();
    const { url, sandbox, server } = await start({ timers, env: { UPSTREAM_RETRIES: '0' } });
    await sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const stream = await EventStream.open(url, FUNDS);
    await sandbox.faults.add({ path: '/report/**', status: 403, times: 1 });
    await poll(timers);
    await sandbox.faults.add({ path: '/report/**', status: 503, times: 3 });
    for (let count = 0; count < 3; count += 1) await poll(timers);
    await sandbox.ledgers.addEntries(LEDGER, 'funds', [{ entryType: 'correction', reference: 'kept' }]);
    await poll(timers);
    const told = await stream.next();
    expect(told).toMatchObject({ data: { entryAdded: { node: { reference: 'kept' } } } });
    await sandbox.faults.add({ path: '/report/**', status: 403, times: null });
    await poll(timers);
    await poll(timers);
    timers.advance(3_000);
    expect((await stream.next())?.errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'FEED_FAILED',
      lastCursor: cursorIn(told),
    });
    expect(await stream.next()).toBeUndefined();
    const scraped = await scrape(server);
    const polls = (outcome: string): number =>
      scraped.sum('subgraph_live_polls_total', { feed: 'funds', outcome });
    expect([polls('refused'), polls('events'), polls('failed')]).toEqual([4, 1, 3]);
  });

  it('ends for a tenant whose keys have changed, and goes on for the others', async () => {
    const upstream = await FeedUpstream.start();
    onTestFinished(() => upstream.stop());
    const tenantsOf = (generation: number) =>
      z.object({ tenants: z.array(z.looseObject({ id: z.string() })) }).parse(threeTenants(generation))
        .tenants;
    const env = { LIVE_POLL_SECONDS: '1', LIVE_QUIET_MINUTES: 'none' };
    const tenants = await startTenants(upstream.url, { tenants: tenantsOf(1) }, env);
    onTestFinished(() => tenants.server.stop());
    upstream.add('sales 300001', ['1']);
    const open = async (tenant: string, after?: unknown): Promise<EventStream> => {
      const body = JSON.stringify({ query: SALES, variables: { ledgerId: '300001', after } });
      return EventStream.of(await tenants.fetch(tenant, body, undefined, { accept: 'text/event-stream' }));
    };
    const [acme, cato] = [await open('acme'), await open('cato')];
    const mixed = tenantsOf(1).map((old, index) => (old.id === 'acme' ? tenantsOf(2)[index] : old));
    await tenants.write({ tenants: mixed });
    tenants.server.reloadTenants();
    const last = await acme.next();
    expect(last?.errors).toMatchObject([
      {
        message:
          'What the tenant may see, or its keys, have changed. Subscribe again with lastCursor as after.',
        extensions: { code: 'SUBSCRIPTION_ENDED', reason: 'TENANT_CHANGED', lastCursor: expect.any(String) },
      },
    ]);
    expect(await acme.next()).toBeUndefined();
    upstream.add('sales 300001', ['2']);
    const event = { data: { salesEventAdded: { node: { pspReference: '2' } } } };
    expect(await cato.next()).toMatchObject(event);
    const again = await open('acme', last?.errors?.[0]?.extensions['lastCursor']);
    expect(await again.next()).toMatchObject(event);
    cato.close();
    again.close();
  });
});
