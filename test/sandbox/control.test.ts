import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { basic, classicHeaders, runningSandbox } from './running-sandbox.js';

const { url, control, call, askClassic, askSpecialised, headersFor, manage } = await runningSandbox();

describe('GET /__sandbox', () => {
  const schema = z.object({
    keys: z.unknown(),
    routes: z.array(
      z.object({ method: z.string(), path: z.string(), does: z.string(), example: z.unknown().optional() }),
    ),
  });

  it('describes every route and tells the keys', async () => {
    const { keys, routes } = schema.parse((await call('/__sandbox')).body);
    expect(keys).toEqual(sandboxKeys);
    expect(routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /__sandbox',
      'POST /__sandbox/reset',
      'DELETE /__sandbox/tokens',
      'POST /__sandbox/restart',
      'GET /__sandbox/clock',
      'PUT /__sandbox/clock',
      'POST /__sandbox/faults',
      'PUT /__sandbox/faults/seed',
      'GET /__sandbox/faults',
      'DELETE /__sandbox/faults',
      'DELETE /__sandbox/faults/{id}',
      'GET /__sandbox/requests',
      'DELETE /__sandbox/requests',
      'GET /__sandbox/quirks',
      'PUT /__sandbox/quirks',
      'PUT /__sandbox/management/sales-units/{msn}',
      'DELETE /__sandbox/management/sales-units/{msn}',
      'PUT /__sandbox/management/merchants/{scheme}/{id}',
      'GET /__sandbox/ledgers',
      'PUT /__sandbox/ledgers/{ledgerId}',
      'POST /__sandbox/ledgers/{ledgerId}/events',
      'POST /__sandbox/ledgers/{ledgerId}/funds',
      'POST /__sandbox/ledgers/{ledgerId}/fees',
      'GET /__sandbox/orders',
      'PUT /__sandbox/orders/{msn}/{paymentType}/{orderId}',
      'GET /__sandbox/management/product-orders',
      'GET /__sandbox/management/product-orders/{productOrderId}',
      'POST /__sandbox/management/product-orders/{productOrderId}/status',
      'GET /__sandbox/entur',
      'PUT /__sandbox/entur/settings',
      'POST /__sandbox/entur/orders',
      'PUT /__sandbox/entur/orders/{orderId}/lock',
      'DELETE /__sandbox/entur/orders/{orderId}/lock',
      'POST /__sandbox/entur/refusals',
      'DELETE /__sandbox/entur/refusals',
    ]);
    for (const { does } of routes) expect(does).toMatch(/^[A-Z{].+\.$/);
  });

  it('shows examples that work', async () => {
    const { routes } = schema.parse((await call('/__sandbox')).body);
    const withBody = routes.filter(({ method, example }) => method !== 'GET' && example !== undefined);
    expect(withBody.length).toBeGreaterThanOrEqual(5);
    const values: Record<string, string> = {
      msn: '251420',
      scheme: 'business:NO:ORG',
      id: '311258613',
      ledgerId: '418806',
      paymentType: 'ECOM',
      orderId: 'a1',
      productOrderId: 'bad65b4f-95d6-4b8b-8316-53c1d9e6e830',
    };
    for (const { method, path, example } of withBody) {
      const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
      const { status } = await call(filled, { method, body: JSON.stringify(example) });
      expect({ path, ok: status < 300 }).toEqual({ path, ok: true });
    }
  });
});

describe('the clock', () => {
  it('runs with real time at first', async () => {
    const before = Date.now();
    const { now, frozen } = await control.clock.read();
    expect(frozen).toBe(false);
    expect(Date.parse(now)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(now)).toBeLessThanOrEqual(Date.now());
  });

  it('stands still when frozen, and moves when told', async () => {
    const now = '2027-01-12T00:00:00.000Z';
    expect(await control.clock.freeze(now)).toEqual({ now, frozen: true });
    expect(await control.clock.advance(900)).toEqual({ now: '2027-01-12T00:15:00.000Z', frozen: true });
    expect(await control.clock.read()).toEqual({ now: '2027-01-12T00:15:00.000Z', frozen: true });
  });

  it('goes on from a time it was set to', async () => {
    const start = Date.parse('2027-01-12T01:00:00+01:00');
    expect(await control.clock.set('2027-01-12T01:00:00+01:00')).toMatchObject({ frozen: false });
    await vi.waitFor(async () => {
      expect(Date.parse((await control.clock.read()).now)).toBeGreaterThan(start);
    });
    const { frozen } = await control.clock.advance(60);
    expect(frozen).toBe(false);
  });

  it('stops and starts where it is', async () => {
    await control.clock.set('2027-01-12T00:00:00Z');
    const put = (body: object) => call('/__sandbox/clock', { method: 'PUT', body: JSON.stringify(body) });
    const { body } = await put({ frozen: true });
    expect((await control.clock.read()).now).toBe(z.object({ now: z.string() }).parse(body).now);
    expect(await put({ frozen: false })).toMatchObject({
      body: { now: expect.stringMatching(/^2027/), frozen: false },
    });
  });

  it('returns to real time', async () => {
    await control.clock.freeze('2001-01-01T00:00:00Z');
    expect(Date.parse((await control.clock.useReal()).now)).toBeGreaterThan(
      Date.parse('2026-01-01T00:00:00Z'),
    );
  });

  it.each([
    {},
    { now: 'yesterday' },
    { advanceSeconds: '9' },
    { real: false },
    { real: true, now: '2027-01-12T00:00:00Z' },
    { advanceSeconds: 1e15 },
  ])('refuses %j', async (change) => {
    const reply = await call('/__sandbox/clock', { method: 'PUT', body: JSON.stringify(change) });
    expect(reply).toMatchObject({
      status: 400,
      body: { problems: [expect.stringMatching(/^Give "now"|^now: |out of range/)] },
    });
    expect(await control.clock.read()).toMatchObject({ frozen: false });
  });
});

