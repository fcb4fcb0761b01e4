import { describe, expect, onTestFinished } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';
import type { Stack } from '../support/stack.js';
import { RouterDouble } from './router-double.js';

const LEDGER = '418806';
const QUERY = `subscription { salesEventAdded(ledgerId: "${LEDGER}") { node { reference } } }`;
const told = (reference: string) => ({ data: { salesEventAdded: { node: { reference } } } });
const of = (action: string, more: object = {}) => ({
  kind: 'subscription',
  action,
  id: 's1',
  verifier: 'proof',
  ...more,
});

async function router(): Promise<RouterDouble> {
  const double = await RouterDouble.start();
  onTestFinished(() => double.stop());
  return double;
}

async function subscribe({ url }: Pick<Stack, 'url'>, extensions: object, query = QUERY) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query, extensions }),
    headers: { 'content-type': 'application/json', accept: 'application/json;callbackSpec=1.0' },
  });
  const body: unknown = await response.json();
  return { status: response.status, protocol: response.headers.get('subscription-protocol'), body };
}

describe('subscriptions by callback', () => {
  it('are checked, told one by one, kept alive, and completed with the last cursor when the server stops', async ({
    start,
  }) => {
    const double = await router();
    const timers = new FakeTimers();
    const stack = await start({
      timers,
      env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin, SHUTDOWN_DRAIN_MS: '0' },
    });
    await stack.sandbox.clock.freeze('2026-09-14T10:20:00Z');
    expect(await subscribe(stack, double.extensions())).toEqual({
      status: 200,
      protocol: 'callback/1.0',
      body: { data: null },
    });
    expect(double.messages).toEqual([of('check')]);

    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'first' }, { reference: 'second' }]);
    // One of them does not come through at first.
    double.statuses.push({ action: 'next', status: 503 });
    timers.advance(3_000);
    expect((await double.until(4)).slice(1)).toEqual([
      of('next', { payload: told('first') }),
      of('next', { payload: told('first') }),
      of('next', { payload: told('second') }),
    ]);
    timers.advance(2_000);
    expect((await double.until(5)).at(-1)).toEqual(of('check'));

    await stack.server.stop();
    const errors = double.messages.at(-1)?.['errors'];
    expect(double.messages.slice(5)).toEqual([of('complete', { errors })]);
    expect(errors).toMatchObject([
      { extensions: { code: 'SERVER_STOPPING', lastCursor: expect.any(String) } },
    ]);
  });

  it.for([
    ['is not listed', { callbackUrl: 'http://127.0.0.1:9/callback/s1' }, 403, 'BAD_REQUEST'],
    ['has a password', { callbackUrl: 'http://a:b@ROUTER/callback/s1' }, 403, 'BAD_REQUEST'],
    ['is no address', { callbackUrl: 'callback' }, 403, 'BAD_REQUEST'],
    ['does not know the subscription', { callbackUrl: 'http://ROUTER/callback/other' }, 400, 'BAD_REQUEST'],
    ['knows another proof', { verifier: 'another' }, 400, 'BAD_REQUEST'],
    ['comes without a proof', { verifier: '' }, 400, 'BAD_REQUEST'],
  ] as const)('are refused where the callback address %s', async ([, more, status, code], { start }) => {
    const double = await router();
    const stack = await start({ env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin } });
    const given = JSON.parse(JSON.stringify(more).replace('ROUTER', new URL(double.origin).host)) as object;
    const answer = await subscribe(stack, double.extensions(given));
    expect(answer).toMatchObject({ status, body: { errors: [{ extensions: { code } }] } });
  });

  it('are off unless origins are listed', async ({ start }) => {
    const double = await router();
    const stack = await start();
    expect(await subscribe(stack, double.extensions())).toMatchObject({
      status: 400,
      body: { errors: [{ message: expect.stringContaining('SUBSCRIPTION_CALLBACK_ORIGINS') }] },
    });
    expect(double.messages).toEqual([]);
  });

  it('are refused in the answer, without a callback, where the subscription is wrong', async ({ start }) => {
    const double = await router();
    const stack = await start({ env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin } });
    expect(await subscribe(stack, double.extensions(), 'subscription { nothing }')).toMatchObject({
      status: 200,
      body: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    });
    expect(double.messages).toEqual([]);
  });

  it('end when the router knows of them no more', async ({ start }) => {
    const double = await router();
    const timers = new FakeTimers();
    const stack = await start({ timers, env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin } });
    await subscribe(stack, double.extensions());
    double.statuses.push({ action: 'check', status: 404 });
    timers.advance(5_000);
    await double.until(2);
    // Nobody follows any more, so nobody polls.
    await expect.poll(() => timers.size).toBe(0);
  });

  it('are refused where the check is not answered as the protocol has it', async ({ start }) => {
    const double = await router();
    const env = { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin };
    const stack = await start({ env, timers: new FakeTimers() });
    const refused = { status: 400, body: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] } };
    double.statuses.push({ action: 'check', status: 200 });
    expect(await subscribe(stack, double.extensions())).toMatchObject(refused);
    double.protocol = undefined;
    expect(await subscribe(stack, double.extensions())).toMatchObject(refused);
    expect(double.messages).toEqual([of('check'), of('check')]);
    expect((await scrape(stack.server)).sum('subgraph_subscribers')).toBe(0);
  });

  it('wait for the answer to the check as long as a request may take', async ({ start }) => {
    const [silent, failing] = [await router(), await router()];
    silent.always.set('check', 'none');
    failing.always.set('check', 503);
    const origins = [silent.origin, failing.origin].join();
    const env = { SUBSCRIPTION_CALLBACK_ORIGINS: origins, REQUEST_TIMEOUT_MS: '1500' };
    const stack = await start({ env, timers: new FakeTimers() });
    const before = performance.now();
    // There is nothing to read before.
    const quiet = QUERY.replace(LEDGER, '700031');
    const answers = await Promise.all([
      subscribe(stack, silent.extensions(), quiet),
      subscribe(stack, failing.extensions(), quiet),
    ]);
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ message: expect.stringContaining('in the time of a request') }] },
      });
    expect(performance.now() - before).toBeLessThan(4_000);
    expect((await scrape(stack.server)).sum('subgraph_subscribers')).toBe(0);
  });

  it('are told once for an id, until they have ended', async ({ start }) => {
    const double = await router();
    const timers = new FakeTimers();
    const stack = await start({ timers, env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin } });
    const [one, other] = await Promise.all([
      subscribe(stack, double.extensions()),
      subscribe(stack, double.extensions()),
    ]);
    expect([one.status, other.status].sort()).toEqual([200, 409]);
    expect(await subscribe(stack, double.extensions())).toMatchObject({ status: 409 });
    expect(double.messages).toEqual([of('check')]);
    double.always.set('check', 404);
    timers.advance(5_000);
    await double.until(2);
    double.always.clear();
    const status = async (): Promise<number> => (await subscribe(stack, double.extensions())).status;
    await expect.poll(status, { timeout: 10_000 }).toBe(200);
  });

  it('wait for a router that fails for a while, and tell one that fails for long where to go on', async ({
    start,
  }) => {
    const double = await router();
    const timers = new FakeTimers();
    const stack = await start({ timers, env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin } });
    await stack.sandbox.clock.freeze('2026-09-14T10:20:00Z');
    // It beats no faster than the time that passes here.
    await subscribe(stack, double.extensions({ heartbeatIntervalMs: 0 }));
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'late' }]);
    double.always.set('next', 503);
    timers.advance(3_000);
    // More than a second has passed by the fifth.
    await double.until(6);
    double.always.clear();
    const late = of('next', { payload: told('late') });
    await expect.poll(() => timers.size, { timeout: 10_000 }).toBe(1);
    expect(new Set(double.messages.slice(1).map((message) => JSON.stringify(message)))).toEqual(
      new Set([JSON.stringify(late)]),
    );

    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'never' }]);
    double.always.set('next', 503);
    const before = double.messages.length;
    timers.advance(3_000);
    await double.until(before + 1);
    timers.advance(30_000);
    const last = (): unknown => double.messages.at(-1);
    await expect.poll(last, { timeout: 10_000 }).toMatchObject({ action: 'complete' });
    expect(double.messages.at(-1)?.['errors']).toEqual([
      {
        message: 'The callback address does not take events. Subscribe again with lastCursor as after.',
        extensions: { code: 'SUBSCRIPTION_ENDED', reason: 'UNREACHABLE', lastCursor: expect.any(String) },
      },
    ]);
    const lastCursor = /"lastCursor":"(.*?)"/.exec(JSON.stringify(last()))?.[1] ?? '';
    const on = await EventStream.open(stack.url, QUERY.replace(') {', `, after: "${lastCursor}") {`));
    expect(await on.next()).toEqual(told('never'));
    on.close();
    const ended = { reason: 'UNREACHABLE' };
    expect((await scrape(stack.server)).sum('subgraph_subscriptions_ended_total', ended)).toBe(1);
  });

  it('end with an error where an event is not taken, and where no heartbeat is for half a minute', async ({
    start,
  }) => {
    const double = await router();
    const timers = new FakeTimers();
    const stack = await start({ timers, env: { SUBSCRIPTION_CALLBACK_ORIGINS: double.origin } });
    await stack.sandbox.clock.freeze('2026-09-14T10:20:00Z');
    const unreachable = [{ extensions: { code: 'SUBSCRIPTION_ENDED', reason: 'UNREACHABLE' } }];
    await subscribe(stack, double.extensions());
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'large' }]);
    double.statuses.push({ action: 'next', status: 413 });
    timers.advance(3_000);
    expect((await double.until(3)).slice(1)).toMatchObject([
      { action: 'next' },
      { action: 'complete', errors: unreachable },
    ]);
    await expect.poll(() => timers.size).toBe(0);

    await subscribe(stack, double.extensions({ heartbeatIntervalMs: 10_000 }));
    double.always.set('check', 500);
    for (let lost = 1; lost <= 5; lost += 1) {
      expect(double.messages.at(-1)?.action).toBe('check');
      const before = double.messages.length;
      // That of the poll, and that of the beat.
      await timers.until(2);
      timers.advance(10_000);
      await double.until(before + 1);
    }
    await expect
      .poll(() => double.messages.at(-1))
      .toMatchObject({ action: 'complete', errors: unreachable });
  });
});
