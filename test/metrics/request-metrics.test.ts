import { describe, expect } from 'vitest';
import { MAX_NAMES } from '../../src/metrics/OperationNames.js';
import { freshStack } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';

const it = freshStack();
const DURATION = 'subgraph_operation_duration_seconds';

describe('operations', () => {
  it('are counted by name, kind, path and source', async ({ stack }) => {
    const unit = 'query Unit { salesUnit(msn: "204117") { name } }';
    await stack.askText(unit);
    await stack.askText(unit);
    await stack.askText('{ __typename }');
    await stack.askText('query Schema { __schema { queryType { name } } }');
    const scraped = await scrape(stack.server);
    const unitLabels = { subgraph: 'vipps', operation: 'Unit', kind: 'query', path: 'compiled' };
    expect(scraped.sum(`${DURATION}_count`, { ...unitLabels, source: 'execution' })).toBe(1);
    expect(scraped.sum(`${DURATION}_count`, { ...unitLabels, source: 'response cache' })).toBe(1);
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
  });

  it('are told apart up to a number of names, of which none is invented by who fails', async ({ stack }) => {
    await stack.askText('query Failing { salesUnit(msn: "x") { name } }');
    for (let index = 0; index < MAX_NAMES + 50; index += 1)
      await stack.askText(`query N${String(index)} { __typename }`);
    const scraped = await scrape(stack.server);
    const names = new Set(scraped.samples.flatMap(({ labels }) => labels['operation'] ?? []));
    expect(names.size).toBe(MAX_NAMES + 1);
    expect(names).toContain('N0');
    expect(names).not.toContain('Failing');
    expect(scraped.sum(`${DURATION}_count`, { operation: 'other' })).toBe(51);
  });
});

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

describe('the process', () => {
  it('tells its own', async ({ stack }) => {
    const scraped = await scrape(stack.server);
    expect(scraped.sum('process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(scraped.samples.some(({ name }) => name.startsWith('nodejs_eventloop_lag'))).toBe(true);
  });
});
