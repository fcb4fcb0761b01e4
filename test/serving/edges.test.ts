import { once } from 'node:events';
import { describe, expect } from 'vitest';
import { freshStack, sharedStack } from '../support/fixture.js';
import { connectTo, sendRaw, untilAnswered, untilClosed } from '../support/raw-http.js';
import { jsonType, post, preflight } from '../support/wrong-requests.js';

const QUERY = '{"query":"{ __typename }"}';
const PAGE = 'https://shop.example';
const SECRET = 'a-secret-that-the-router-shares-with-us';

/** The headers that say something of other origins. */
function corsOf({ headers }: Response): Record<string, string> {
  const names = [...headers.keys()].filter((name) => name.startsWith('access-control-') || name === 'vary');
  return Object.fromEntries(names.map((name) => [name, headers.get(name) ?? '']));
}

const asking = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
const readable = {
  'access-control-allow-origin': PAGE,
  'access-control-expose-headers': 'retry-after, x-request-id',
};

const withPages = sharedStack({
  env: {
    CORS_ORIGINS: `${PAGE}, http://localhost:3000`,
    CALLER_AUTH: 'router-secret',
    AUTH_ROUTER_SECRET: SECRET,
  },
});
const plain = sharedStack();
const foreign = sharedStack({ adjust: (config) => ({ ...config, allowedHosts: undefined }) });
const proxied = sharedStack({ env: { HOSTS_ALLOWED: 'graph.example, [2001:db8::1]' } });
const few = freshStack({ env: { CONNECTIONS_MAX: '2' } });

