import { describe, expect } from 'vitest';
import { EventStream } from '../support/event-stream.js';
import { FakeTimers } from '../support/fake-timers.js';
import { it } from '../support/fixture.js';
import { Spans, treeOf } from '../support/spans.js';

const LEDGER = '418806';

describe('a poll', () => {
  it('has a trace of its own, with the calls that it makes, whoever follows', async ({ start }) => {
    const timers = new FakeTimers();
    const spans = new Spans();
    const stack = await start({ timers, tracer: spans.tracer });
    await stack.sandbox.clock.freeze('2026-09-14T10:00:00Z');
    const stream = await EventStream.open(
      stack.url,
      `subscription { salesEventAdded(ledgerId: "${LEDGER}") { node { reference } } }`,
    );
    await stack.sandbox.ledgers.addEvents(LEDGER, [{ reference: 'first' }]);
    timers.advance(3_000);
    await stream.take(1);
    stream.close();
    const taken = await spans.take();
    expect(treeOf(taken, 'subgraph.name', 'subgraph.api', 'subgraph.operation')).toEqual([
      'SERVER POST /graphql subgraph.name=vipps',
      'INTERNAL poll subgraph.name=vipps subgraph.api=sales subgraph.operation=getSalesEventsForLedger',
      '  CLIENT GET getSalesEventsForLedger subgraph.api=sales subgraph.operation=getSalesEventsForLedger',
    ]);
    expect(new Set(taken.map((span) => span.spanContext().traceId)).size).toBe(2);
  });
});
