import { describe, expect, it } from 'vitest';
import { json, raw, scriptedServer } from '../support/scripted-server.js';
import { closedPort } from './port.js';
import { quiet, visit } from './visit.js';

const env = { ...quiet, SANDBOX_PORT: '0' };
const [secret, key] = ['the-secret-of-the-collector', 'the-key-that-only-the-router-knows'];

/** What is found in one area, with steady words for times. */
async function foundIn(area: string, more: Readonly<Record<string, string>>) {
  const { code, findings } = await visit({ ...env, ...more }, { secrets: [secret, key] });
  const found = findings
    .filter((each) => each.area === area)
    .map((each) => ({ ...each, found: each.found.replace(/in \d+ ms/, 'in N ms') }));
  return { code, found };
}

describe('the collector of traces', () => {
  const about = { area: 'traces', subject: 'OTEL_EXPORTER_OTLP_ENDPOINT' };
  const installed = { ...about, state: 'ok', found: 'the packages that send traces are installed' };

  it('that takes them gets a request without spans', async () => {
    const { url, seen } = await scriptedServer(json(200, {}));
    const { code, found } = await foundIn('traces', {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_EXPORTER_OTLP_HEADERS: `x-collector-key=${secret}`,
    });
    expect(code).toBe(0);
    expect(found).toEqual([
      installed,
      { ...about, state: 'ok', found: `${url}/v1/traces takes traces: it answers in N ms` },
    ]);
    expect(seen.map(({ method, url: path, body }) => [method, path, body])).toEqual([
      ['POST', '/v1/traces', ''],
    ]);
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/x-protobuf',
      'x-collector-key': secret,
    });
  });

  it.each([
    [401, 'Put what proves who sends into OTEL_EXPORTER_OTLP_HEADERS, as the collector asks for it.'],
    [
      404,
      'Let OTEL_EXPORTER_OTLP_TRACES_ENDPOINT lead to a receiver of OTLP over HTTP with protobuf, usually at port 4318.',
    ],
    [503, 'Look into the log of the collector.'],
  ])('that answers with %i', async (status, mend) => {
    const { url } = await scriptedServer(json(status, { secret: 'what it says is not repeated' }));
    const { code, found } = await foundIn('traces', {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${url}/somewhere`,
    });
    expect(code).toBe(1);
    expect(found[1]).toEqual({
      area: 'traces',
      subject: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
      state: 'fault',
      found: `${url}/somewhere does not take traces: it answers with ${status}`,
      mend,
    });
  });

  it.each([
    ['a page', raw(200, '<h1>Login</h1>', { 'content-type': 'text/html; charset=utf-8' }), 'text/html'],
    ['something', raw(200, 'welcome'), 'a body of no type'],
  ])('that turns out to be %s', async (_what, step, looksLike) => {
    const { url } = await scriptedServer(step);
    const { code, found } = await foundIn('traces', { OTEL_EXPORTER_OTLP_ENDPOINT: url });
    expect(code).toBe(1);
    expect(found[1]).toEqual({
      ...about,
      state: 'fault',
      found: `${url}/v1/traces does not look like a collector: it answers with 200 and ${looksLike}`,
      mend: 'Let OTEL_EXPORTER_OTLP_ENDPOINT lead to a receiver of OTLP over HTTP with protobuf, usually at port 4318.',
    });
  });

  it.each([
    ['protobuf', raw(200, '\n\0', { 'content-type': 'application/x-protobuf' })],
    ['nothing', raw(200, '')],
  ])('that answers with %s', async (_what, step) => {
    const { url } = await scriptedServer(step);
    const { found } = await foundIn('traces', { OTEL_EXPORTER_OTLP_ENDPOINT: url });
    expect(found[1]).toMatchObject({ state: 'ok' });
  });

  it('that is not there', async () => {
    const nobody = `http://127.0.0.1:${await closedPort()}`;
    const { code, found } = await foundIn('traces', { OTEL_EXPORTER_OTLP_ENDPOINT: nobody });
    expect(code).toBe(1);
    expect(found).toEqual([
      installed,
      {
        ...about,
        state: 'fault',
        found: `${nobody}/v1/traces can't be reached: nothing listens there (ECONNREFUSED)`,
        mend: 'Start what is to listen there, or look whether the port is right. The address comes from OTEL_EXPORTER_OTLP_ENDPOINT.',
      },
    ]);
  });

  it('that is looked for at the default address', async () => {
    const { found } = await foundIn('traces', { OTEL_TRACES_EXPORTER: 'otlp' });
    expect(found).toEqual([
      { ...installed, subject: 'OTEL_TRACES_EXPORTER' },
      {
        area: 'traces',
        subject: 'OTEL_TRACES_EXPORTER',
        state: 'fault',
        found: "http://localhost:4318/v1/traces can't be reached: nothing listens there (ECONNREFUSED)",
        mend: 'Start what is to listen there, or look whether the port is right. It is the default address, as OTEL_EXPORTER_OTLP_ENDPOINT is not set.',
      },
    ]);
  });

  it('that shows a certificate which the packages alone know', async () => {
    const { code, found } = await foundIn('traces', {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example',
      OTEL_EXPORTER_OTLP_CERTIFICATE: '/a/file',
    });
    expect(code).toBe(0);
    expect(found[1]).toEqual({
      ...about,
      state: 'skipped',
      found: `https://collector.example is not asked: only the packages that send traces know its certificates`,
    });
  });
});

