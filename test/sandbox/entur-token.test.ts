import { describe, expect, it } from 'vitest';
import { runningEntur, salesHeaders, start, tokenRequest } from './running-entur.js';
import { callRaw, tokenOf } from './running-sandbox.js';

const { ask, askToken, call, control, url } = await runningEntur();
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

describe('POST /entur/oauth/token', () => {
  it.each(['application/json', 'application/x-www-form-urlencoded'])(
    'gives a token of 24 hours for a body of %s',
    async (type) => {
      const reply = await askToken(tokenRequest, type);
      expect(reply).toMatchObject({ status: 200, type: 'application/json;charset=UTF-8' });
      expect(reply.body).toStrictEqual({
        access_token: expect.stringMatching(/^eyJ/),
        expires_in: 86_400,
        token_type: 'Bearer',
      });
    },
  );

  it.each([
    ['no secret', { client_secret: '' }, 400, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 403, 'unsupported_grant_type'],
    ['a wrong secret', { client_secret: 'another' }, 401, 'access_denied'],
    ['a wrong client', { client_id: 'another' }, 401, 'access_denied'],
    ['the audience of production', { audience: 'https://api.entur.io' }, 403, 'access_denied'],
    ['no audience', { audience: '' }, 403, 'access_denied'],
  ])('refuses %s', async (_what, change, status, error) => {
    const reply = await askToken({ ...tokenRequest, ...change });
    expect(reply).toMatchObject({ status, body: { error } });
  });

  it.each(['', '[]', '{"cut'])('refuses the body %j', async (body) => {
    expect(await call('/entur/oauth/token', { method: 'POST', body })).toMatchObject({ status: 400 });
  });

  it('leaves no secret in the journal', async () => {
    await askToken(tokenRequest);
    const journal = await control.requests({ path: '/entur/**' });
    expect(journal.requests[0]?.body).toStrictEqual({
      ...tokenRequest,
      client_secret: expect.stringMatching(/^sha256:[0-9a-f]{16}$/),
    });
  });
});

