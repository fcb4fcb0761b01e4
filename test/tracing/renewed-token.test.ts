import { SpanKind } from '@opentelemetry/api';
import { expect } from 'vitest';
import { it } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';
import { Spans } from '../support/spans.js';
import { upstreamIn, withUpstream } from '../support/upstream-report.js';

const CALLS = 'subgraph_upstream_call_duration_seconds_count';

it.for(['true', 'false'])(
  'the attempts with a renewed token are counted on by all who tell of them (COMPILE_QUERIES=%s)',
  async (COMPILE_QUERIES, { start }) => {
    const spans = new Spans();
    const env = { COMPILE_QUERIES, LOG_LEVEL: 'debug', UPSTREAM_HEDGE_AFTER_MS: '0' };
    const stack = await start({ env, tracer: spans.tracer });
    await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: 1 });
    await stack.sandbox.faults.add({ path: '/management/**', status: 401, times: 1 });
    await stack.sandbox.faults.add({ path: '/management/**', status: 503, times: 1 });
    const { calls } = upstreamIn(
      await stack.askText('{ salesUnit(msn: "204117") { name } }', undefined, withUpstream),
    );
    const told = calls.filter(({ operation }) => operation === 'getMsn');
    expect(told.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [2, 401],
      [3, 503],
      [4, 200],
    ]);

    const lines = stack.logs.filter(
      ({ msg, operation }) => String(msg).startsWith('upstream call') && operation === 'getMsn',
    );
    expect(lines.map(({ attempt, status }) => [attempt, status])).toEqual(
      told.map(({ attempt, status }) => [attempt, status]),
    );

    const metrics = await scrape(stack.server);
    const counted = ['1', '2', '3', 'more'].map((attempt) =>
      metrics.sum(CALLS, { operation: 'getMsn', attempt }),
    );
    expect(counted).toEqual([1, 1, 1, 1]);

    const attempts = (await spans.take()).filter(
      ({ kind, name }) => kind === SpanKind.CLIENT && name === 'GET getMsn',
    );
    expect(attempts.map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([
      undefined,
      1,
      2,
      3,
    ]);
    const ids = attempts.map((span) => span.spanContext().spanId);
    expect(attempts.map(({ links }) => links.map(({ context }) => context.spanId))).toEqual([
      [],
      ...ids.slice(0, -1).map((id) => [id]),
    ]);
    expect(attempts.filter(({ attributes }) => 'subgraph.hedge' in attributes)).toEqual([]);
  },
);
