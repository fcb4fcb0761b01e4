import { SpanKind } from '@opentelemetry/api';
import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { scrape } from '../support/scrape.js';
import { Spans } from '../support/spans.js';
import { upstreamIn, withUpstream } from '../support/upstream-report.js';

const UNIT = '{ salesUnit(msn: "204117") { name configuration { captureType } } }';
const CALLS = 'subgraph_upstream_call_duration_seconds_count';
const getMsn = { api: 'management', operation: 'getMsn' };

describe.each(['true', 'false'])(
  'an attempt that is slower than the second one beside it (COMPILE_QUERIES=%s)',
  (COMPILE_QUERIES) => {
    it('is counted by all who count attempts, as one that was lost and has not failed', async ({ start }) => {
      const spans = new Spans();
      const env = { COMPILE_QUERIES, UPSTREAM_HEDGE_AFTER_MS: '100', LOG_LEVEL: 'debug' };
      const stack = await start({ env, tracer: spans.tracer });
      await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: 1 });
      const { calls } = upstreamIn(await stack.askText(UNIT, undefined, withUpstream));
      const told = calls.map(({ operation, isHedge, outcome }) => [operation, isHedge, outcome]);
      expect(told).toEqual([
        ['fetchAuthorizationToken', false, 'answered'],
        ['getMsn', false, 'lost'],
        ['getMsn', true, 'answered'],
      ]);

      const metrics = await scrape(stack.server);
      expect(metrics.sum(CALLS)).toBe(3);
      expect(metrics.sum(CALLS, { ...getMsn, status: 'lost', attempt: '1' })).toBe(1);
      expect(metrics.sum(CALLS, { ...getMsn, status: '2xx', attempt: '1' })).toBe(1);

      await expect
        .poll(() => stack.logs.filter(({ msg }) => msg === 'graphql request'))
        .toEqual([expect.objectContaining({ calls: 3 })]);
      expect(stack.logs.find(({ msg }) => msg === 'graphql request')).not.toHaveProperty('failedCalls', 1);
      const lines = stack.logs.filter(({ msg }) => String(msg).startsWith('upstream call'));
      expect(lines.map(({ level, operation, msg }) => [level, operation, msg])).toEqual([
        [20, 'fetchAuthorizationToken', 'upstream call'],
        [20, 'getMsn', 'upstream call'],
        [20, 'getMsn', 'upstream call lost'],
      ]);

      const attempts = (await spans.take()).filter(({ kind }) => kind === SpanKind.CLIENT);
      expect(attempts.map(({ name, attributes }) => [name, attributes['subgraph.lost']])).toEqual([
        ['POST fetchAuthorizationToken', undefined],
        ['GET getMsn', true],
        ['GET getMsn', undefined],
      ]);
    });
  },
);
