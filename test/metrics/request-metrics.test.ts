import { describe, expect } from 'vitest';
import { ERROR_CODES, PROTOCOL_CODES } from '../../src/errors/codes.js';
import { cachePolicies } from '../../src/loaders/cache-policies.js';
import { MAX_NAMES } from '../../src/metrics/OperationNames.js';
import { freshStack } from '../support/fixture.js';
import { sendRaw } from '../support/raw-http.js';
import { scrape, type Scraped, type ScrapedSample } from '../support/scrape.js';
import type { Stack } from '../support/stack.js';
import { preflight } from '../support/wrong-requests.js';

const it = freshStack();
const DURATION = 'subgraph_operation_duration_seconds';

describe('operations', () => {
  it('are counted by name, kind, path and outcome', async ({ stack }) => {
    const unit = 'query Unit { salesUnit(msn: "204117") { name } }';
    await stack.askText(unit);
    await stack.askText(unit);
    await stack.askText('{ __typename }');
    await stack.askText('query Schema { __schema { queryType { name } } }');
    const scraped = await scrape(stack.server);
    const unitLabels = { subgraph: 'vipps', operation: 'Unit', kind: 'query', outcome: 'ok' };
    expect(scraped.sum(`${DURATION}_count`, { ...unitLabels, path: 'compiled' })).toBe(1);
    expect(scraped.sum(`${DURATION}_count`, { ...unitLabels, path: 'cached' })).toBe(1);
    expect(scraped.sum(`${DURATION}_count`, { operation: 'anonymous' })).toBe(1);
    expect(scraped.sum(`${DURATION}_count`, { operation: 'Schema', path: 'apollo' })).toBe(1);
    expect(scraped.sum('subgraph_fall_backs_total', { reason: 'introspection' })).toBe(1);
    expect(scraped.sum(`${DURATION}_count`)).toBe(4);
    expect(scraped.sum(`${DURATION}_bucket`, { le: '+Inf' })).toBe(4);
    expect(scraped.sum(`${DURATION}_sum`)).toBeGreaterThan(0);
    expect(scraped.sum('subgraph_response_cache_entries')).toBe(2);
    expect(scraped.sum('subgraph_response_cache_bytes')).toBeGreaterThan(400);
    expect(scraped.type).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('with errors are counted by the codes of these', async ({ stack }) => {
    await stack.askText('{ salesUnit(msn: "no number") { name } }');
    await stack.askText('{ a: salesUnit(msn: "1") { name } b: salesUnit(msn: "2") { name } }');
    await stack.askText('{ nothing }');
    const scraped = await scrape(stack.server);
    expect(scraped.sum('subgraph_errors_total', { code: 'BAD_USER_INPUT' })).toBe(3);
    expect(scraped.sum('subgraph_errors_total', { code: 'GRAPHQL_VALIDATION_FAILED' })).toBe(1);
    expect(scraped.sum('subgraph_errors_total')).toBe(4);
    const failed = { kind: 'query', path: 'compiled', outcome: 'errors' };
    expect(scraped.sum(`${DURATION}_count`, failed)).toBe(2);
    expect(scraped.sum(`${DURATION}_count`, { kind: 'none', path: 'apollo', outcome: 'errors' })).toBe(1);
  });

  it('are told apart up to a number of names, of which none is invented by who fails', async ({ stack }) => {
    await stack.askText('query Failing { salesUnit(msn: "x") { name } }');
    // A number in a name may be anybody's.
    await stack.askText('query Of4791234567 { __typename }');
    // No more at once than are let in.
    for (let first = 0; first < 5_000; first += 250) await askAll(stack, first, 250);
    const scraped = await scrape(stack.server);
    const told = new Set(scraped.samples.flatMap(({ labels }) => labels['operation'] ?? []));
    // Those of calls to APIs have that label too, of which there was none.
    expect(told.size).toBe(MAX_NAMES + 1);
    expect(told).toContain('N0');
    expect(told).not.toContain('Failing');
    expect(told).not.toContain('Of4791234567');
    expect(scraped.sum(`${DURATION}_count`, { operation: 'other' })).toBe(5_000 - MAX_NAMES + 2);
    expect(scraped.samples.filter(({ name }) => name === `${DURATION}_count`)).toHaveLength(MAX_NAMES + 2);
  });
});

/** Asks for so many operations with names of their own, over one connection. */
async function askAll({ url }: Stack, first: number, count: number): Promise<void> {
  const texts = Array.from({ length: count }, (_, index) => {
    const body = JSON.stringify({ query: `query N${String(first + index)} { __typename }` });
    const last = index === count - 1 ? 'connection: close\r\n' : '';
    return `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${last}content-length: ${String(body.length)}\r\n\r\n${body}`;
  });
  await sendRaw(url, texts.join(''));
}

describe('what alerts ask for the increase of', () => {
  const zeros = (scraped: Scraped, name: string): readonly string[] =>
    scraped.samples.filter((sample) => sample.name === name && sample.value === 0).map(labelsText);

  it('is there before it happens first', async ({ stack }) => {
    const scraped = await scrape(stack.server);
    const codes = new Set([...Object.keys(ERROR_CODES), ...PROTOCOL_CODES]);
    expect(zeros(scraped, 'subgraph_errors_total')).toEqual([...codes].map((code) => `vipps ${code}`));
    expect(zeros(scraped, 'subgraph_requests_refused_total')).toEqual([
      'vipps OVERLOADED 503 REQUESTS_MAX',
      'vipps OVERLOADED 503 BODIES_MAX_BYTES',
      'vipps OVERLOADED 503 SHED_LOOP_DELAY_MS',
      'vipps OVERLOADED 503 SHED_CALLS_WAITING',
      'vipps OVERLOADED none CONNECTIONS_MAX',
    ]);
  });
});

function labelsText({ labels }: ScrapedSample): string {
  return Object.values(labels).join(' ');
}

describe('requests that are refused', () => {
  it('are counted by code and status', async ({ stack }) => {
    const post = (headers: Record<string, string>, body: string): Promise<Response> =>
      fetch(`${stack.url}/graphql`, { method: 'POST', headers, body });
    await post({ 'content-type': 'application/json', accept: 'image/png' }, '{"query":"{ __typename }"}');
    await post({ 'content-type': 'application/json' }, `{"query":"${' '.repeat(2_000_000)}"}`);
    const scraped = await scrape(stack.server);
    const refused = 'subgraph_requests_refused_total';
    expect(scraped.sum(refused, { subgraph: 'vipps', code: 'BAD_REQUEST', status: '406' })).toBe(1);
    expect(scraped.sum(refused, { subgraph: 'vipps', code: 'BAD_REQUEST', status: '413' })).toBe(1);
    expect(scraped.sum(refused)).toBe(2);
  });
});

describe.each(['true', 'false'])(
  'requests without a GraphQL request (COMPILE_QUERIES=%s)',
  (COMPILE_QUERIES) => {
    const it = freshStack({ env: { COMPILE_QUERIES } });
    const json = 'application/json';
    const bodies = [
      ['[]', json],
      ['[{"query":"{__typename}"}]', json],
      ['nojson', json],
      ['{"query":5}', json],
      ['{}', json],
      ['{"query":"{__typename}"}', 'text/plain'],
    ] as const;

    it('are errors, each once', async ({ stack }) => {
      for (const [index, [body, type]] of bodies.entries()) {
        const response = await fetch(`${stack.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
        await expect
          .poll(async () =>
            (await scrape(stack.server)).sum('subgraph_errors_total', { code: 'BAD_REQUEST' }),
          )
          .toBe(index + 1);
      }
      const scraped = await scrape(stack.server);
      expect(scraped.sum('subgraph_errors_total')).toBe(bodies.length);
      expect(scraped.sum('subgraph_requests_refused_total')).toBe(0);
      expect(scraped.sum(`${DURATION}_count`, { kind: 'none', outcome: 'errors' })).toBe(bodies.length);
    });
  },
);

describe('reads of the caches', () => {
  it('are counted by what became of them', async ({ stack }) => {
    const one = '{ salesUnit(msn: "204117") { name } }';
    await stack.askText(one);
    await stack.askText('{ salesUnit(msn: "204117") { msn name } }');
    const scraped = await scrape(stack.server);
    const unit = { subgraph: 'vipps', resource: 'salesUnit' };
    expect(scraped.sum('subgraph_cache_reads_total', { ...unit, result: 'loaded' })).toBe(1);
    expect(scraped.sum('subgraph_cache_reads_total', { ...unit, result: 'fresh' })).toBe(1);
    expect(scraped.sum('subgraph_cache_bytes', unit)).toBeGreaterThan(200);
  });
});

describe('reads that are not just loaded', () => {
  const now = '2026-09-14T10:00:00Z';
  const { fresh, staleWhileRevalidate } = cachePolicies.salesUnit;
  const it = freshStack({ now, env: { UPSTREAM_RETRIES: '0', VIPPS_PARTNER_URL: '' } });
  const read = (stack: Stack, selection: string) =>
    stack.askText(`{ salesUnit(msn: "204117") { configuration { captureType } ${selection} } }`);
  const reads = async (stack: Stack, result: string): Promise<number> =>
    (await scrape(stack.server)).sum('subgraph_cache_reads_total', { resource: 'salesUnit', result });

  it('are counted as joined, renewed, and old while the API fails', async ({ stack, clock }) => {
    // By two executions, as their queries differ.
    await Promise.all([read(stack, 'msn'), read(stack, 'name')]);
    expect([await reads(stack, 'loaded'), await reads(stack, 'joined')]).toEqual([1, 1]);
    clock.advance(fresh);
    await read(stack, 'msn');
    await expect.poll(() => stack.calls()).toHaveLength(2);
    expect([await reads(stack, 'renewed'), await reads(stack, 'old')]).toEqual([1, 0]);
    clock.advance(fresh + staleWhileRevalidate);
    await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: null });
    await read(stack, 'msn');
    expect(await reads(stack, 'old')).toBe(1);
  });
});

describe.each(['compiled', 'apollo'])('a caller who leaves (%s)', (path) => {
  it('is counted as such', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: null });
    const leaving = new AbortController();
    const query = 'query Left { salesUnits { totalCount } }';
    const { signal } = leaving;
    const asked =
      path === 'compiled'
        ? stack.askText(query, undefined, { signal })
        : fetch(`${stack.url}/graphql?query=${encodeURIComponent(query)}`, { headers: preflight, signal });
    await expect.poll(async () => (await stack.sandbox.requests()).inFlight).toBe(1);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    const left = { operation: 'other', kind: 'query', path, outcome: 'left' };
    await expect.poll(async () => (await scrape(stack.server)).sum(`${DURATION}_count`, left)).toBe(1);
  });
});

describe('the process', () => {
  it('tells its own', async ({ stack }) => {
    const scraped = await scrape(stack.server);
    expect(scraped.sum('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(scraped.samples.some(({ name }) => name.startsWith('nodejs_eventloop_lag'))).toBe(true);
  });
});