describe('pages of listed origins', () => {
  const it = withPages;
  const known = { 'x-router-secret': SECRET };

  it.for(['/graphql', '/graphql/'])(
    'may ask whether they may ask, before they are known: %s',
    async (path, { stack }) => {
      const response = await fetch(stack.url + path, {
        method: 'OPTIONS',
        headers: { origin: PAGE, ...asking },
      });
      expect(response.status).toBe(204);
      expect(corsOf(response)).toEqual({
        ...readable,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          'content-type, authorization, apollo-require-preflight, x-apollo-operation-name, traceparent, tracestate, x-include-cost, x-include-upstream, x-request-id',
        'access-control-max-age': '600',
        vary: 'origin',
      });
      expect(await response.text()).toBe('');
    },
  );

  it.for([
    ['a POST', '/graphql', post(QUERY, { ...jsonType, ...known })],
    ['a POST by the route', '/graphql/', post(QUERY, { ...jsonType, ...known })],
    ['a GET', '/graphql?query=%7B__typename%7D', { headers: { ...preflight, ...known } }],
  ] as const)('may read the answer to %s', async ([, path, init], { stack }) => {
    const headers = { ...init.headers, origin: PAGE };
    const response = await fetch(stack.url + path, { ...init, headers });
    expect(response.status).toBe(200);
    expect(corsOf(response)).toEqual({ ...readable, vary: 'accept, accept-encoding, origin' });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it.for([
    ['of who is unknown', '/graphql', post(QUERY), 401],
    ['of an unknown path', '/x', { headers: {} }, 404],
    ['of a method that is not taken', '/graphql', { method: 'PUT', headers: known }, 405],
  ] as const)('may read a refusal %s', async ([, path, init, status], { stack }) => {
    const response = await fetch(stack.url + path, { ...init, headers: { ...init.headers, origin: PAGE } });
    expect(response.status).toBe(status);
    expect(corsOf(response)).toEqual({ ...readable, vary: 'origin' });
  });

  it.for([
    'https://shop.example.evil.example',
    'https://evil.example',
    'http://shop.example',
    'null',
    'HTTPS://SHOP.EXAMPLE',
  ])('are no others: %s', async (origin, { stack }) => {
    const options = await fetch(`${stack.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, ...asking },
    });
    expect(options.status).not.toBe(204);
    const asked = await fetch(`${stack.url}/graphql`, post(QUERY, { ...jsonType, ...known, origin }));
    for (const response of [options, asked])
      expect(Object.keys(corsOf(response)).filter((name) => name !== 'vary')).toEqual([]);
  });
});

describe('without listed origins', () => {
  plain('no page may read anything', async ({ stack }) => {
    const options = await fetch(`${stack.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: PAGE, ...asking },
    });
    expect([options.status, options.headers.get('allow'), await options.json()]).toEqual([
      405,
      'GET, POST',
      { errors: [{ message: 'The graph takes GET and POST.', extensions: { code: 'BAD_REQUEST' } }] },
    ]);
    const asked = await fetch(`${stack.url}/graphql`, post(QUERY, { ...jsonType, origin: PAGE }));
    for (const response of [options, asked])
      expect(Object.keys(corsOf(response)).filter((name) => name !== 'vary')).toEqual([]);
  });
});

describe('a server for programs of this machine', () => {
  const it = plain;
  const ask = ({ url }: { url: string }, host: string, path = '/graphql') =>
    sendRaw(
      url,
      `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${QUERY.length}\r\n\r\n${QUERY}`,
    );

  it.for(['localhost', 'localhost:4001', '127.0.0.1', '127.0.0.1:1', '[::1]', '[::1]:4001', 'LOCALHOST'])(
    'answers to its own names: %s',
    async (host, { stack }) => {
      expect(await ask(stack, host)).toMatchObject({ status: 200 });
    },
  );

  it.for([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example:4001',
    '127.0.0.1@evil.example',
    '',
  ])('does not answer to a name that somebody has lead here: %s', async (host, { stack }) => {
    for (const path of ['/graphql', '/graphql/', '/']) {
      const { status, body } = await ask(stack, host, path);
      expect(status).toBe(421);
      expect(JSON.parse(body)).toEqual({
        errors: [
          {
            message:
              'This server is not asked by this name: ask for localhost, or for a name in HOSTS_ALLOWED.',
            extensions: { code: 'BAD_REQUEST' },
          },
        ],
      });
    }
  });

  foreign('is one on loopback only: others are asked by whatever name leads to them', async ({ stack }) => {
    expect(await ask(stack, 'graph.example')).toMatchObject({ status: 200 });
  });
});

describe('a server with a list of names', () => {
  proxied.for([
    ['graph.example', 200],
    ['Graph.Example:443', 200],
    ['[2001:db8::1]:4001', 200],
    ['127.0.0.1', 200],
    ['x.graph.example', 421],
    ['graph.example.evil.example', 421],
    ['graph.example:', 421],
  ] as const)('answers to these and to its own: %s', async ([host, status], { stack }) => {
    const request = `POST /graphql HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: ${QUERY.length}\r\n\r\n${QUERY}`;
    expect(await sendRaw(stack.url, request)).toMatchObject({ status });
  });
});

describe('every response', () => {
  plain('is what its type says, and kept by nobody', async ({ stack }) => {
    for (const [path, init] of [
      ['/graphql', post(QUERY)],
      ['/graphql', post('{')],
      ['/graphql', post('x', { 'content-type': 'text/plain' })],
      ['/graphql', post('x', { 'content-type': 'image/png' })],
      ['/graphql', { method: 'DELETE' }],
      ['/x', {}],
    ] as const) {
      const { headers } = await fetch(stack.url + path, init);
      expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
        'nosniff',
        'no-store',
      ]);
    }
    const broken = await sendRaw(stack.url, 'GET / HTTP/1.1\r\nhost: localhost\r\nwrong\r\n\r\n');
    expect(broken.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });
});

describe('the connections of callers', () => {
  few('are bounded, and what closes makes room', async ({ stack }) => {
    const held = [connectTo(stack.url), connectTo(stack.url)];
    await Promise.all(held.map((socket) => once(socket, 'connect')));
    const request = 'GET /x HTTP/1.1\r\nhost: localhost\r\n\r\n';
    // An answer says that the server has taken the connection.
    for (const socket of held) {
      const answer = untilAnswered(socket);
      socket.write(request);
      expect((await answer).status).toBe(404);
    }
    expect((await untilClosed(connectTo(stack.url))).status).toBeUndefined();
    held[0]?.destroy();
    await expect
      .poll(
        async () =>
          (await sendRaw(stack.url, request.replace('\r\n\r\n', '\r\nconnection: close\r\n\r\n'))).status,
      )
      .toBe(404);
    held[1]?.destroy();
  });
});
