import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseConfig } from '../../src/config.js';
import { startTracing } from '../../src/tracing/start-tracing.js';
import { FakeTimers } from '../support/fake-timers.js';
import { raw, scriptedServer } from '../support/scripted-server.js';
import { memoryLog } from '../support/stack.js';

/** Tracing to a collector that answers with this status, and what the log holds of it. */
async function tracingTo(status: number, env: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const collector = await scriptedServer(raw(status, ''));
  const { tracing } = parseConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env });
  const logs: Readonly<Record<string, unknown>>[] = [];
  const running = await startTracing(tracing, memoryLog(logs), new FakeTimers());
  return {
    collector,
    stop: () => running.stop(),
    record: (count: number): void => {
      for (let index = 0; index < count; index += 1) running.tracer?.startSpan('asked').end();
    },
    told: () => logs.map(({ msg, setting, spans, unsaid }) => ({ msg, setting, spans, unsaid })),
  };
}

describe('what the packages say', () => {
  it('of settings that they do not take is told by the name of each, and hides no failure', async () => {
    const { collector, record, told, stop } = await tracingTo(400, {
      OTEL_BSP_SCHEDULE_DELAY: 'abc',
      OTEL_EXPORTER_OTLP_TIMEOUT: 'soon',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1',
    });
    const msg = 'a setting of traces has no value that can be used: its default holds';
    const settings = [
      { setting: 'OTEL_EXPORTER_OTLP_TIMEOUT', msg },
      { setting: 'OTEL_BSP_SCHEDULE_DELAY', msg },
    ];
    expect(told()).toMatchObject(settings);
    record(1);
    await expect.poll(() => told()).toHaveLength(3);
    expect(collector.seen).toHaveLength(1);
    expect(told()[2]).toMatchObject({ msg: 'traces could not be sent', unsaid: 0 });
    await stop();
  });

  it('of spans that were dropped is told with all of them, at the latest by the stop', async () => {
    const { collector, record, told, stop } = await tracingTo(200, {
      OTEL_BSP_MAX_QUEUE_SIZE: '2',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '2',
    });
    const msg = 'spans were dropped, as too many waited to be sent';
    // Two are sent and two wait, each time.
    record(10);
    await expect.poll(() => collector.seen.length).toBe(2);
    await expect
      .poll(() => {
        record(1);
        return told();
      })
      .toMatchObject([{ spans: 6, msg }]);
    record(100);
    await stop();
    const spans = told().map((line) => line.spans);
    expect(told().map((line) => line.msg)).toEqual([msg, msg]);
    expect(spans[1]).toBeGreaterThan(90);
  });
});
