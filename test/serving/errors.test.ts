import { createHash } from 'node:crypto';
import { describe, expect } from 'vitest';
import type { FaultInput } from '../../src/sandbox/control/fault-input.js';
import { sandboxKeys } from '../../src/sandbox/keys.js';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

// Each test has a stack of its own: failures use up the allowance of repeats.
// Each test has a stack of its own: failures use up the allowance of repeats.
const it = freshStack();

const MARKER = 'pssst-9f1b27';
const HOST = 'internal-gw-7.example';
const UNIT_PATH = '/management/v1/sales-units/204117';
const MAX_BYTES = 4_096;
const query = '{ salesUnit(msn: "204117") { name } }';
const api = 'Vipps MobilePay Management API';

const problemType = 'application/problem+json';
const uuid = '6f2d1c1e-2f0a-4c2b-9b60-0f6f4be0d7a1';
const w3c = '00-5a0c8e0d7f1b4b6f9a3d2c1b0e9f8a7d-1c2d3e4f5a6b7c8d-01';

interface Failure {
  readonly what: string;
  readonly fault: Omit<FaultInput, 'path'>;
  readonly env?: Record<string, string>;
  readonly error: { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> };
  /** Upstream calls that it may cost: one, and the repeats where those help. */
  readonly calls: number;
}

const management = (status?: number, traceId?: string) => ({
  upstream: {
    api: 'management',
    ...(status !== undefined && { status }),
    ...(traceId !== undefined && { traceId }),
  },
});
const down = (status?: number, traceId?: string) => ({
  message: `The ${api} is not able to answer right now.`,
  extensions: { code: 'UPSTREAM_UNAVAILABLE', ...management(status, traceId) },
});
const unusable = (why: string, status?: number) => ({
  message: `The ${api} sent an answer that can't be used: it ${why}.`,
  extensions: { code: 'UPSTREAM_BAD_RESPONSE', ...management(status) },
});
const unexpected = (status: number) => ({
  message: `The ${api} answered with the unexpected status ${String(status)}.`,
  extensions: { code: 'UPSTREAM_BAD_RESPONSE', ...management(status) },
});