describe('every service', () => {
  const authorization = async () => ({ authorization: `Bearer ${tokenOf(await askToken(tokenRequest))}` });
  const orders = '/entur/sales/v1/orders';

  it.each([
    ['none', {}],
    ['a forged token', { authorization: 'Bearer eyJ.eyJ.x' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
  ])('answers 401 to %s, with seven members', async (_what, headers) => {
    await control.clock.freeze(start);
    const reply = await call(orders, { headers });
    expect(reply).toMatchObject({ status: 401, type: 'application/json' });
    expect(reply.body).toStrictEqual({
      timestamp: '2026-09-15T10:00:00Z',
      status: 401,
      error: 'Unauthorized',
      title: 'Unauthorized',
      message: 'Full authentication is required to access this resource',
      exception: 'org.entur.sales.exception.InsufficientAuthenticationException',
      path: '/sales/v1/orders',
    });
  });

  it('takes no token of Vipps, and gives none of its own to it', async () => {
    const vipps = await call('/management/v1/sales-units', { headers: await authorization() });
    expect(vipps.status).toBe(401);
  });

  it('takes a token for 24 hours', async () => {
    await control.clock.freeze(start);
    const headers = await authorization();
    await control.clock.advance(86_399);
    expect(await call(`${orders}?id=eq:ABCDEFGH`, { headers })).toMatchObject({ status: 200 });
    await control.clock.advance(1);
    expect(await call(`${orders}?id=eq:ABCDEFGH`, { headers })).toMatchObject({ status: 401 });
  });

  it('takes no token that was revoked', async () => {
    const headers = await authorization();
    await control.revokeTokens();
    expect(await call(orders, { headers })).toMatchObject({ status: 401 });
  });

  it.each([
    ['entur-pos', "Required request header 'Entur-POS' is not present"],
    ['entur-distribution-channel', "Required request header 'Entur-Distribution-Channel' is not present"],
  ])('needs %s where it is declared', async (name, message) => {
    const headers = Object.fromEntries(Object.entries(salesHeaders).filter(([other]) => other !== name));
    const body = { offerConfigurations: [] };
    expect(await ask('POST', '/v1/reserve-offers', body, headers)).toMatchObject({
      status: 400,
      body: { message, path: '/sales/v1/reserve-offers' },
    });
  });

  it.each([
    ['App', 400],
    ['RUT:DistributionChannel:App', 403],
  ])('refuses the channel %s', async (channel, status) => {
    const headers = { ...salesHeaders, 'entur-distribution-channel': channel };
    expect(await ask('GET', '/v1/payment-methods', undefined, headers)).toMatchObject({ status });
  });

  it('counts client names, and does without one', async () => {
    await ask('GET', '/v1/orders?id=eq:ABCDEFGH');
    await ask('GET', '/v1/orders?id=eq:ABCDEFGH', undefined, {});
    await ask('GET', '/v1/orders?id=eq:ABCDEFGH');
    const { clientNames } = await control.entur.read();
    expect(clientNames).toEqual({ 'sandbox-subgraph': 2, '': 1 });
  });

  it('echoes a correlation id, and makes one where none is given', async () => {
    const given = await ask('GET', '/v1/orders', undefined, { 'X-Correlation-Id': 'a-1' });
    expect(given.headers.get('x-correlation-id')).toBe('a-1');
    const made = await ask('GET', '/v1/orders?x=1');
    expect(made).toMatchObject({ status: 400 });
    expect(made.headers.get('x-correlation-id')).toMatch(uuid);
  });

  it('routes by the bytes that were sent', async () => {
    const raw = await callRaw(url, '/entur/sales/v1/../v1/orders', await authorization());
    expect(raw.status).toBe(404);
  });
});

describe('errors', () => {
  it('of payments have a reason instead of a title', async () => {
    await control.clock.freeze(start);
    await control.entur.refuse({
      path: '/entur/sales/v1/payments',
      status: 409,
      errorReason: 'RESOURCE_BUSY',
    });
    const reply = await ask('GET', '/v1/payments');
    expect(reply).toMatchObject({ status: 409, type: 'application/json' });
    expect(reply.body).toStrictEqual({
      timestamp: '2026-09-15T10:00:00Z',
      status: 409,
      error: 'Conflict',
      message: 'Refused: RESOURCE_BUSY',
      exception: 'org.entur.sales.exception.ConflictException',
      path: '/sales/v1/payments',
      errorReason: 'RESOURCE_BUSY',
    });
    expect(await ask('GET', '/v1/payments')).toMatchObject({ status: 200 });
  });

  it('of payments lack the reason when there is nothing to do about it', async () => {
    const { body } = await ask('GET', '/v1/payments/1');
    expect(body).not.toHaveProperty('errorReason');
    expect(body).not.toHaveProperty('title');
  });

  it('are problems by quirk', async () => {
    await control.quirks.set({ enturProblems: true });
    const reply = await ask('GET', '/v1/orders?status=DRAFT&nothing=eq:1');
    expect(reply).toMatchObject({ status: 400, type: 'application/problem+json' });
    expect(reply.body).toStrictEqual({
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request could not be accepted.',
      instance: '/sales/v1/orders',
      errors: [
        { field: 'status', message: 'Must carry an operator, such as eq:.', code: 'INVALID' },
        { field: 'nothing', message: 'No such filter.', code: 'INVALID' },
      ],
    });
  });

  it('can be had once, always, for one method, and after the work', async () => {
    const path = '/entur/sales/v1/orders';
    await control.entur.refuse({ path, method: 'POST', status: 408, times: 2, afterWork: true });
    const { holds: before } = await control.entur.read();
    expect(await ask('GET', '/v1/orders')).toMatchObject({ status: 200 });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await ask('POST', '/v1/orders')).status);
    expect(statuses).toEqual([408, 408, 200]);
    const { holds: after } = await control.entur.read();
    expect(after['orders']).toBe((before['orders'] ?? 0) + 3);
  });
});
