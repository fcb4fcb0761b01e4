import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { FLUSH_MS, startTracing } from '../../src/tracing/start-tracing.js';
import { FakeTimers } from '../support/fake-timers.js';
import { hang, json, scriptedServer, type Step } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';

const UNSENT = 'spans were not sent before the stop';

/** Tracing to a collector that plays some steps, with spans that wait to be sent. */
async function tracingTo(step: Step, more: Readonly<Record<string, string>> = {}) {
  const collector = await scriptedServer(step);
  const { tracing } = parseConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...more });
  const logs: Readonly<Record<string, unknown>>[] = [];
  const timers = new FakeTimers();
  const running = await startTracing(tracing, memoryLog(logs), timers);
  return {
    collector,
    timers,
    stop: () => running.stop(),
    record: (count: number): void => {
      for (let index = 0; index < count; index += 1) running.tracer?.startSpan('asked').end();
    },
    unsent: () => logs.filter(({ msg }) => msg === UNSENT).map(({ level, spans }) => [level, spans]),
  };
}

describe('a stop', () => {
  it('waits no longer than that for a collector that hangs, and says how many spans it has not sent', async () => {
    const { collector, timers, stop, record, unsent } = await tracingTo(hang, {
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '4',
    });
    record(4);
    await expect.poll(() => collector.seen.length).toBe(1);
    // One batch is on its way, the other waits.
    record(3);
    let isOver = false;
    const stopped = stop().then(() => (isOver = true));
    await timers.until(1);
    await expect.poll(() => collector.seen.length).toBe(2);
    expect(FLUSH_MS).toBe(500);
    timers.advance(FLUSH_MS - 1);
    await new Promise(setImmediate);
    expect([isOver, unsent()]).toEqual([false, []]);
    timers.advance(1);
    await stopped;
    expect(unsent()).toEqual([[40, 7]]);
  });

  it('says how many the collector has refused, without waiting', async () => {
    const { timers, stop, record, unsent } = await tracingTo(json(400, {}));
    record(3);
    await stop();
    expect([unsent(), timers.size]).toEqual([[[40, 3]], 0]);
  });

  it('does not count what was dropped before, as too many were waiting', async () => {
    const { timers, stop, record, unsent } = await tracingTo(hang, { OTEL_BSP_MAX_QUEUE_SIZE: '2' });
    // The first two are being sent, two wait.
    record(10);
    const stopped = stop();
    await timers.until(1);
    timers.advance(FLUSH_MS);
    await stopped;
    expect(unsent()).toEqual([[40, 4]]);
  });

  it('has nothing to say where all was sent', async () => {
    const { collector, timers, stop, record, unsent } = await tracingTo(json(200, {}));
    record(3);
    await stop();
    expect([collector.seen.length, unsent(), timers.size]).toEqual([1, [], 0]);
  });
});
