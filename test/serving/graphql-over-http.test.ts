import { auditServer } from 'graphql-http';
import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';

const BODY_LIMIT = 2_048;
const jsonType = { 'content-type': 'application/json' };
const query = JSON.stringify({ query: '{ __typename }' });

const it = sharedStack({ env: { BODY_LIMIT_BYTES: String(BODY_LIMIT) } });
it.beforeEach(({ stack }) => stack.clearCalls());

describe('the audits of GraphQL over HTTP', () => {
  it('find no error, and warn only that legacy JSON answers with 400 where 200 would do', async ({
    stack,
  }) => {
    const rows = await auditServer({
      url: `${stack.url}/graphql`,
      // What a browser can't send across origins unasked: the server's guard against forged requests wants it.
      fetchFn: (url: string, init?: RequestInit) => {
        const headers = new Headers(init?.headers);
        headers.set('apollo-require-preflight', 'yes');
        return fetch(url, { ...init, headers });
      },
    });
    expect(rows).toHaveLength(61);
    const notOk = rows.filter(({ status }) => status !== 'ok').map(({ id, status }) => `${status} ${id}`);
    expect(notOk.sort()).toStrictEqual(['warn 572B', 'warn 7B9B', 'warn FDE2']);
  });

  it('find what is wrong where nothing is served', async ({ stack }) => {
    const rows = await auditServer({ url: `${stack.url}/nothing`, fetchFn: fetch });
    expect(rows).toHaveLength(61);
    expect(rows.filter(({ status }) => status === 'error').length).toBeGreaterThan(0);
  });
});

const forged =
  'This operation has been blocked as a potential Cross-Site Request Forgery (CSRF). ' +
  "Please either specify a 'content-type' header (with a type that is not one of " +
  'application/x-www-form-urlencoded, multipart/form-data, text/plain) or provide a non-empty value for one of ' +
  'the following headers: x-apollo-operation-name, apollo-require-preflight\n';
const preflight = { 'apollo-require-preflight': 'yes' };
const graph = '/graphql';

interface Case {
  readonly what: string;
  readonly path: string;
  readonly init: RequestInit;
  readonly status: number;
  readonly message: string;
  readonly code?: string;
  readonly locations?: readonly { line: number; column: number }[];
}

const post = (body: string, headers: Record<string, string> = jsonType): RequestInit => ({
  method: 'POST',
  body,
  headers,
});

