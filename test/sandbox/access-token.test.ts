import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { basic, classicHeaders, runningSandbox, tokenOf, type Reply } from './running-sandbox.js';

const { control, call, askClassic, askSpecialised, headersFor } = await runningSandbox();

const now = '2026-03-01T12:00:00.000Z';
const nowSeconds = Date.parse(now) / 1000;
const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

function claimsOf(reply: Reply): Record<string, unknown> {
  const part = tokenOf(reply).split('.')[1] ?? '';
  return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(part, 'base64url').toString()));
}

const listUnits = (headers: Record<string, string>) => call('/management/v1/sales-units', { headers });

beforeEach(async () => {
  await control.clock.freeze(now);
});

describe('POST /accesstoken/get', () => {
  it('answers seven fields, all strings, for a life just under a day', async () => {
    const reply = await askClassic(classicHeaders('partner'));
    expect(reply).toMatchObject({ status: 200, type: 'application/json;charset=UTF-8' });
    expect(reply.body).toStrictEqual({
      token_type: 'Bearer',
      expires_in: '86398',
      ext_expires_in: '86398',
      expires_on: String(nowSeconds + 86_399),
      not_before: String(nowSeconds - 300),
      resource: '00000002-0000-0000-c000-000000000000',
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]{342}$/),
    });
    expect(claimsOf(reply)).toMatchObject({
      sub: sandboxKeys.partner.clientId,
      key_kind: 'partner',
      iat: nowSeconds,
      nbf: nowSeconds - 300,
      exp: nowSeconds + 86_399,
    });
  });

  it('gives numbers when that quirk is on', async () => {
    await control.quirks.set({ expiresInAsNumber: true });
    const { body } = await askClassic(classicHeaders('merchant'));
    expect(body).toMatchObject({
      expires_in: 86_398,
      ext_expires_in: 86_398,
      expires_on: nowSeconds + 86_399,
      not_before: nowSeconds - 300,
    });
  });

  it('answers in any letter case of the path', async () => {
    expect(await askClassic(classicHeaders('merchant'), '/accessToken/get')).toMatchObject({ status: 200 });
  });

  it.each([
    [
      'missing',
      undefined,
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
    ],
    [
      'wrong',
      '0'.repeat(32),
      'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
    ],
  ])('refuses a %s subscription key in the words of the gateway', async (_case, key, message) => {
    const { clientId, clientSecret } = sandboxKeys.partner;
    const headers = { client_id: clientId, client_secret: clientSecret };
    const reply = await askClassic(
      key === undefined ? headers : { ...headers, 'ocp-apim-subscription-key': key },
    );
    expect(reply).toMatchObject({
      status: 401,
      type: 'application/json',
      body: { statusCode: 401, message },
    });
  });

  it.each([
    [
      'an unknown client id',
      { client_id: '5a4db0c0-0000-4000-8000-00000000ffff' },
      400,
      'unauthorized_client',
      700016,
    ],
    [
      'an accounting client id',
      { client_id: sandboxKeys.accounting.clientId },
      400,
      'unauthorized_client',
      700016,
    ],
    ['an empty client id', { client_id: '' }, 400, 'invalid_request', 900144],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    [
      'the secret of other keys',
      { client_secret: sandboxKeys.merchant.clientSecret },
      401,
      'invalid_client',
      7000215,
    ],
  ])('refuses %s in the words of the identity provider', async (_case, change, status, error, code) => {
    const reply = await askClassic({ ...classicHeaders('partner'), ...change });
    expect(reply.status).toBe(status);
    expect(reply.body).toStrictEqual({
      error,
      error_description: expect.stringMatching(new RegExp(`^AADSTS${code}: `)),
      error_codes: [code],
      timestamp: '2026-03-01 12:00:00Z',
      trace_id: uuid,
      correlation_id: uuid,
      error_uri: expect.stringContaining(String(code)),
    });
  });
});

describe('POST /miami/v1/token', () => {
  it('answers three fields for a life of 900 seconds', async () => {
    const reply = await askSpecialised(basic('accounting'));
    expect(reply).toMatchObject({ status: 200, type: 'application/json;charset=UTF-8' });
    expect(reply.body).toStrictEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 900,
    });
    expect(claimsOf(reply)).toMatchObject({
      key_kind: 'accounting',
      nbf: nowSeconds - 300,
      exp: nowSeconds + 900,
    });
  });

  it('gives expires_in as a string when that quirk is on', async () => {
    await control.quirks.set({ specialisedExpiresInAsString: true });
    expect(await askSpecialised(basic('accounting'))).toMatchObject({ body: { expires_in: '900' } });
  });

  it.each([
    ['a wrong secret', basic('accounting', 'wrong'), undefined, 401, 'invalid_client'],
    ['keys of the other flow', basic('partner'), undefined, 401, 'invalid_client'],
    ['no authorization', {}, undefined, 401, 'invalid_client'],
    ['no grant type', basic('accounting'), {}, 400, 'invalid_client'],
    ['another grant type', basic('accounting'), { grant_type: 'password' }, 400, 'unsupported_grant_type'],
    [
      'a subscription key',
      { ...basic('accounting'), 'ocp-apim-subscription-key': sandboxKeys.partner.subscriptionKey },
      undefined,
      400,
      'invalid_client',
    ],
  ])('refuses %s', async (_case, headers, form, status, error) => {
    const reply = await askSpecialised({ ...headers }, form);
    expect(reply.status).toBe(status);
    expect(reply.body).toStrictEqual({ error, error_description: expect.any(String) });
  });

  it('refuses a body that is no form', async () => {
    const headers = { ...basic('accounting'), 'content-type': 'application/json' };
    const reply = await call('/miami/v1/token', {
      method: 'POST',
      headers,
      body: '{"grant_type":"client_credentials"}',
    });
    expect(reply).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
  });
});