const failures: readonly Failure[] = [
  {
    what: 'a 500 of the gateway',
    fault: { status: 500, body: { statusCode: 500, message: `${MARKER} at ${HOST}` } },
    error: down(500),
    calls: 5,
  },
  {
    what: 'a 503 without a body',
    fault: { status: 503, body: '', contentType: 'text/plain' },
    error: down(503),
    calls: 5,
  },
  {
    what: 'a 502 with a page',
    fault: { status: 502, contentType: 'text/html', body: `<html><h1>${MARKER}</h1><hr>${HOST}</html>` },
    error: down(502),
    calls: 5,
  },
  {
    what: 'a 408',
    fault: { status: 408, body: { statusCode: 408, message: MARKER } },
    error: down(408),
    calls: 5,
  },
  {
    what: 'a 500 as a problem with a trace id',
    fault: {
      status: 500,
      contentType: problemType,
      body: { title: MARKER, detail: HOST, status: 500, traceId: w3c },
    },
    error: down(500, w3c),
    calls: 5,
  },
  {
    what: 'a 400 as a problem with an instance',
    fault: {
      status: 400,
      contentType: problemType,
      body: {
        title: MARKER,
        status: '400',
        detail: MARKER,
        instance: `urn:uuid:${uuid}`,
        extraDetails: [{ key: 'msn', value: MARKER }],
      },
    },
    error: {
      message: `The ${api} refused the request as not valid.`,
      extensions: { code: 'BAD_USER_INPUT', ...management(400, `urn:uuid:${uuid}`) },
    },
    calls: 1,
  },
  {
    what: 'a 401 that a fresh token does not mend',
    fault: { status: 401, body: { statusCode: 401, message: MARKER } },
    error: {
      message: `The ${api} refused this server's keys or access token.`,
      extensions: { code: 'UNAUTHENTICATED', ...management(401) },
    },
    calls: 2,
  },
  {
    what: 'a 403',
    fault: { status: 403, body: { errorCode: MARKER, errorMessage: HOST, contextId: uuid } },
    error: {
      message: `The keys in use may not do this in the ${api}.`,
      extensions: { code: 'FORBIDDEN', ...management(403, uuid) },
    },
    calls: 1,
  },
  {
    what: 'a 409',
    fault: { status: 409, body: { code: MARKER, message: HOST } },
    error: {
      message: `The ${api} refused the change: it conflicts with what is there.`,
      extensions: { code: 'CONFLICT', ...management(409) },
    },
    calls: 1,
  },
  { what: 'a 418', fault: { status: 418, body: MARKER }, error: unexpected(418), calls: 1 },
  {
    what: 'a redirect, which is not followed',
    fault: { status: 301, headers: { location: '/management/v1/sales-units/204127' }, body: MARKER },
    error: unexpected(301),
    calls: 1,
  },
  {
    what: 'a rate limit that says for how long',
    fault: { rateLimit: { retryAfterSeconds: 30 } },
    error: {
      message: `The rate limit of the ${api} is reached. Try again in 30 s.`,
      extensions: { code: 'RATE_LIMITED', retryAfter: 30, ...management(429) },
    },
    calls: 1,
  },
  {
    what: 'a rate limit that does not say for how long',
    fault: { rateLimit: { retryAfterSeconds: null } },
    error: {
      message: `The rate limit of the ${api} is reached.`,
      extensions: { code: 'RATE_LIMITED', ...management(429) },
    },
    calls: 2,
  },
  { what: 'JSON that is cut off', fault: { malformed: true }, error: unusable('is not JSON', 200), calls: 1 },
  {
    what: 'a page where JSON should be',
    fault: { status: 200, contentType: 'text/html', body: `<html>${MARKER} ${HOST}</html>` },
    error: unusable('is not JSON', 200),
    calls: 1,
  },
  {
    what: 'JSON of another shape',
    fault: { status: 200, body: { units: [{ msn: '204117', name: MARKER }] } },
    error: unusable('has not the documented shape', 200),
    calls: 1,
  },
  {
    what: 'a list where an object should be',
    fault: { status: 200, body: [MARKER] },
    error: unusable('has not the documented shape', 200),
    calls: 1,
  },
  {
    what: 'nothing where an object should be',
    fault: { status: 200, body: '', contentType: 'application/json' },
    error: unusable('has not the documented shape', 200),
    calls: 1,
  },
  {
    what: 'an answer above the size limit',
    fault: { oversize: MAX_BYTES * 4 },
    env: { UPSTREAM_MAX_BYTES: String(MAX_BYTES) },
    error: unusable(`is larger than ${String(MAX_BYTES)} bytes`),
    calls: 1,
  },
  {
    what: 'a connection that is torn down',
    fault: { reset: 'before' },
    error: {
      message: `The ${api} can't be reached right now.`,
      extensions: { code: 'UPSTREAM_UNAVAILABLE', ...management() },
    },
    calls: 5,
  },
  {
    what: 'no answer before the deadline',
    fault: { hang: true },
    env: { REQUEST_TIMEOUT_MS: '300' },
    error: {
      message: `The ${api} did not answer in time.`,
      extensions: { code: 'UPSTREAM_TIMEOUT', ...management() },
    },
    calls: 1,
  },
];

describe('a failing API reaches the caller with code, API and status, and without its own words', () => {
  it.for(failures)('$what', async ({ fault, env, error, calls }, { start }) => {
    const stack = await start(env && { env });
    await stack.sandbox.faults.add({ path: UNIT_PATH, times: null, ...fault });
    const answer = await stack.askText(query);
    expect(answer).toStrictEqual({
      data: { salesUnit: null },
      errors: [{ ...error, locations: [{ line: 1, column: 3 }], path: ['salesUnit'] }],
    });
    expect(await stack.calls()).toStrictEqual(Array.from({ length: calls }, () => `GET ${UNIT_PATH}`));
    expectNoLeak(stack, JSON.stringify(answer));
  });

  it('except a 404, which means that there is no such unit', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: UNIT_PATH, status: 404, body: { title: MARKER } });
    expect(await stack.askText(query)).toStrictEqual({ data: { salesUnit: null } });
    expect(await stack.calls()).toStrictEqual([`GET ${UNIT_PATH}`]);
  });

  it.for([
    ['an address', `https://${HOST}/errors?key=${MARKER}`],
    ['a sentence', `Call ${MARKER} failed on ${HOST}`],
    ['markup', `<a href="//${HOST}">${MARKER}</a>`],
  ] as const)('also where the trace id is no id but %s', async ([, instance], { stack }) => {
    await stack.sandbox.faults.add({
      path: UNIT_PATH,
      times: null,
      status: 403,
      contentType: problemType,
      body: { title: 'Forbidden', status: 403, instance },
    });
    const answer = await stack.askText(query);
    expect(answer.errors?.map(({ extensions }) => extensions)).toStrictEqual([
      { code: 'FORBIDDEN', ...management(403) },
    ]);
    expectNoLeak(stack, JSON.stringify(answer));
  });
});

