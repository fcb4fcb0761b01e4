import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { startGateway } from '../support/gateway.js';
import { Spans, treeOf } from '../support/spans.js';
import type { Stack } from '../support/stack.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const sampled = { traceparent: `00-${TRACE}-${CALLER}-01`, tracestate: 'vendor=1' };
const unsampled = { traceparent: `00-${TRACE}-${CALLER}-00` };
const UNITS = 'query Units { salesUnits(first: 2) { nodes { msn merchant { name } } } }';
const UNIT = '{ salesUnit(msn: "204117") { name merchant { name } } }';

/** Has a token, so that what follows needs none. */
async function warm(stack: Stack, spans: Spans): Promise<void> {
  await stack.askText('{ salesUnit(msn: "204127") { name } }');
  await spans.take();
  await stack.clearCalls();
}

describe.each(['compiled', 'apollo'] as const)('a trace, where %s answers', (path) => {
  const COMPILE_QUERIES = String(path === 'compiled');

  it("leads from a gateway's request down to each attempt at a call, which go on in it", async ({
    start,
  }) => {
    const spans = new Spans();
    const env = { COMPILE_QUERIES, UPSTREAM_TRACEPARENT: 'true', CACHE_MAX_BYTES: '0' };
    const stack = await start({ env, tracer: spans.tracer });
    const gateway = await startGateway({ vipps: { url: `${stack.url}/graphql` } });
    await spans.take();
    await warm(stack, spans);
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', status: 503, times: 1 });

    expect(await gateway.ask(UNIT, undefined, sampled)).toEqual({
      data: { salesUnit: { name: 'Måkeskrik Nettbutikk', merchant: { name: 'Måkeskrik Kaffebrenneri AS' } } },
    });
    const taken = await spans.take();
    const told = [
      'http.response.status_code',
      'http.request.resend_count',
      'error.type',
      'graphql.operation.type',
      'subgraph.path',
      'subgraph.source',
      'subgraph.upstream.calls',
    ];
    expect(treeOf(taken, ...told)).toEqual([
      'SERVER POST /graphql http.response.status_code=200',
      `  INTERNAL query graphql.operation.type=query subgraph.path=${path} subgraph.source=execution subgraph.upstream.calls=3`,
      '    CLIENT GET getMsn http.response.status_code=503 error.type=503',
      '    CLIENT GET getMsn http.response.status_code=200 http.request.resend_count=1',
      '    CLIENT GET getMerchantByBusinessIdentifier http.response.status_code=200',
    ]);
    const [request, , first, second] = taken;
    expect(request?.parentSpanContext?.spanId).toBe(CALLER);
    expect(new Set(taken.map((span) => span.spanContext().traceId))).toEqual(new Set([TRACE]));
    expect(first?.status.code).toBe(SpanStatusCode.ERROR);
    // The attempts at one call are told from other calls.
    expect(second?.links.map(({ context }) => context.spanId)).toEqual([first?.spanContext().spanId]);

    const { requests } = await stack.sandbox.requests();
    expect(requests.map(({ headers }) => headers['traceparent'])).toEqual(
      taken.slice(2).map((span) => `00-${TRACE}-${span.spanContext().spanId}-01`),
    );
    expect(requests.map(({ headers }) => headers['tracestate'])).toEqual(requests.map(() => 'vendor=1'));

    // Whoever decides is the caller: of another one nothing is recorded, which the APIs are told too.
    await stack.clearCalls();
    await gateway.ask(UNIT, undefined, unsampled);
    expect(await spans.take()).toEqual([]);
    const untold = (await stack.sandbox.requests()).requests.map(({ headers }) => headers['traceparent']);
    expect(untold).toHaveLength(2);
    for (const traceparent of untold)
      expect(traceparent).toMatch(new RegExp(`^00-${TRACE}-(?!${CALLER})[\\da-f]{16}-00$`));
    await gateway.stop();
  });

  it('tells the APIs nothing unless told so, and begins where a caller names none, or wrongly', async ({
    start,
  }) => {
    const spans = new Spans();
    const stack = await start({ env: { COMPILE_QUERIES }, tracer: spans.tracer });
    const wrong = [
      {},
      { traceparent: `00-${'0'.repeat(32)}-${CALLER}-01` },
      { traceparent: `ff-${TRACE}-${CALLER}-01` },
      { traceparent: `00-${TRACE}-${CALLER}-01-more` },
      { traceparent: `00-${TRACE.toUpperCase()}-${CALLER}-01` },
    ];
    for (const headers of wrong) {
      await stack.askText(UNIT, undefined, { headers });
      const [request] = await spans.take();
      expect([request?.name, request?.parentSpanContext]).toEqual(['POST /graphql', undefined]);
      // Its line in the log leads to it.
      const line = stack.logs.findLast(({ msg }) => msg === 'graphql request');
      expect(line?.['traceId']).toBe(request?.spanContext().traceId);
    }
    // A later version may have more in it.
    await stack.askText(UNIT, undefined, { headers: { traceparent: `01-${TRACE}-${CALLER}-01-more` } });
    expect((await spans.take())[0]?.parentSpanContext?.spanId).toBe(CALLER);
    const { requests } = await stack.sandbox.requests();
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.flatMap(({ headers }) => Object.keys(headers)).join()).not.toMatch(/trace/i);
  });

  it('shows what was refused, and what failed', async ({ start }) => {
    const spans = new Spans();
    const stack = await start({
      env: { COMPILE_QUERIES, UPSTREAM_RETRIES: '0' },
      tracer: spans.tracer,
    });
    await warm(stack, spans);
    await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: null });
    // Leaves once the API has been asked.
    const leaving = new AbortController();
    const left = stack.askText(UNIT, undefined, { signal: leaving.signal });
    await expect.poll(async () => (await stack.sandbox.requests()).inFlight, { timeout: 10_000 }).toBe(1);
    leaving.abort();
    await expect(left).rejects.toThrow('aborted');
    await stack.askText('{ nothing }');
    const told = ['http.response.status_code', 'subgraph.errors', 'subgraph.left', 'subgraph.fall_back'];
    const taken = await spans.take();
    const [request, operation, ...rest] = treeOf(taken, ...told);
    expect(taken.find(({ name }) => name === 'GET getMsn')?.status.code).toBe(SpanStatusCode.UNSET);
    expect(request).toBe('SERVER POST /graphql subgraph.left=true');
    // Apollo Server does not say what it was, nor that nothing has failed.
    expect(operation).toMatch(
      path === 'compiled' ? /^ {2}INTERNAL query subgraph.left=true$/ : /^ {2}INTERNAL .*subgraph.left=true/,
    );
    const reason = path === 'compiled' ? 'document' : 'switched off';
    expect(rest).toEqual([
      '    CLIENT GET getMsn subgraph.left=true',
      'SERVER POST /graphql http.response.status_code=200',
      `  INTERNAL GraphQL Operation subgraph.errors=1 subgraph.fall_back=${reason}`,
    ]);
  });
});