const refusals: readonly Case[] = [
  {
    what: 'a body that is no JSON',
    path: graph,
    init: post('{"query":"{ __typename }"'),
    status: 400,
    message: "Body is not valid JSON but content-type is set to 'application/json'",
  },
  {
    what: 'an empty body',
    path: graph,
    init: post(''),
    status: 400,
    message: "Body cannot be empty when content-type is set to 'application/json'",
  },
  {
    what: 'a body of text/plain',
    path: graph,
    init: post(query, { 'content-type': 'text/plain' }),
    status: 400,
    message: forged,
  },
  {
    what: 'a form',
    path: graph,
    init: post('query=%7B__typename%7D', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    message: 'Unsupported Media Type',
  },
  {
    what: 'a multipart form',
    path: graph,
    init: post('--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{}\r\n--x--\r\n', {
      'content-type': 'multipart/form-data; boundary=x',
    }),
    status: 415,
    message: 'Unsupported Media Type',
  },
  {
    what: 'a batch',
    path: graph,
    init: post(`[${query},${query}]`),
    status: 400,
    message: 'Operation batching disabled.',
  },
  {
    what: 'a mutation by GET',
    path: `${graph}?query=${encodeURIComponent('mutation { __typename }')}`,
    init: { headers: preflight },
    status: 405,
    message: 'GET requests only support query operations, not mutation operations',
  },
  {
    what: 'a query by GET that a foreign page could send',
    path: `${graph}?query=${encodeURIComponent('{ __typename }')}`,
    init: {},
    status: 400,
    message: forged,
  },
  {
    what: 'a body above the limit',
    path: graph,
    init: post(JSON.stringify({ query: '{ __typename }'.padEnd(BODY_LIMIT) })),
    status: 413,
    message: 'Request body is too large',
  },
  {
    what: 'a syntax error',
    path: graph,
    init: post(JSON.stringify({ query: '{ salesUnits {' })),
    status: 400,
    message: 'Syntax Error: Expected Name, found <EOF>.',
    code: 'GRAPHQL_PARSE_FAILED',
    locations: [{ line: 1, column: 15 }],
  },
  {
    what: 'a query without a variable that it needs',
    path: graph,
    init: post(JSON.stringify({ query: 'query($msn: String!) { salesUnit(msn: $msn) { msn } }' })),
    status: 400,
    message: 'Variable "$msn" of required type "String!" was not provided.',
    code: 'BAD_USER_INPUT',
    locations: [{ line: 1, column: 7 }],
  },
  {
    what: 'an unknown path',
    path: '/metrics/../etc',
    init: {},
    status: 404,
    message: 'Nothing is here. The graph is at /graphql.',
  },
  {
    what: 'a path below the graph',
    path: `${graph}/x`,
    init: post(query),
    status: 404,
    message: 'Nothing is here. The graph is at /graphql.',
  },
];

describe('a request that is none', () => {
  it.for(refusals)(
    'is refused as JSON without a look upstream: $what',
    async ({ path, init, status, message, code, locations }, { stack }) => {
      const response = await fetch(stack.url + path, init);
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.json()).toStrictEqual({
        errors: [{ message, ...(locations && { locations }), extensions: { code: code ?? 'BAD_REQUEST' } }],
      });
      expect(await stack.calls()).toStrictEqual([]);
    },
  );

  it.for(['PUT', 'DELETE', 'PATCH'])(
    'is told which methods the graph takes: %s',
    async (method, { stack }) => {
      const init = method === 'DELETE' ? { method } : { method, body: query, headers: jsonType };
      const response = await fetch(`${stack.url}${graph}`, init);
      expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
      expect({ status: response.status, allow: response.headers.get('allow')?.split(', ') }).toStrictEqual({
        status: 405,
        allow: expect.arrayContaining(['GET', 'POST']),
      });
    },
  );

  it('is refused in the same form when its path is not well-formed', async ({ stack }) => {
    const response = await fetch(`${stack.url}/%zz`);
    const body = await response.text();
    expect(response.status).toBe(400);
    expect(body).not.toContain('FST_ERR');
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it('shows no stack, no file and no page, whatever is wrong with it', async ({ stack }) => {
    const leaks = /\bat .+:\d+:\d+|node_modules|\.[jt]s\b|<html|<!doctype/i;
    const bodies = await Promise.all(
      refusals.map(async ({ path, init }) => (await fetch(stack.url + path, init)).text()),
    );
    expect(bodies.filter((body) => leaks.test(body))).toStrictEqual([]);
  });
});

describe('a request at the limits of what is taken', () => {
  it('is answered when its body is exactly as large as the limit', async ({ stack }) => {
    const frame = JSON.stringify({ query: '{ __typename }' });
    const body = JSON.stringify({ query: '{ __typename }' + ' '.repeat(BODY_LIMIT - frame.length) });
    expect(Buffer.byteLength(body)).toBe(BODY_LIMIT);
    const response = await fetch(`${stack.url}${graph}`, post(body));
    expect({ status: response.status, body: await response.json() }).toStrictEqual({
      status: 200,
      body: { data: { __typename: 'Query' } },
    });
  });

  it('is answered by GET with the header that foreign pages cannot send', async ({ stack }) => {
    const response = await fetch(`${stack.url}${graph}?query=${encodeURIComponent('{ __typename }')}`, {
      headers: preflight,
    });
    expect({ status: response.status, body: await response.json() }).toStrictEqual({
      status: 200,
      body: { data: { __typename: 'Query' } },
    });
  });

  it('is answered in the media type of GraphQL when it asks for that, faults included', async ({ stack }) => {
    const type = 'application/graphql-response+json';
    const answers = await Promise.all(
      ['{ __typename }', '{'].map((text) =>
        fetch(`${stack.url}${graph}`, post(JSON.stringify({ query: text }), { ...jsonType, accept: type })),
      ),
    );
    expect(answers.map(({ status, headers }) => [status, headers.get('content-type')])).toStrictEqual([
      [200, `${type}; charset=utf-8`],
      [400, `${type}; charset=utf-8`],
    ]);
  });

  it('gets no permission for pages of other origins', async ({ stack }) => {
    const init = post(query, { ...jsonType, origin: 'https://elsewhere.example' });
    const { headers } = await fetch(`${stack.url}${graph}`, init);
    expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toStrictEqual([]);
  });
});