describe('a failing token API reaches the caller the same way', () => {
  it('when it is down', async ({ stack }) => {
    await stack.sandbox.faults.add({
      path: '/accesstoken/get',
      times: null,
      status: 503,
      body: { statusCode: 503, message: `${MARKER} ${HOST}` },
    });
    expect(await stack.askText(query)).toStrictEqual({
      data: { salesUnit: null },
      errors: [
        {
          message: 'The Vipps MobilePay access token API is not able to answer right now.',
          locations: [{ line: 1, column: 3 }],
          path: ['salesUnit'],
          extensions: { code: 'UPSTREAM_UNAVAILABLE', upstream: { api: 'access-token', status: 503 } },
        },
      ],
    });
    expect(await stack.calls()).toStrictEqual([]);
  });

  it('when it refuses the keys', async ({ stack }) => {
    const body = {
      error: 'unauthorized_client',
      error_description: `${MARKER} for ${sandboxKeys.partner.clientId}`,
      error_codes: [700016],
      trace_id: uuid,
    };
    await stack.sandbox.faults.add({ path: '/accesstoken/get', times: null, status: 401, body });
    const answer = await stack.askText(query);
    expect(answer.data).toStrictEqual({ salesUnit: null });
    expect(answer.errors?.map(({ extensions }) => extensions)).toStrictEqual([
      { code: 'UNAUTHENTICATED', upstream: { api: 'access-token', status: 401, traceId: uuid } },
    ]);
    expect(JSON.stringify(answer)).not.toContain(sandboxKeys.partner.clientId);
    expectNoLeak(stack, JSON.stringify(answer));
    expect(await stack.calls()).toStrictEqual([]);
  });
});

describe('the log', () => {
  const { clientSecret, subscriptionKey } = sandboxKeys.partner;

  it('has one line for each upstream call with API, operation, status, time and attempt', async ({
    start,
  }) => {
    const stack = await start();
    await stack.sandbox.faults.add({
      path: UNIT_PATH,
      times: 2,
      status: 503,
      body: { statusCode: 503, message: 'busy' },
    });
    expect(await stack.askText(query)).toStrictEqual({
      data: { salesUnit: { name: 'Måkeskrik Nettbutikk' } },
    });
    const lines = stack.logs.filter(({ msg }) => String(msg).startsWith('upstream call'));
    expect(
      lines.map(({ msg, api, operation, status, attempt }) => ({ msg, api, operation, status, attempt })),
    ).toStrictEqual([
      {
        msg: 'upstream call',
        api: 'access-token',
        operation: 'fetchAuthorizationToken',
        status: 200,
        attempt: 1,
      },
      { msg: 'upstream call failed', api: 'management', operation: 'getMsn', status: 503, attempt: 1 },
      { msg: 'upstream call failed', api: 'management', operation: 'getMsn', status: 503, attempt: 2 },
      { msg: 'upstream call', api: 'management', operation: 'getMsn', status: 200, attempt: 3 },
    ]);
    for (const { ms } of lines) expect(ms).toEqual(expect.any(Number));
  });

  it('never holds a key or a token, whatever goes wrong', async ({ start }) => {
    const stack = await start({ env: { CACHE_MAX_BYTES: '0' } });
    await stack.askText(query);
    for (const [path, status] of [
      [UNIT_PATH, 500],
      [UNIT_PATH, 403],
      [UNIT_PATH, 401],
      ['/accesstoken/get', 500],
      // Last, because a refusal of the keys is remembered for a while.
      ['/accesstoken/get', 401],
    ] as const) {
      await stack.sandbox.faults.add({ path, status, body: { statusCode: status, message: 'refused' } });
      await stack.sandbox.revokeTokens();
      await stack.askText(query);
    }
    expect(await stack.sandbox.faults.list()).toStrictEqual([]);
    await stack.askText('{ _entities(representations: [{ __typename: "Nonesuch" }]) { __typename } }');
    const { requests } = await stack.sandbox.requests({ path: UNIT_PATH });
    const tokens = new Set(requests.map(({ headers }) => headers['authorization']?.replace('Bearer ', '')));
    expect(tokens.size).toBeGreaterThan(0);
    const text = JSON.stringify(stack.logs);
    expect(text).not.toContain(clientSecret);
    expect(text).not.toContain(subscriptionKey);
    expect(text).not.toMatch(/bearer /i);
    // The sandbox shows a token by its fingerprint: no word of the log may have the same one.
    const words = text.match(/[\w.~+/=-]{16,}/g) ?? [];
    expect(words.length).toBeGreaterThan(0);
    expect(words.filter((word) => tokens.has(fingerprint(word)))).toStrictEqual([]);
  });

  it('never holds a key that an API repeats in its refusal', async ({ stack }) => {
    const detail = `Access denied: key ${subscriptionKey}, secret ${clientSecret}, header Bearer eyJhbGciOiJub25lIn0.e30.c2ln`;
    await stack.sandbox.faults.add({
      path: UNIT_PATH,
      status: 403,
      body: { title: 'Forbidden', detail, status: 403 },
    });
    await stack.askText(query);
    const text = JSON.stringify(stack.logs);
    expect(text).toContain('Access denied');
    expect(text).not.toContain(subscriptionKey);
    expect(text).not.toContain(clientSecret);
    expect(text).not.toContain('eyJhbGciOiJub25lIn0');
  });
});