describe('a trace', () => {
  it('shows a request that joins another one, and one that is answered from the response cache', async ({
    start,
  }) => {
    const spans = new Spans();
    const stack = await start({ tracer: spans.tracer });
    await warm(stack, spans);
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units', delayMs: 200 });
    await Promise.all([stack.askText(UNITS), stack.askText(UNITS)]);
    const both = await spans.take();
    const told = ['subgraph.source', 'subgraph.cache.reads', 'subgraph.cache.loads'];
    expect(treeOf(both, ...told).filter((line) => !line.includes('CLIENT'))).toEqual([
      'SERVER POST /graphql',
      '  INTERNAL query subgraph.source=execution subgraph.cache.reads=4 subgraph.cache.loads=3',
      'SERVER POST /graphql',
      '  INTERNAL query subgraph.source=shared execution',
    ]);
    const [one, other] = both.filter(({ name }) => name === 'query');
    expect(other?.links.map(({ context }) => context)).toEqual([one?.spanContext()]);

    await stack.askText(UNITS);
    expect(treeOf(await spans.take(), ...told)).toEqual([
      'SERVER POST /graphql',
      '  INTERNAL query subgraph.source=response cache',
    ]);
  });

  it('is begun for nobody who may not ask', async ({ start }) => {
    const spans = new Spans();
    const env = {
      CALLER_AUTH: 'router-secret',
      AUTH_ROUTER_SECRET: 'a-secret-that-the-router-shares-with-us',
    };
    const stack = await start({ env, tracer: spans.tracer });
    expect(await stack.askText(UNIT)).toMatchObject({
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await spans.take()).toEqual([]);
  });
});