describe('routers that are told of changes', () => {
  const about = { area: 'router', subject: 'ROUTER_INVALIDATION_URL' };
  const told = (...urls: readonly string[]) => ({
    ROUTER_CACHE: 'private',
    ROUTER_INVALIDATION_URL: urls.map((url) => `${url}/invalidation`).join(','),
    ROUTER_INVALIDATION_KEY: key,
  });

  it('hear, each by its key and for each subgraph, of a tag that nothing has', async () => {
    const [one, other] = [await scriptedServer(json(202, { count: 0 })), await scriptedServer(json(202, {}))];
    const { code, found } = await foundIn('router', {
      ...told(one.url, other.url),
      SUBGRAPHS: 'vipps,entur',
    });
    expect(code).toBe(0);
    expect(found).toEqual(
      [one, other].flatMap(({ url }) =>
        ['vipps', 'entur'].map((subgraph) => ({
          ...about,
          state: 'ok',
          found: `${url}/invalidation takes word of changes in ${subgraph}`,
        })),
      ),
    );
    for (const { seen } of [one, other]) {
      expect(seen.map(({ headers }) => headers.authorization)).toEqual([key, key]);
      const bodies = seen.map(({ body }): unknown => JSON.parse(body));
      expect(bodies).toEqual(
        ['vipps', 'entur'].map((subgraph) => [
          {
            kind: 'cache_tag',
            subgraphs: [subgraph],
            cache_tag: expect.stringMatching(/^doctor-[\da-f-]{36}$/),
          },
        ]),
      );
    }
  });

  it.each([
    [401, 'Set ROUTER_INVALIDATION_KEY to the shared_key of the router for this subgraph.'],
    [400, "Switch the cache_tag index of the router's invalidation on."],
    [404, "Take the address at which the router's invalidation listens, with its path."],
    [500, 'Look into the log of the router.'],
  ])('that answer with %i', async (status, mend) => {
    const { url } = await scriptedServer(json(status, {}));
    const { code, found } = await foundIn('router', told(url));
    expect(code).toBe(1);
    expect(found).toEqual([
      {
        ...about,
        state: 'fault',
        found: `${url}/invalidation does not take word of changes in vipps: it answers with ${status}`,
        mend,
      },
    ]);
  });

  it.each([
    ['a page', raw(200, '<h1>Login</h1>', { 'content-type': 'text/html' }), 'text/html'],
    ['something', raw(200, 'welcome'), 'a body of no type'],
  ])('that turn out to be %s', async (_what, step, looksLike) => {
    const { url } = await scriptedServer(step);
    const { code, found } = await foundIn('router', told(url));
    expect(code).toBe(1);
    expect(found).toEqual([
      {
        ...about,
        state: 'fault',
        found: `${url}/invalidation does not look like a router: it answers with 200 and ${looksLike}`,
        mend: "Take the address at which the router's invalidation listens, with its path.",
      },
    ]);
  });

  it('that answer with nothing', async () => {
    const { url } = await scriptedServer(raw(202, ''));
    expect((await foundIn('router', told(url))).found).toMatchObject([{ state: 'ok' }]);
  });

  it('that are not there', async () => {
    const nobody = `http://127.0.0.1:${await closedPort()}`;
    const { code, found } = await foundIn('router', told(nobody));
    expect(code).toBe(1);
    expect(found).toEqual([
      {
        ...about,
        state: 'fault',
        found: `${nobody}/invalidation can't be reached: nothing listens there (ECONNREFUSED)`,
        mend: 'Start what is to listen there, or look whether the port is right. The address comes from ROUTER_INVALIDATION_URL.',
      },
    ]);
  });
});
