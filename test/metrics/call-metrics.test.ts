import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';

const CALLS = 'subgraph_upstream_call_duration_seconds_count';
const UNIT = '{ salesUnit(msn: "204117") { name } }';

describe('calls to APIs', () => {
  const it = freshStack();

  it('are counted by API, operation, status and attempt', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/**', status: 503, times: 1 });
    await stack.askText(UNIT);
    await stack.askText('{ salesUnit(msn: "999999") { name } }');
    const scraped = await scrape(stack.server);
    const unit = { subgraph: 'vipps', api: 'management', operation: 'getMsn' };
    const count = (labels: object): number => scraped.sum(CALLS, { ...unit, ...labels });
    expect(count({ status: '5xx', attempt: '1' })).toBe(1);
    expect(count({ status: '2xx', attempt: '2' })).toBe(1);
    expect(count({ status: '4xx', attempt: '1' })).toBe(1);
    expect(count({})).toBe(3);
    expect(scraped.sum('subgraph_keys', { state: 'working' })).toBe(1);
    expect(scraped.sum('subgraph_keys')).toBe(1);
  });

  it('without an answer have no status', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/**', reset: 'before', times: null });
    await stack.askText(UNIT);
    const scraped = await scrape(stack.server);
    expect(scraped.sum(CALLS, { api: 'management', status: 'none', attempt: '1' })).toBe(1);
    expect(scraped.sum(CALLS, { api: 'management', status: 'none', attempt: '2' })).toBe(1);
  });
});

describe.each(['true', 'false'])(
  'a call whose callers have all left (COMPILE_QUERIES=%s)',
  (COMPILE_QUERIES) => {
    const it = freshStack({ env: { COMPILE_QUERIES, LOG_LEVEL: 'debug' } });

    it('is aborted, which is no failure of the API', async ({ stack }) => {
      // Has a token, so that what follows needs none.
      await stack.askText('{ salesUnit(msn: "204127") { name } }');
      await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: null });
      const leaving = new AbortController();
      const asked = stack.askText(UNIT, undefined, { signal: leaving.signal });
      await expect.poll(async () => (await stack.sandbox.requests()).inFlight).toBe(1);
      leaving.abort();
      await expect(asked).rejects.toThrow('aborted');
      const aborted = { api: 'management', operation: 'getMsn', status: 'aborted', attempt: '1' };
      await expect.poll(async () => (await scrape(stack.server)).sum(CALLS, aborted)).toBe(1);
      expect((await scrape(stack.server)).sum(CALLS, { status: 'none' })).toBe(0);
      await expect.poll(() => stack.logs.filter(({ left }) => left === true)).toHaveLength(1);
      expect(stack.logs.find(({ left }) => left === true)).not.toHaveProperty('failedCalls', 1);
      const lines = stack.logs.filter(({ msg }) => String(msg).startsWith('upstream call'));
      expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
        [20, 'upstream call'],
        [20, 'upstream call'],
        [20, 'upstream call aborted'],
      ]);
    });
  },
);

describe('keys', () => {
  freshStack()('of which no token was asked for are none that work', async ({ stack }) => {
    await stack.askText('{ __typename }');
    expect((await scrape(stack.server)).sum('subgraph_keys')).toBe(0);
  });

  const it = freshStack({
    adjust: (config) => {
      const { classic } = config.tenant;
      if (classic === undefined) return config;
      return { ...config, tenant: { ...config.tenant, classic: { ...classic, clientSecret: 'wrong' } } };
    },
  });

  it('that are refused are counted', async ({ stack }) => {
    await stack.askText(UNIT);
    const scraped = await scrape(stack.server);
    expect(scraped.sum('subgraph_keys', { state: 'refused' })).toBe(1);
    expect(scraped.sum('subgraph_keys', { state: 'working' })).toBe(0);
  });
});

describe('permits', () => {
  const it = freshStack({ env: { UPSTREAM_CONCURRENCY: '1' } });

  it('are waited for, for a time that is told', async ({ stack }) => {
    await stack.askText('{ salesUnits(first: 5) { nodes { configuration { captureType } } } }');
    const scraped = await scrape(stack.server);
    const waits = 'subgraph_upstream_permit_wait_seconds';
    expect(scraped.sum(`${waits}_count`, { api: 'management', calls: 'read' })).toBe(4);
    expect(scraped.sum(`${waits}_sum`)).toBeGreaterThan(0);
  });
});

describe('breakers', () => {
  const it = freshStack({ env: { UPSTREAM_RETRIES: '0', BREAKER_WAIT_MS: '0' } });

  it('are counted as they open, and what they refuse', async ({ stack }) => {
    await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: null });
    for (let index = 0; index < 30; index += 1)
      await stack.askText(`{ salesUnit(msn: "${String(300_000 + index)}") { name } }`);
    const scraped = await scrape(stack.server);
    const management = { subgraph: 'vipps', api: 'management' };
    expect(scraped.sum('subgraph_breaker_changes_total', { ...management, change: 'opened' })).toBe(1);
    expect(scraped.sum('subgraph_breakers_open', management)).toBe(1);
    const sent = scraped.sum(CALLS, management);
    expect(sent).toBeLessThan(30);
    expect(scraped.sum('subgraph_upstream_refused_by_breaker_total', management)).toBe(30 - sent);
  });
});
