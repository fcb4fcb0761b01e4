import { expect } from 'vitest';
import { it } from '../support/fixture.js';
import { Spans } from '../support/spans.js';

it.for(['true', 'false'])(
  'the span of an attempt ends when it is given up, so that a stop sends it (COMPILE_QUERIES=%s)',
  async (COMPILE_QUERIES, { start }) => {
    const spans = new Spans();
    const stack = await start({
      env: { COMPILE_QUERIES, UPSTREAM_HEDGE_AFTER_MS: '50' },
      tracer: spans.tracer,
    });
    await stack.sandbox.faults.add({ path: '/management/**', hang: true, times: 1 });
    await stack.askText('{ salesUnit(msn: "204117") { name } }');
    await spans.take();
    // The operation and the request end with the response, in the order of the path that it took.
    const attempts = ['POST fetchAuthorizationToken', 'GET getMsn', 'GET getMsn'];
    expect(spans.ended.slice(0, attempts.length)).toEqual(attempts);
    expect(spans.ended).toHaveLength(attempts.length + 2);
  },
);
