import { describe, expect } from 'vitest';
import { connectTo, untilAnswered } from '../support/raw-http.js';
import { freshStack, sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { jsonType, post, preflight } from '../support/wrong-requests.js';

const SECRET = 'a-secret-that-the-router-shares-with-us';
const env = {
  CALLER_AUTH: 'router-secret',
  AUTH_ROUTER_SECRET: SECRET,
  AUTH_ROUTER_CLAIMS: 'on',
  RATE_LIMIT_PER_SECOND: '2',
  RATE_LIMIT_BURST: '3',
};
const now = '2026-09-14T10:00:00Z';
const QUERY = '{"query":"{ __typename }"}';

const onWorldTime = sharedStack({
  env: { ...env, RATE_LIMIT_PER_SECOND: '1000', RATE_LIMIT_BURST: '1' },
});

function headersOf(subject: string): Record<string, string> {
  return {
    'x-router-secret': SECRET,
    'x-caller-subject': subject,
    'x-caller-scopes': 'management:read',
  };
}

async function ask({ url }: Stack, subject: string, more: RequestInit = {}) {
  const { headers, ...init } = { ...post(QUERY), ...more };
  const response = await fetch(`${url}/graphql`, {
    ...init,
    headers: { ...jsonType, ...Object.fromEntries(new Headers(headers)), ...headersOf(subject) },
  });
  const { status } = response;
  const retryAfter = response.headers.get('retry-after');
  return { status, retryAfter, type: response.headers.get('content-type'), body: await response.json() };
}

const answered = {
  status: 200,
  retryAfter: null,
  type: 'application/json; charset=utf-8',
  body: { data: { __typename: 'Query' } },
};
const refused = {
  status: 429,
  retryAfter: '1',
  type: 'application/json; charset=utf-8',
  body: {
    errors: [
      {
        message: 'You send more than 2 requests per second. Try again in 1 s.',
        extensions: { code: 'RATE_LIMITED', retryAfter: 1 },
      },
    ],
  },
};

for (const compile of ['true', 'false']) {
  const it = freshStack({ now, env: { ...env, COMPILE_QUERIES: compile } });

  describe(`requests beyond the rate of their caller (compiled: ${compile})`, () => {
    it('get 429 and when to come again, and others are not held up', async ({ stack, clock }) => {
      for (let index = 0; index < 3; index += 1) expect(await ask(stack, 'shop')).toEqual(answered);
      expect(await ask(stack, 'shop')).toEqual(refused);
      expect(await ask(stack, 'other shop')).toEqual(answered);
      clock.advance(0.5);
      expect(await ask(stack, 'shop')).toEqual(answered);
      expect(await ask(stack, 'shop')).toEqual(refused);
      expect(
        stack.logs.filter(({ msg, status }) => msg === 'request refused' && status === 429),
      ).toHaveLength(2);
    });

    it('are counted whichever way they come in, also those that are refused for what they are', async ({
      stack,
    }) => {
      const graph = `${stack.url}/graphql`;
      const other = { headers: { ...headersOf('shop'), ...preflight } };
      await (await fetch(`${graph}?query=%7B__typename%7D`, other)).text();
      await (await fetch(graph, { ...post('x', { ...jsonType, ...headersOf('shop') }) })).text();
      await (await fetch(`${graph}/`, { ...post(QUERY, { ...jsonType, ...headersOf('shop') }) })).text();
      const get = await fetch(`${graph}?query=%7B__typename%7D`, other);
      expect({ status: get.status, body: await get.json() }).toEqual({ status: 429, body: refused.body });
    });

    it('are refused before their bodies are there', async ({ stack }) => {
      for (let index = 0; index < 3; index += 1) await ask(stack, 'shop');
      const socket = connectTo(stack.url);
      const answer = untilAnswered(socket);
      const fields = { host: 'localhost', ...jsonType, ...headersOf('shop'), 'content-length': '100' };
      const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
      socket.write(`POST /graphql HTTP/1.1\r\n${lines.join('')}\r\n`);
      expect(await answer).toMatchObject({
        status: 429,
        headers: { connection: 'close', 'retry-after': '1' },
      });
      socket.destroy();
    });

    it('do not count against unknown ones', async ({ stack }) => {
      for (let index = 0; index < 10; index += 1)
        expect((await fetch(`${stack.url}/graphql`, post(QUERY))).status).toBe(401);
      expect(await ask(stack, '')).toEqual(answered);
    });
  });
}

const byTenant = freshStack({
  adjust: (config) => ({
    ...config,
    tenant: { ...config.tenant, limits: { concurrentRequests: 2 } },
  }),
});

describe('the requests of a tenant in flight', () => {
  byTenant('are as many as its limits allow, and make room when they end', async ({ stack }) => {
    await stack.askText('{ salesUnit(msn: "204117") { name } }');
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/*', times: null, hang: true });
    const leavers = [new AbortController(), new AbortController()];
    const left = leavers.map(({ signal }, index) =>
      stack
        .askText(`{ salesUnit(msn: "20412${index}") { name } }`, undefined, { signal })
        .catch(() => 'left'),
    );
    await expect.poll(async () => (await stack.sandbox.requests({})).inFlight).toBe(2);
    const third = await fetch(`${stack.url}/graphql`, post(QUERY));
    expect({ status: third.status, retryAfter: third.headers.get('retry-after') }).toEqual({
      status: 429,
      retryAfter: '1',
    });
    expect(await third.json()).toEqual({
      errors: [
        {
          message:
            'The tenant has 2 requests in flight, as many as it may have. Wait for answers before you ask for more.',
          extensions: { code: 'RATE_LIMITED', retryAfter: 1 },
        },
      ],
    });
    leavers[0]?.abort();
    await expect.poll(async () => (await fetch(`${stack.url}/graphql`, post(QUERY))).status).toBe(200);
    leavers[1]?.abort();
    expect(await Promise.all(left)).toEqual(['left', 'left']);
  });
});

const few = freshStack({ env: { REQUESTS_MAX: '2' } });

describe('the requests of all callers in flight', () => {
  few('are bounded: more get 503 before anything of them is looked at', async ({ stack }) => {
    const stalled = [connectTo(stack.url), connectTo(stack.url)];
    for (const socket of stalled)
      socket.write(
        'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n',
      );
    const outcome = async () => {
      const response = await fetch(`${stack.url}/graphql`, post(QUERY));
      return { status: response.status, body: await response.json() };
    };
    await expect.poll(outcome).toEqual({
      status: 503,
      body: {
        errors: [
          {
            message: 'This server has too many requests in hand. Try again in a moment.',
            extensions: { code: 'OVERLOADED', retryAfter: 1 },
          },
        ],
      },
    });
    for (const socket of stalled) socket.destroy();
    await expect.poll(outcome).toMatchObject({ status: 200 });
  });
});

describe('the rate of a caller', () => {
  onWorldTime(
    'is by the clock of the world, also while that of the sandbox stands still',
    async ({ stack }) => {
      await stack.sandbox.clock.freeze(now);
      await ask(stack, 'shop');
      for (let time = 0; time < 3; time += 1)
        await expect.poll(async () => (await ask(stack, 'shop')).status).toBe(200);
    },
  );
});
