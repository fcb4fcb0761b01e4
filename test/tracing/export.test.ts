import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tracerOfProcess } from '../../src/tracing/Tracing.js';
import { ask, freePorts, run, address, watch } from '../support/process.js';
import { scriptedServer } from '../support/scripted-server.js';
import { callersOfBoth, startWorkers } from '../workers/worker-server.js';

const QUERY = '{ salesUnit(msn: "204117") { name } }';

const UUID = /[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g;

describe('traces that are sent', { timeout: 40_000 }, () => {
  it('come from every worker, at the latest when it stops, with what proves who sends', async () => {
    const collector = await scriptedServer((response) => response.writeHead(200).end());
    const server = await startWorkers({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=a%20key',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      // Nothing is sent before the end but for that.
      OTEL_BSP_SCHEDULE_DELAY: '600000',
    });
    for (const caller of await callersOfBoth(server)) await caller.ask(QUERY);
    expect(collector.seen).toEqual([]);
    server.running.child.kill('SIGTERM');
    await server.running.exit;
    // Each says of itself which one it is; ids of requests are none.
    expect(new Set(collector.seen.flatMap(({ body }) => body.match(UUID) ?? [])).size).toBe(2);
    for (const { url, headers, body } of collector.seen) {
      expect(url).toBe('/v1/traces');
      expect(headers).toMatchObject({
        'x-collector-key': 'a key',
        'content-type': 'application/x-protobuf',
      });
      for (const part of ['vipps-subgraph', 'deployment.environment.name', 'POST /graphql'])
        expect(body).toContain(part);
    }
  });

  it('go where they are told to, by the name that is told, and hold up no stop where no collector answers', async () => {
    const collector = await scriptedServer((response) => response.writeHead(200).end());
    const env = { ...freePorts, OTEL_TRACES_SAMPLER: 'always_on', OTEL_SERVICE_NAME: 'named' };
    const sending = run({
      ...env,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/of/traces`,
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '1',
    });
    await ask(await address(sending, 'Graph'), QUERY);
    // As soon as there are so many.
    await expect.poll(() => collector.seen.length).toBeGreaterThan(0);
    sending.child.kill('SIGTERM');
    expect(await sending.exit).toEqual({ code: 0, signal: null });
    const sent = collector.seen.map(({ body }) => body).join();
    for (const { url, headers } of collector.seen)
      expect([url, headers['content-type']]).toEqual(['/of/traces', 'application/x-protobuf']);
    for (const part of ['named', 'POST /graphql', 'GET getMsn']) expect(sent).toContain(part);

    const silent = await scriptedServer(() => undefined);
    const waiting = run({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: silent.url });
    await ask(await address(waiting, 'Graph'), QUERY);
    waiting.child.kill('SIGTERM');
    expect(await waiting.exit).toEqual({ code: 0, signal: null });
    expect(silent.seen).toHaveLength(1);
    expect(waiting.out() + waiting.err()).toContain('spans were not sent before the stop');
  });

  describe('need packages', () => {
    const env = { ...freePorts, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };

    it('which are named where they are not installed', async () => {
      const server = runWithoutSdk(env, 'main.js');
      expect(await server.exit).toEqual({ code: 1, signal: null });
      expect(server.err()).toMatch(
        /^Traces are to be sent, but @opentelemetry\/[\w-]+ is not installed. Run: npm ci --omit=dev --workspace=src\/tracing --include-workspace-root \(or unset OTEL_EXPORTER_OTLP_ENDPOINT\)\.$/m,
      );
    });

    it('which are looked for with all else that may be wrong', async () => {
      const doctor = runWithoutSdk(env, 'doctor.js');
      expect(await doctor.exit).toEqual({ code: 1, signal: null });
      expect(doctor.out()).toMatch(
        /^MEND {2}traces +OTEL_EXPORTER_OTLP_ENDPOINT: Traces are to be sent, but @opentelemetry\/[\w-]+ is not installed\.\n +-> Run: npm ci --omit=dev --workspace=src\/tracing --include-workspace-root \(or unset OTEL_EXPORTER_OTLP_ENDPOINT\)\.$/m,
      );
    });
  });
});

/** Runs a command where the packages that send traces are not installed. */
function runWithoutSdk(env: Readonly<Record<string, string>>, command: string) {
  const folder = mkdtempSync(join(tmpdir(), 'without-sdk-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const root = join(import.meta.dirname, '../..');
  mkdirSync(join(folder, 'node_modules/@opentelemetry'), { recursive: true });
  for (const name of [
    ...readdirSync(join(root, 'node_modules')).filter((each) => each !== '@opentelemetry'),
    '@opentelemetry/api',
  ])
    symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  for (const name of ['dist', 'package.json']) symlinkSync(join(root, name), join(folder, name));
  const args = ['--preserve-symlinks', '--preserve-symlinks-main', join(folder, 'dist/src', command)];
  return watch(spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
}

describe('an SDK that was loaded before', () => {
  it('takes the spans, where there is one', () => {
    onTestFinished(() => {
      trace.disable();
    });
    expect(tracerOfProcess()).toBeUndefined();
    trace.setGlobalTracerProvider(new BasicTracerProvider());
    expect(tracerOfProcess()).toBeDefined();
  });
});
