import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { openProxy } from '../support/open-proxy.js';
import { jsonType, post, preflight } from '../support/wrong-requests.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';
const QUERY = '{"query":"{ __typename }"}';

describe('a browser', () => {
  it.for([
    ['/graphql', './'],
    ['/graphql/', '../'],
  ] as const)(
    'that opens %s is sent to GraphiQL, wherever a proxy has put both',
    async ([path, location], { start }) => {
      const { url } = await start();
      const sent = await fetch(url + path, { headers: { accept: BROWSER }, redirect: 'manual' });
      expect({
        status: sent.status,
        location: sent.headers.get('location'),
        vary: sent.headers.get('vary'),
      }).toStrictEqual({ status: 303, location, vary: 'accept' });
      const proxy = await openProxy(url, '/tools/vipps');
      const page = await fetch(`${proxy.url}/tools/vipps${path}`, { headers: { accept: BROWSER } });
      expect({ url: page.url, status: page.status, type: page.headers.get('content-type') }).toStrictEqual({
        url: `${proxy.url}/tools/vipps/`,
        status: 200,
        type: 'text/html; charset=utf-8',
      });
    },
  );

  it('asks for an icon in vain, and is told so without an error', async ({ start }) => {
    const icon = await fetch(`${(await start()).url}/favicon.ico`);
    expect({ status: icon.status, cache: icon.headers.get('cache-control') }).toStrictEqual({
      status: 204,
      cache: 'public, max-age=86400',
    });
  });

  it('is answered as any client where GraphiQL is off, or where it asks something', async ({ start }) => {
    const production = await start({ env: { NODE_ENV: 'production', SHUTDOWN_DRAIN_MS: '0' } });
    expect((await fetch(`${production.url}/graphql`, { headers: { accept: BROWSER } })).status).toBe(400);
    const { url } = await start();
    const headers = { ...preflight, accept: BROWSER };
    const asked = await fetch(`${url}/graphql?query=%7B__typename%7D`, { headers });
    expect(await asked.json()).toStrictEqual({ data: { __typename: 'Query' } });
    expect((await fetch(`${url}/graphql`, { headers: { accept: '*/*' } })).status).toBe(400);
  });
});

describe('the graph with a slash behind it', () => {
  it('is the graph', async ({ start }) => {
    const { url, server } = await start();
    for (const path of ['/graphql', '/graphql/', '/graphql/?', '/graphql?']) {
      const response = await fetch(url + path, post(QUERY, jsonType));
      expect({ status: response.status, body: await response.json() }, path).toStrictEqual({
        status: 200,
        body: { data: { __typename: 'Query' } },
      });
    }
    expect(server.fallBacks).toStrictEqual(new Map());
    const wrong = await fetch(`${url}/graphql/`, { method: 'PUT', body: QUERY, headers: jsonType });
    expect({ status: wrong.status, allow: wrong.headers.get('allow') }).toStrictEqual({
      status: 405,
      allow: 'GET, POST',
    });
  });
});
