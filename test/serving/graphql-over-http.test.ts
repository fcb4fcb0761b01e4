import { auditServer } from 'graphql-http';
import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import { BODY_LIMIT, jsonType, post, preflight, wrongRequests } from '../support/wrong-requests.js';

const graph = '/graphql';
const query = JSON.stringify({ query: '{ __typename }' });

const it = sharedStack({ env: { BODY_LIMIT_BYTES: String(BODY_LIMIT) } });
it.beforeEach(({ stack }) => stack.clearCalls());

describe('the audits of GraphQL over HTTP', () => {
  it('find nothing to say', async ({ stack }) => {
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
    expect(notOk.sort()).toStrictEqual([]);
  });

  it('find what is wrong where nothing is served', async ({ stack }) => {
    const rows = await auditServer({ url: `${stack.url}/nothing`, fetchFn: fetch });
    expect(rows).toHaveLength(61);
    expect(rows.filter(({ status }) => status === 'error').length).toBeGreaterThan(0);
  });
});

describe('a request that is none', () => {
  it.for(wrongRequests)(
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
      wrongRequests.map(async ({ path, init }) => (await fetch(stack.url + path, init)).text()),
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
