import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiCaller } from '../../src/auth/ApiCaller.js';
import { credentialHeaders } from '../../src/auth/headers.js';
import { TokenSource } from '../../src/auth/TokenSource.js';
import { vippsTokens } from '../../src/auth/vipps-tokens.js';
import { classicCredentials } from '../../src/config.js';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { it as withStacks } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';
import { json, scriptedServer, type SeenRequest } from '../support/scripted-server.js';
import { fakeClock, memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

const PAUSE_SECONDS = 30;
const TOKENS = '/accesstoken/get';
const keysOf = (clientId: string) =>
  classicCredentials({ clientId, clientSecret: 's', subscriptionKey: 'k', msn: '1' });
const ours = keysOf('ours');
const others = keysOf('others');

/** Two APIs, and tokens that are given to whoever asks: `token-1`, `token-2`, and so on. */
async function apisThat(refuse: (request: SeenRequest) => boolean, status = () => 200) {
  let tokens = 0;
  const server = await scriptedServer((response, request) => {
    if (request.url === TOKENS)
      json(200, { access_token: `token-${String((tokens += 1))}`, expires_in: 3_600 })(response, request);
    else json(refuse(request) ? 401 : status(), {})(response, request);
  });
  const redactor = new Redactor([]);
  const rules = { attemptMs: 5_000, hedgeMs: 0, retries: 0, baseMs: 1 };
  const upstream = new Upstream(rules, memoryLog([]), redactor);
  onTestFinished(() => upstream.close());
  const clock = fakeClock();
  const api = testApi(server.url);
  const system = { name: 'test', version: '1', pluginName: 'plug', pluginVersion: '2' };
  const tokenSource = new TokenSource({ upstream, issuer: vippsTokens(api, system), clock, redactor });
  const caller = new ApiCaller(upstream, tokenSource, credentialHeaders);
  const ask = async (path = '/refused', keys = ours, name = api.name): Promise<unknown> => {
    const deadline = startDeadline(10_000);
    const read = { api: { ...api, name }, operation: 'read', path };
    try {
      return (await caller.read(keys, sharedScope(deadline), read)).status;
    } catch (error) {
      return error;
    } finally {
      deadline.end();
    }
  };
  let told = 0;
  /** What was sent since the last time: a path, and its token. */
  const sent = (): readonly string[] => {
    const since = server.seen.slice(told);
    told = server.seen.length;
    return since.map(({ url, headers }) =>
      `${url} ${headers.authorization?.slice('Bearer '.length) ?? ''}`.trim(),
    );
  };
  return { ask, sent, clock, tokens: tokenSource };
}

const refused = { code: 'UNAUTHENTICATED', facts: { status: 401 } };

describe('an API that refuses keys whose token is new', () => {
  it('costs one call each, and no token, once it has refused three, until the pause is over; then it is tried again', async () => {
    const { ask, sent, clock, tokens } = await apisThat(() => true);
    expect(await ask()).toMatchObject(refused);
    const first = [TOKENS, '/refused token-1', TOKENS, '/refused token-2'];
    expect(sent()).toEqual(first);
    expect([tokens.states, tokens.isRefused(ours)]).toEqual([{ working: 0, refused: 1, failing: 0 }, true]);
    for (let each = 0; each < 2; each += 1) expect(await ask()).toMatchObject(refused);
    expect(sent()).toEqual([
      ...['/refused token-2', TOKENS, '/refused token-3'],
      ...['/refused token-3', TOKENS, '/refused token-4'],
    ]);
    for (let each = 0; each < 20; each += 1) expect(await ask()).toMatchObject(refused);
    expect(sent()).toEqual(Array.from({ length: 20 }, () => '/refused token-4'));
    clock.advance(PAUSE_SECONDS - 0.001);
    await ask();
    expect(sent()).toEqual(['/refused token-4']);
    clock.advance(0.001);
    // Refused as long as nothing else is known, whoever asks.
    expect(tokens.isRefused(ours)).toBe(true);
    expect(await ask()).toMatchObject(refused);
    expect(sent()).toEqual(['/refused token-4', TOKENS, '/refused token-5']);
    await ask();
    expect(sent()).toEqual(['/refused token-5']);
  });

  it('costs no more where many ask at once', async () => {
    const { ask, sent } = await apisThat(() => true);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => ask()));
    for (const outcome of outcomes) expect(outcome).toMatchObject(refused);
    expect(sent().filter((each) => each === TOKENS)).toHaveLength(2);
    // All of them have had the same new token.
    await ask();
    expect(sent()).toEqual(['/refused token-2', TOKENS, '/refused token-3']);
  });

  it('is asked as ever with other keys, and another API with the same', async () => {
    const { ask, sent, tokens } = await apisThat(({ url, headers }) => {
      const { authorization = '' } = headers;
      return url === '/refused' || authorization.endsWith('-3') || authorization.endsWith('-4');
    });
    await ask();
    sent();
    // Token 3 is of other keys and was revoked, and so was the one that follows.
    expect(await ask('/a', others)).toMatchObject(refused);
    expect(sent()).toEqual([TOKENS, '/a token-3', TOKENS, '/a token-4']);
    expect(tokens.states).toEqual({ working: 0, refused: 2, failing: 0 });
    // Of the first keys, the other API knows nothing of what this one has refused.
    expect(await ask('/b', ours, 'another')).toBe(200);
    expect(await ask('/refused', ours, 'another')).toMatchObject(refused);
    expect(sent()).toEqual(['/b token-2', '/refused token-2', TOKENS, '/refused token-5']);
  });

  it('is one that takes the keys again with the first call that succeeds: a token is renewed at once', async () => {
    const isRevoked = { yes: false };
    const { ask, sent, tokens } = await apisThat(
      ({ url, headers }) =>
        url === '/refused' || (isRevoked.yes && headers.authorization === 'Bearer token-2'),
    );
    await ask();
    sent();
    // Refused are only calls about something that the keys may not see.
    expect(await ask('/a')).toBe(200);
    expect([tokens.states, tokens.isRefused(ours)]).toEqual([{ working: 1, refused: 0, failing: 0 }, false]);
    isRevoked.yes = true;
    expect(await ask('/a')).toBe(200);
    expect(sent()).toEqual(['/a token-2', '/a token-2', TOKENS, '/a token-3']);
  });

  it.each([
    [400, 0],
    [404, 0],
    [405, 0],
    [409, 0],
    [410, 0],
    [412, 0],
    [413, 0],
    [415, 0],
    [422, 0],
    // By these, whoever stands in front of it may have answered.
    [301, 1],
    [401, 1],
    [403, 1],
    [408, 1],
    [429, 1],
    [503, 1],
  ])('and then answers %i leaves %i sets of keys refused', async (status, left) => {
    const { ask, tokens } = await apisThat(
      ({ url }) => url === '/refused',
      () => status,
    );
    await ask();
    expect(tokens.states.refused).toBe(1);
    await ask('/a');
    expect([tokens.states.refused, tokens.isRefused(ours)]).toEqual([left, left === 1]);
  });

  it('and takes one in between, for something that is not there, is renewed tokens for as ever', async () => {
    const { ask, sent } = await apisThat(
      ({ url }) => url === '/refused',
      () => 404,
    );
    for (let each = 0; each < 5; each += 1) {
      expect(await ask()).toMatchObject(refused);
      expect(sent().filter((url) => url === TOKENS)).toHaveLength(each === 0 ? 2 : 1);
      expect(await ask('/a')).toMatchObject({ code: 'NOT_FOUND' });
      sent();
    }
  });

  it.each([
    ['ten minutes apart do not add up', 10 * 60 + 0.001, [1, 1, 1, 0]],
    ['closer to each other do', 10 * 60, [1, 0]],
  ])('by refusals that are %s', async (_what, seconds, tokens) => {
    const { ask, sent, clock } = await apisThat(() => true);
    for (let each = 0; each < 3; each += 1) await ask();
    sent();
    clock.advance(seconds);
    const fetched: number[] = [];
    while (fetched.length < tokens.length) {
      await ask();
      fetched.push(sent().filter((url) => url === TOKENS).length);
    }
    expect(fetched).toEqual(tokens);
  });

  it('is forgotten with the keys', async () => {
    const { ask, tokens } = await apisThat(() => true);
    await ask();
    tokens.retain([]);
    expect(tokens.isRefused(ours)).toBe(false);
  });
});

