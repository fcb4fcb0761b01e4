import { describe, expect, onTestFinished } from 'vitest';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
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
});