describe('the id of a request', () => {
  const generated = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  async function post(stack: Stack, body: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${stack.url}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }
  const good = JSON.stringify({ query });
  const loggedIds = (stack: Stack): unknown[] =>
    stack.logs.filter(({ msg }) => msg === 'graphql request').map(({ requestId }) => requestId);

  it.for(['checkout-42', 'a', '00-5a0c:8e.0d_7f', 'x'.repeat(100)])(
    'is echoed and logged: %s',
    async (id, { stack }) => {
      const response = await post(stack, good, { 'x-request-id': id });
      expect(response.headers.get('x-request-id')).toBe(id);
      expect(loggedIds(stack)).toStrictEqual([id]);
    },
  );

  it('is made up and logged when the caller sends none', async ({ stack }) => {
    const ids = [
      (await post(stack, good)).headers.get('x-request-id'),
      (await post(stack, good)).headers.get('x-request-id'),
    ];
    expect(ids).toStrictEqual([expect.stringMatching(generated), expect.stringMatching(generated)]);
    expect(new Set(ids).size).toBe(2);
    expect(loggedIds(stack)).toStrictEqual(ids);
  });

  it.for(['two words', 'x'.repeat(101), '<script>', 'a"b', 'id;drop'])(
    'is replaced when it could do harm: %s',
    async (id, { stack }) => {
      const answered = (await post(stack, good, { 'x-request-id': id })).headers.get('x-request-id');
      expect(answered).toMatch(generated);
      expect(loggedIds(stack)).toStrictEqual([answered]);
      expect(JSON.stringify(stack.logs)).not.toContain(JSON.stringify(id).slice(1, -1));
    },
  );

  it('stands on the log line of an error', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: UNIT_PATH, status: 403, body: { title: 'Forbidden' } });
    await post(stack, good, { 'x-request-id': 'refused-7' });
    expect(stack.logs.filter(({ code }) => code === 'FORBIDDEN')).toMatchObject([
      { requestId: 'refused-7', msg: 'upstream call failed', operation: 'getMsn', status: 403 },
      { requestId: 'refused-7', path: ['salesUnit'], upstream: { api: 'management', status: 403 } },
    ]);
  });

  it.for([
    ['no JSON', '{', {}],
    ['a query that a foreign page could send', good, { 'content-type': 'text/plain' }],
    ['a form', 'query=x', { 'content-type': 'application/x-www-form-urlencoded' }],
  ] as const)('is echoed also when the body is %s', async ([, body, headers], { stack }) => {
    const response = await post(stack, body, { ...headers, 'x-request-id': 'checkout-42' });
    expect(response.ok).toBe(false);
    expect(response.headers.get('x-request-id')).toBe('checkout-42');
  });
});

function expectNoLeak(stack: Stack, text: string): void {
  const { clientSecret, subscriptionKey } = sandboxKeys.partner;
  for (const secret of [MARKER, HOST, clientSecret, subscriptionKey, new URL(stack.sandboxUrl).host]) {
    expect(text).not.toContain(secret);
  }
}

/** How the sandbox shows a secret. */
function fingerprint(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`;
}
