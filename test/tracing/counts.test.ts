import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { hasRedis, NEEDS_REDIS, RedisServer } from '../support/redis.js';
import { Spans } from '../support/spans.js';
import type { Stack } from '../support/stack.js';

const unit = (msn: string): string => `{ salesUnit(msn: "${msn}") { name } }`;
const UNITS = '/management/v1/sales-units/*';

/** What the span of the last operation counts, and what its log line does. */
async function counted({ logs }: Stack, spans: Spans) {
  const operation = (await spans.take()).findLast(({ name }) => name === 'query');
  const line = logs.findLast(({ msg }) => msg === 'graphql request');
  return {
    span: {
      calls: operation?.attributes['subgraph.upstream.calls'],
      reads: operation?.attributes['subgraph.cache.reads'],
      loads: operation?.attributes['subgraph.cache.loads'],
    },
    line: { calls: line?.['calls'], reads: line?.['cacheReads'] },
  };
}

describe.each(['compiled', 'apollo'] as const)('the span of an operation, where %s answers', (path) => {
  const env = { COMPILE_QUERIES: String(path === 'compiled'), RESPONSE_CACHE_MAX_BYTES: '0' };

  it('counts the calls and reads that its log line does', async ({ start }) => {
    const spans = new Spans();
    const stack = await start({ env: { ...env, UPSTREAM_HEDGE_AFTER_MS: '0' }, tracer: spans.tracer });
    await stack.askText(unit('204117'));
    const withToken = { span: { calls: 2, reads: 1, loads: 1 }, line: { calls: 2, reads: 1 } };
    expect(await counted(stack, spans)).toEqual(withToken);
    await stack.askText(unit('204117'));
    const fromMemory = { span: { calls: undefined, reads: 1, loads: 0 }, line: { calls: 0, reads: 1 } };
    expect(await counted(stack, spans)).toEqual(fromMemory);
    await stack.sandbox.faults.add({ path: UNITS, status: 503, times: 2 });
    await stack.askText(unit('204127'));
    const repeatedTwice = { span: { calls: 3, reads: 1, loads: 1 }, line: { calls: 3, reads: 1 } };
    expect(await counted(stack, spans)).toEqual(repeatedTwice);
  });

  it('counts an attempt that another one was faster than', async ({ start }) => {
    const spans = new Spans();
    const stack = await start({ env: { ...env, UPSTREAM_HEDGE_AFTER_MS: '50' }, tracer: spans.tracer });
    await stack.askText(unit('204117'));
    await spans.take();
    await stack.sandbox.faults.add({ path: UNITS, hang: true, times: 1 });
    await stack.askText(unit('204127'));
    const hedged = { span: { calls: 2, reads: 1, loads: 1 }, line: { calls: 2, reads: 1 } };
    expect(await counted(stack, spans)).toEqual(hedged);
  });

  it.skipIf(!hasRedis)(
    `counts what Redis had as loaded, without a call${NEEDS_REDIS}`,
    async ({ start, onTestFinished }) => {
      const redis = await RedisServer.start();
      onTestFinished(() => redis.kill());
      const spans = new Spans();
      const common = { env: { ...env, ...redis.env() }, tracer: spans.tracer };
      const [one, other] = [await start(common), await start(common)];
      for (const { logs } of [one, other])
        await expect
          .poll(() => logs.map(({ msg }) => msg), { timeout: 10_000 })
          .toContain('the shared cache answers');
      await one.askText(unit('204117'));
      const missedByAll = { span: { calls: 2, reads: 1, loads: 1 }, line: { calls: 2, reads: 1 } };
      expect(await counted(one, spans)).toEqual(missedByAll);
      await other.askText(unit('204117'));
      const found = { span: { calls: undefined, reads: 1, loads: 1 }, line: { calls: 0, reads: 1 } };
      expect(await counted(other, spans)).toEqual(found);
    },
  );
});
