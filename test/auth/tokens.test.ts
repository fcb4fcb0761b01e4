import { describe, expect, onTestFinished } from 'vitest';
import { TokenSource } from '../../src/auth/TokenSource.js';
import { vippsTokens } from '../../src/auth/vipps-tokens.js';
import {
  accountingCredentials,
  classicCredentials,
  type Config,
  type Credentials,
} from '../../src/config.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { json, scriptedServer, type Step } from '../support/scripted-server.js';
import { freshStack } from '../support/fixture.js';
import { testApi } from '../support/test-api.js';
import { fakeClock, memoryLog, startStack, type Stack } from '../support/stack.js';

const it = freshStack();

const system = { name: 'test', version: '1', pluginName: 'plug', pluginVersion: '2' };
const classicKeys = {
  clientId: 'client',
  clientSecret: 'secret',
  subscriptionKey: 'subscription',
  msn: '123456',
};
const classic = classicCredentials(classicKeys);
const accounting = accountingCredentials({ clientId: 'cl:ient', clientSecret: 'secret' });

describe('the token source', () => {
  async function source(...steps: readonly Step[]) {
    const server = await scriptedServer(...steps);
    const redactor = new Redactor([]);
    const upstream = new Upstream(
      { attemptMs: 5_000, hedgeMs: 0, retries: 0, baseMs: 1 },
      memoryLog([]),
      redactor,
    );
    onTestFinished(() => upstream.close());
    const clock = fakeClock();
    const tokens = new TokenSource({
      upstream,
      issuer: vippsTokens(testApi(server.url), system),
      clock,
      redactor,
      random: () => 1,
    });
    return {
      tokens,
      server,
      clock,
      get: (keys: Credentials = classic) => tokens.get(keys, startDeadline(2_000)),
    };
  }

  const token = (value: string, expiresIn: unknown): Step =>
    json(200, { access_token: value, expires_in: expiresIn });

  it('asks for a classic token with the keys as headers and an empty body', async () => {
    const { get, server } = await source(token('t1', '3599'));
    expect(await get()).toBe('t1');
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/accesstoken/get',
        body: '',
        headers: {
          client_id: 'client',
          client_secret: 'secret',
          'ocp-apim-subscription-key': 'subscription',
          'merchant-serial-number': '123456',
          'content-length': '0',
          'vipps-system-name': 'test',
          'vipps-system-version': '1',
          'vipps-system-plugin-name': 'plug',
          'vipps-system-plugin-version': '2',
        },
      },
    ]);
  });

  it('asks for an accounting token with Basic and a form, without a subscription key', async () => {
    const { get, server } = await source(token('t1', 900));
    expect(await get(accounting)).toBe('t1');
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        url: '/miami/v1/token',
        body: 'grant_type=client_credentials',
        headers: {
          authorization: `Basic ${Buffer.from('cl:ient:secret').toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        },
      },
    ]);
    expect(server.seen[0]?.headers['ocp-apim-subscription-key']).toBeUndefined();
  });

  it('fetches one token for fifty callers that come at once', async () => {
    const { get, server } = await source(token('t1', 900));
    const tokens = await Promise.all(Array.from({ length: 50 }, () => get()));
    expect(new Set(tokens)).toEqual(new Set(['t1']));
    expect(server.seen).toHaveLength(1);
  });

  it.each(['900', 900])(
    'renews a token of expires_in %j in its last tenth, and serves the old one meanwhile',
    async (life) => {
      const { get, server, clock } = await source(token('t1', life), token('t2', life));
      await get();
      clock.advance(809);
      expect(await get()).toBe('t1');
      expect(server.seen).toHaveLength(1);
      clock.advance(1);
      expect(await get()).toBe('t1');
      await expect.poll(() => get()).toBe('t2');
      expect(server.seen).toHaveLength(2);
    },
  );

  it('never hands out a token that has run out', async () => {
    const { get, server, clock } = await source(token('t1', 900), token('t2', 900));
    await get();
    clock.advance(901);
    expect(await get()).toBe('t2');
    expect(server.seen).toHaveLength(2);
  });

  it('keeps tokens of different keys apart', async () => {
    const { get } = await source(token('t1', 900), token('t2', 900));
    expect(await get()).toBe('t1');
    expect(await get(accounting)).toBe('t2');
    expect(await get()).toBe('t1');
  });

  it('never shares a token among keys with one client id and different secrets', async () => {
    const { get, server } = await source(token('t1', 900), token('t2', 900), token('t3', 900));
    const rotated = classicCredentials({ ...classicKeys, clientSecret: 'new secret' });
    const otherSubscription = classicCredentials({ ...classicKeys, subscriptionKey: 'other' });
    // One after the other, and then from what is at hand.
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await get(classic)).toBe('t1');
      expect(await get(rotated)).toBe('t2');
      expect(await get(otherSubscription)).toBe('t3');
    }
    expect(
      server.seen.map(({ headers }) => [
        headers['client_id'],
        headers['client_secret'],
        headers['ocp-apim-subscription-key'],
      ]),
    ).toEqual([
      ['client', 'secret', 'subscription'],
      ['client', 'new secret', 'subscription'],
      ['client', 'secret', 'other'],
    ]);
  });

  it('never shares a fetch in flight among them either, nor a refusal', async () => {
    const { get, server } = await source((response, request) => {
      const step =
        request.headers['client_secret'] === 'secret'
          ? json(401, { error: 'invalid_client' })
          : token('t2', 900);
      step(response, request);
    });
    const rotated = classicCredentials({ ...classicKeys, clientSecret: 'new secret' });
    const [before, after] = await Promise.allSettled([get(classic), get(rotated)]);
    expect(before).toMatchObject({ status: 'rejected', reason: { code: 'UNAUTHENTICATED' } });
    expect(after).toEqual({ status: 'fulfilled', value: 't2' });
    expect(server.seen).toHaveLength(2);
  });

  it('remembers a refusal of the keys for five seconds, not longer', async () => {
    const { get, server, clock } = await source(
      json(401, { statusCode: 401, message: 'no' }),
      token('t1', 900),
    );
    await expect(get()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(get()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(server.seen).toHaveLength(1);
    clock.advance(5);
    expect(await get()).toBe('t1');
  });

  it.each([{}, { access_token: '' }, { access_token: 'with\r\nnewline' }, [], 'text'])(
    'refuses the answer %j',
    async (answer) => {
      const { get } = await source(json(200, answer));
      await expect(get()).rejects.toMatchObject({ code: 'UPSTREAM_BAD_RESPONSE' });
    },
  );

  it.each([
    [
      401,
      { statusCode: 401, message: 'Access denied due to invalid subscription key.' },
      classic,
      'VIPPS_SUBSCRIPTION_KEY',
    ],
    [400, { error: 'unauthorized_client', error_description: 'AADSTS700016' }, classic, 'VIPPS_CLIENT_ID'],
    [401, { error: 'invalid_client' }, classic, 'VIPPS_CLIENT_SECRET'],
    [403, {}, classic, 'VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY'],
    [
      400,
      { error: 'invalid_client' },
      accounting,
      'VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET',
    ],
  ])('names the setting to look at for %i %j', async (status, body, keys, settings) => {
    const { get } = await source(json(status, body));
    const error: unknown = await get(keys).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'UNAUTHENTICATED',
      message: `Vipps MobilePay refused this server's ${
        keys.kind === 'classic' ? 'keys' : 'accounting keys'
      }. Check ${settings}, and that they are for the environment that is called.`,
    });
    expect(JSON.stringify(error)).not.toContain('secret"');
  });
});

describe('tokens of a running server', () => {
  const unit = (msn: string): string => `{ salesUnit(msn: "${msn}") { name } }`;
  const tokenCalls = async (stack: Stack): Promise<number> =>
    (await stack.sandbox.requests({ path: '/accesstoken/get' })).requests.length;

  it('are fetched once for fifty cold requests', async ({ stack }) => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => stack.askText(unit(String(204_000 + index)))),
    );
    expect(answers.every(({ errors }) => errors === undefined)).toBe(true);
    expect(await tokenCalls(stack)).toBe(1);
    expect(await stack.calls()).toHaveLength(50);
  });

  it('are renewed once when they are refused, and the refused calls are repeated once', async ({ start }) => {
    const stack = await start({ env: { CACHE_MAX_BYTES: '0' } });
    await stack.askText(unit('204117'));
    await stack.sandbox.revokeTokens();
    await stack.clearCalls();
    const { errors } = await stack.askText(`{
      one: salesUnit(msn: "204117") { name }
      two: salesUnit(msn: "204127") { name }
      three: salesUnit(msn: "204139") { name }
    }`);
    expect(errors).toBeUndefined();
    expect(await tokenCalls(stack)).toBe(1);
    const { requests } = await stack.sandbox.requests({ path: '/management/**' });
    expect(requests.map(({ status }) => status).sort()).toEqual([200, 200, 200, 401, 401, 401]);
  });

  it('are not asked for again and again when an API keeps refusing them', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/management/**', times: null, status: 401 });
    const { data, errors } = await stack.askText(unit('204117'));
    expect(data).toEqual({ salesUnit: null });
    expect(errors).toMatchObject([
      {
        message: "The Vipps MobilePay Management API refused this server's keys or access token.",
        extensions: { code: 'UNAUTHENTICATED', upstream: { api: 'management', status: 401 } },
      },
    ]);
    expect(await tokenCalls(stack)).toBe(2);
    expect(await stack.calls()).toHaveLength(2);
  });

  it('cause no storm when the keys are wrong', async ({ stack }) => {
    const wrongSecret = (config: Config): Config => ({
      ...config,
      tenant: {
        ...config.tenant,
        classic:
          config.tenant.classic && classicCredentials({ ...config.tenant.classic, clientSecret: 'wrong' }),
      },
    });
    stack = await startStack({ adjust: wrongSecret });
    const ask = () => stack.askText('{ salesUnits(first: 5) { nodes { configuration { captureType } } } }');
    const answers = [...(await Promise.all(Array.from({ length: 20 }, ask))), await ask()];
    expect(new Set(answers.map(({ errors }) => errors?.[0]?.message))).toEqual(
      new Set([
        "Vipps MobilePay refused this server's keys. Check VIPPS_CLIENT_SECRET, and that they are for the environment that is called.",
      ]),
    );
    expect(await tokenCalls(stack)).toBe(1);
    expect(await stack.calls()).toEqual([]);
  });

  it('of the wrong kind give an error that names the right settings, before any call', async ({ start }) => {
    const stack = await start({ keys: 'accounting-only' });
    const { errors } = await stack.askText(unit('204117'));
    expect(errors).toMatchObject([
      {
        message:
          'The Vipps MobilePay Management API needs sales-unit or partner keys. Set VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY.',
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
    expect(await stack.calls()).toEqual([]);
  });
});