describe('using a token', () => {
  const refused = {
    type: 'https://developer.vippsmobilepay.com/problem/unauthorized',
    title: 'Unauthorized',
    status: 401,
    detail: 'Something went wrong, please try again later',
    instance: expect.stringMatching(/^urn:uuid:/),
  };

  it('works for its whole life by the clock of the sandbox, and not a second longer', async () => {
    const headers = await headersFor('partner');
    await control.clock.advance(86_398);
    expect(await listUnits(headers)).toMatchObject({ status: 200 });
    await control.clock.advance(1);
    const reply = await listUnits(headers);
    expect(reply).toMatchObject({ status: 401, type: 'application/problem+json' });
    expect(reply.body).toStrictEqual(refused);
  });

  it('ends after 900 seconds in the specialised flow: 403 of a live token becomes 401', async () => {
    const headers = await headersFor('accounting');
    await control.clock.advance(899);
    expect(await listUnits(headers)).toMatchObject({ status: 403 });
    await control.clock.advance(1);
    // Without a live token the gateway cannot know that no subscription key is needed.
    expect(await listUnits(headers)).toMatchObject({ status: 401, body: { statusCode: 401 } });
  });

  it('is not valid more than five minutes before it was issued', async () => {
    const headers = await headersFor('partner');
    await control.clock.advance(-300);
    expect(await listUnits(headers)).toMatchObject({ status: 200 });
    await control.clock.advance(-1);
    expect(await listUnits(headers)).toMatchObject({ status: 401 });
  });

  it.each([
    ['no scheme', (token: string) => token],
    ['another scheme', (token: string) => `Basic ${token}`],
    ['a cut-off token', (token: string) => `Bearer ${token.slice(0, -8)}`],
    ['a forged signature', (token: string) => `Bearer ${token.replace(/[^.]+$/, 'A'.repeat(342))}`],
    ['forged claims', (token: string) => `Bearer ${token.replace(/\.[^.]+\./, '.eyJzdWIiOiJ4In0.')}`],
    ['an unsigned token', () => `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['no token at all', () => undefined],
  ])('is refused with %s', async (_case, authorizationFor) => {
    const { authorization: good = '', ...rest } = await headersFor('partner');
    const authorization = authorizationFor(good.replace('Bearer ', ''));
    const reply = await listUnits(authorization === undefined ? rest : { ...rest, authorization });
    expect(reply).toMatchObject({ status: 401, type: 'application/problem+json' });
    expect(reply.body).toStrictEqual(refused);
  });

  it.each(['bearer', 'BEARER'])('works behind the scheme as %s', async (scheme) => {
    const { authorization = '', ...rest } = await headersFor('partner');
    const reply = await listUnits({ ...rest, authorization: authorization.replace('Bearer', scheme) });
    expect(reply).toMatchObject({ status: 200 });
  });

  it('is refused in the words of the gateway when that quirk is on', async () => {
    await control.quirks.set({ unauthorizedFromGateway: true });
    const reply = await listUnits({ ...(await headersFor('partner')), authorization: 'Bearer x' });
    expect(reply.body).toStrictEqual({
      statusCode: 401,
      message: 'Something went wrong, please try again later',
    });
  });

  it.each([
    ['without', undefined, /missing subscription key/],
    ['with an unknown', 'f'.repeat(32), /invalid subscription key/],
  ])('is refused %s subscription key', async (_case, key, message) => {
    const { authorization = '' } = await headersFor('partner');
    const reply = await listUnits({
      authorization,
      ...(key !== undefined && { 'ocp-apim-subscription-key': key }),
    });
    expect(reply.status).toBe(401);
    expect(reply.body).toStrictEqual({ statusCode: 401, message: expect.stringMatching(message) });
  });

  it('is refused together with the subscription key of other keys', async () => {
    const headers = await headersFor('partner');
    const key = sandboxKeys.merchant.subscriptionKey;
    expect(await listUnits({ ...headers, 'ocp-apim-subscription-key': key })).toMatchObject({
      status: 401,
      body: refused,
    });
  });

  it('ends when tokens are revoked or the sandbox is reset', async () => {
    const first = await headersFor('partner');
    await control.revokeTokens();
    expect(await listUnits(first)).toMatchObject({ status: 401 });
    const second = await headersFor('partner');
    expect(await listUnits(second)).toMatchObject({ status: 200 });
    await control.reset();
    expect(await listUnits(second)).toMatchObject({ status: 401 });
  });
});
