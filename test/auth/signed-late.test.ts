import { expect, it, onTestFinished } from 'vitest';
import { ApiCaller } from '../../src/auth/ApiCaller.js';
import { credentialHeaders } from '../../src/auth/headers.js';
import { TokenSource } from '../../src/auth/TokenSource.js';
import { vippsTokens } from '../../src/auth/vipps-tokens.js';
import { classicCredentials } from '../../src/config.js';
import { sharedScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { Redactor } from '../../src/http/redact.js';
import { Upstream } from '../../src/http/Upstream.js';
import { enturGraph } from '../entur/graph.js';
import { json, scriptedServer, type Step } from '../support/scripted-server.js';
import { fakeClock, memoryLog } from '../support/stack.js';
import { testApi } from '../support/test-api.js';

/** Refuses every call with the first token. */
const revoked: Step = (response, request) => {
  const isOld = request.headers.authorization === 'Bearer token-1';
  const id = /paymentId=eq:(\d+)/.exec(request.url)?.[1];
  const page = { items: [{ paymentId: id }], totalItems: 1, totalPages: 1 };
  json(isOld ? 401 : 200, isOld ? {} : page)(response, request);
};

it('a call that waits for a permit goes out with the token of then: of Entur', async () => {
  const { ask, calls, server } = await enturGraph(revoked, { UPSTREAM_CONCURRENCY: '1' });
  const ids = ['1', '2', '3', '4'];
  const fields = ids.map((id) => `p${id}: enturPayment(paymentId: "${id}") { paymentId }`);
  expect(await ask(`{ ${fields.join(' ')} }`)).toEqual({
    data: Object.fromEntries(ids.map((id) => [`p${id}`, { paymentId: id }])),
  });
  expect(calls().map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    ...ids.map(() => 'Bearer token-2'),
  ]);
  expect(server.seen).toHaveLength(2 + 1 + ids.length);
});

/** Calls of the Management API, one at a time. */
async function vippsCaller(answer: Step, tokenAnswer: (count: number) => Step) {
  let tokens = 0;
  const server = await scriptedServer((response, request) => {
    if (request.url === '/accesstoken/get') tokenAnswer((tokens += 1))(response, request);
    else answer(response, request);
  });
  const limits = { concurrency: 1, pageConcurrency: 1, writeConcurrency: 1, maxBytes: 1_000 };
  const api = testApi(server.url, limits);
  const redactor = new Redactor([]);
  const rules = { attemptMs: 5_000, hedgeMs: 5_000, retries: 0, baseMs: 1 };
  const upstream = new Upstream(rules, memoryLog([]), redactor);
  onTestFinished(() => upstream.close());
  const system = { name: 'test', version: '1', pluginName: 'plug', pluginVersion: '2' };
  const issuer = vippsTokens(api, system);
  const source = new TokenSource({ upstream, issuer, clock: fakeClock(), redactor, random: () => 1 });
  const caller = new ApiCaller(upstream, source, credentialHeaders);
  const keys = classicCredentials({ clientId: 'c', clientSecret: 's', subscriptionKey: 'k', msn: '1' });
  const get = (path: string) => {
    const deadline = startDeadline(10_000);
    onTestFinished(() => {
      deadline.end();
    });
    const call = { api, operation: 'read', path, method: 'GET', effect: 'read', repeatable: true } as const;
    return caller.send(keys, { ...call, scope: sharedScope(deadline) });
  };
  const sent = () => server.seen.map(({ url, headers }) => [url, headers.authorization]);
  return { get, sent };
}

const newToken = (count: number) => json(200, { access_token: `token-${count}`, expires_in: 3_600 });

it('and of Vipps MobilePay', async () => {
  const { get, sent } = await vippsCaller(revoked, newToken);
  const answers = await Promise.all(['/a', '/b', '/c'].map(get));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const calls = sent().filter(([url]) => url !== '/accesstoken/get');
  expect(calls[0]).toEqual(['/a', 'Bearer token-1']);
  expect(calls.slice(1).map(([, authorization]) => authorization)).toEqual(
    ['a', 'b', 'c'].map(() => 'Bearer token-2'),
  );
  expect(sent()).toHaveLength(2 + 1 + 3);
});

it('and fails, unsent, where there is no new one', async () => {
  const tokens = (count: number) => (count === 1 ? newToken(count) : json(401, {}));
  const { get, sent } = await vippsCaller(revoked, tokens);
  const outcomes = await Promise.allSettled(['/a', '/b', '/c'].map(get));
  const unauthenticated = { status: 'rejected', reason: { code: 'UNAUTHENTICATED' } };
  expect(outcomes).toMatchObject([unauthenticated, unauthenticated, unauthenticated]);
  expect(sent().filter(([url]) => url !== '/accesstoken/get')).toEqual([['/a', 'Bearer token-1']]);
});