describe('the quirks', () => {
  const defaults = {
    emptyListForHiddenLedger: false,
    entryTimesWithOffset: false,
    feedEndRepeatsCursor: false,
    openDateNotFound: false,
    payoutsByOldName: false,
    salesDateEndsWithoutCursor: false,
    salesInShortForm: false,
    salesRefundsNegative: false,
    salesWithoutOrderDate: false,
    msnAsNumber: false,
    orgnoAsNumber: false,
    expiresInAsNumber: false,
    specialisedExpiresInAsString: false,
    problemStatusAsString: false,
    extraDetailsAsNameReason: false,
    unauthorizedFromGateway: false,
    emptyListForHiddenMerchant: false,
    orderProblemsInPlatformStyle: false,
    missingOrderPartsAsNull: false,
    unquotedStringAnswers: false,
    duplicateImageAs400: false,
    orderApiV1Gone: false,
    enturProblems: false,
    enturRepeatedEqMeansAny: false,
    enturShowsExternalTransactionId: false,
  };

  it('change one by one and go back with a reset', async () => {
    expect(await control.quirks.read()).toEqual(defaults);
    expect(await control.quirks.set({ msnAsNumber: true })).toEqual({ ...defaults, msnAsNumber: true });
    expect(await control.quirks.set({ expiresInAsNumber: true })).toMatchObject({ msnAsNumber: true });
    await control.reset();
    expect(await control.quirks.read()).toEqual(defaults);
  });

  it.each([
    [{ msnAsNumbers: true }, /^msnAsNumbers is no quirk/],
    [{ msnAsNumber: 'yes' }, /^msnAsNumber: /],
  ])('refuse %j', async (change, problem) => {
    const reply = await call('/__sandbox/quirks', { method: 'PUT', body: JSON.stringify(change) });
    expect(reply).toMatchObject({ status: 400, body: { problems: [expect.stringMatching(problem)] } });
  });
});