describe('an API that refuses the keys of a server', () => {
  withStacks('is told by its metrics and by /readyz, which takes traffic all the same', async ({ start }) => {
    const stack = await start({ env: { CACHE_MAX_BYTES: '0' } });
    const state = async () => {
      const { status, body } = await fetch(`${stack.server.probesUrl}/readyz`).then(async (response) => ({
        status: response.status,
        body: (await response.json()) as unknown,
      }));
      const scraped = await scrape(stack.server);
      return [status, body, scraped.sum('subgraph_keys', { state: 'refused' })];
    };
    const UNIT = '{ salesUnit(msn: "204117") { name } }';
    expect(await stack.askText(UNIT)).not.toHaveProperty('errors');
    expect(await state()).toEqual([200, { status: 'ok' }, 0]);
    const { id } = await stack.sandbox.faults.add({ path: '/management/**', times: null, status: 401 });
    await stack.clearCalls();
    for (let each = 0; each < 20; each += 1)
      expect(await stack.askText(UNIT)).toMatchObject({
        errors: [{ extensions: { code: 'UNAUTHENTICATED', upstream: { api: 'management', status: 401 } } }],
      });
    expect(await stack.calls()).toHaveLength(23);
    expect((await stack.sandbox.requests({ path: TOKENS })).requests).toHaveLength(3);
    expect(await state()).toEqual([200, { status: 'ok', refused: ['VIPPS_CLIENT_ID'] }, 1]);
    await stack.sandbox.faults.remove(id);
    expect(await stack.askText(UNIT)).not.toHaveProperty('errors');
    expect(await state()).toEqual([200, { status: 'ok' }, 0]);
  });
});