describe('the requests seen', () => {
  it('show what was sent and how it was answered', async () => {
    const body = '{"b":1}';
    await call('/nowhere/%41?x=1', {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json', 'x-a': 'b' },
    });
    const { requests } = await control.requests();
    expect(requests).toStrictEqual([
      {
        seq: 1,
        method: 'PUT',
        url: '/nowhere/%41?x=1',
        path: '/nowhere/%41',
        headers: expect.objectContaining({ 'x-a': 'b', 'content-type': 'application/json' }),
        body: { b: 1 },
        status: 404,
        outcome: 404,
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        closedByClient: false,
      },
    ]);
  });

  it('hold text that is no JSON as it is, and null for nothing', async () => {
    await call('/a', { method: 'POST', body: '{"cut' });
    await call('/b');
    expect((await control.requests()).requests.map(({ body }) => body)).toEqual(['{"cut', null]);
  });

  it('are narrowed by path and method, counts included', async () => {
    await Promise.all([manage('partner', '/sales-units'), manage('merchant', '/sales-units/251308')]);
    expect((await control.requests()).requests).toHaveLength(4);
    expect((await control.requests({ path: '/management/**' })).requests).toHaveLength(2);
    expect((await control.requests({ path: '/management/v1/sales-units/*' })).requests).toHaveLength(1);
    expect((await control.requests({ method: 'POST' })).requests.map(({ path }) => path)).toEqual([
      '/accesstoken/get',
      '/accesstoken/get',
    ]);
    expect(await control.requests({ path: '/none' })).toEqual({ requests: [], peakInFlight: 0, inFlight: 0 });
  });

  it('never show a secret, but let equal ones be told', async () => {
    await askClassic(classicHeaders('partner'));
    await askClassic(classicHeaders('partner'));
    await askClassic({ ...classicHeaders('partner'), client_secret: 'another' });
    await askSpecialised(basic('accounting'), {
      client_secret: sandboxKeys.accounting.clientSecret,
      grant_type: 'x',
    });
    await manage('partner', '/sales-units');
    await call('/a', { headers: { authorization: 'bare' } });

    const journal = await control.requests();
    const text = JSON.stringify(journal);
    for (const keys of Object.values(sandboxKeys)) {
      expect(text).not.toContain(keys.clientSecret);
      expect(text).not.toContain(encodeURIComponent(keys.clientSecret));
      expect(text).not.toContain(basic('accounting')['authorization']?.slice('Basic '.length));
      if ('subscriptionKey' in keys) expect(text).not.toContain(keys.subscriptionKey);
    }
    expect(text).not.toContain('eyJ');
    expect(text).not.toContain('bare');

    const [first, second, third, fourth, , sixth, seventh] = journal.requests;
    const print = /^sha256:[0-9a-f]{16}$/;
    expect(first?.headers['client_secret']).toMatch(print);
    expect(first?.headers['client_id']).toBe(sandboxKeys.partner.clientId);
    expect(second?.headers['client_secret']).toBe(first?.headers['client_secret']);
    expect(third?.headers['client_secret']).not.toBe(first?.headers['client_secret']);
    expect(third?.headers['ocp-apim-subscription-key']).toBe(first?.headers['ocp-apim-subscription-key']);
    expect(fourth?.headers['authorization']).toMatch(/^Basic sha256:[0-9a-f]{16}$/);
    expect(fourth?.body).toMatch(/^client_secret=sha256:[0-9a-f]{16}&grant_type=x$/);
    expect(sixth?.headers['authorization']).toMatch(/^Bearer sha256:[0-9a-f]{16}$/);
    expect(seventh?.headers['authorization']).toMatch(print);
  });

  it('tell how many were open at one time, since the last clearing', async () => {
    for (let i = 0; i < 3; i++) await call('/one');
    expect(await control.requests()).toMatchObject({ peakInFlight: 1, inFlight: 0 });

    await control.faults.add({ path: '/held', hang: true, times: null });
    const client = new AbortController();
    const held = [1, 2, 3].map(() => fetch(`${url}/held`, { signal: client.signal }).catch(() => undefined));
    await vi.waitFor(async () => {
      expect(await control.requests()).toMatchObject({ peakInFlight: 3, inFlight: 3 });
    });
    client.abort();
    await Promise.all(held);
    await vi.waitFor(async () => {
      expect(await control.requests()).toMatchObject({ peakInFlight: 3, inFlight: 0 });
    });
    expect(await control.requests({ path: '/one' })).toMatchObject({ peakInFlight: 1 });

    await control.clearRequests();
    expect(await control.requests()).toEqual({ requests: [], peakInFlight: 0, inFlight: 0 });
    await call('/one');
    expect(await control.requests()).toMatchObject({ requests: [{ seq: 7 }], peakInFlight: 1 });
  });

  it('leave out the control API itself', async () => {
    await control.clock.read();
    await call('/__sandbox/nothing');
    expect((await control.requests()).requests).toEqual([]);
  });
});

it('takes everything back to the start at a reset', async () => {
  const early = await headersFor('merchant');
  await control.clock.freeze('2030-01-01T00:00:00Z');
  await control.faults.add({ path: '/x', status: 500 });
  await control.salesUnits.remove('251308');
  await call('/x/y');
  await control.reset();
  expect(await control.clock.read()).toMatchObject({ frozen: false });
  expect(await control.faults.list()).toEqual([]);
  expect(await control.requests()).toMatchObject({ requests: [] });
  expect(
    await call('/management/v1/sales-units/251308', { headers: await headersFor('merchant') }),
  ).toMatchObject({ status: 200 });
  expect((await control.requests()).requests[0]?.seq).toBe(1);
  expect(await call('/management/v1/sales-units', { headers: early })).toMatchObject({ status: 401 });
});

it('refuses a body that is not JSON', async () => {
  const reply = await call('/__sandbox/quirks', { method: 'PUT', body: 'msnAsNumber=true' });
  expect(reply).toMatchObject({ status: 400, body: { problems: ['The body is not JSON.'] } });
});

describe('what is stored', () => {
  it('is shown in full: categories, receipts and images of orders, and product orders', async () => {
    const { categories, receipts, images } = await control.orders.stored();
    expect(categories.map(({ orderId }) => orderId)).toEqual([
      'kaffe-2026-00417',
      'ferge-77120',
      'kaffe-2026-00418',
    ]);
    expect(receipts).toContainEqual({ msn: '204117', paymentType: 'ECOM', orderId: 'kaffe-2026-00417' });
    expect(images).toEqual([{ msn: '204117', imageId: 'pakke-2026' }]);
    expect(await control.productOrders.stored()).toHaveLength(73);
  });

  it('has requests that can be asked for from a place on', async () => {
    for (const path of ['/a', '/b', '/c']) await call(path);
    expect((await control.requests({ after: 1 })).requests.map(({ path }) => path)).toEqual(['/b', '/c']);
  });
});
