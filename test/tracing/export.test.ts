import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trace } from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { VERSIONS } from '../../src/tracing/packages.js';
import { tracerOfProcess } from '../../src/tracing/Tracing.js';
import { ask, freePorts, run, address, watch } from '../support/process.js';
import { json, scriptedServer } from '../support/scripted-server.js';
import { callersOfBoth, startWorkers } from '../workers/worker-server.js';

const QUERY = '{ salesUnit(msn: "204117") { name } }';

const value = z.object({ stringValue: z.string().optional() });
const attributes = z.array(z.object({ key: z.string(), value }));
const otlp = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(z.object({ name: z.string() })) })),
    }),
  ),
});

/** What a collector was sent: by what each process says of itself, the names of its spans. */
function sentTo(collector: { readonly seen: readonly { readonly body: string }[] }) {
  const all = collector.seen.flatMap(({ body }) => otlp.parse(JSON.parse(body)).resourceSpans);
  return all.map(({ resource, scopeSpans }) => ({
    resource: Object.fromEntries(resource.attributes.map(({ key, value: told }) => [key, told.stringValue])),
    names: scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name)),
  }));
}

describe('traces that are sent', { timeout: 40_000 }, () => {
  it('come from every worker, at the latest when it stops, with what proves who sends', async () => {
    const collector = await scriptedServer(json(200, {}));
    const server = await startWorkers({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-collector-key=a%20key',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      // Nothing is sent before the end but for that.
      OTEL_BSP_SCHEDULE_DELAY: '600000',
    });
    for (const caller of await callersOfBoth(server)) await caller.ask(QUERY);
    expect(collector.seen).toEqual([]);
    server.running.child.kill('SIGTERM');
    await server.running.exit;
    const sent = sentTo(collector);
    const instances = new Set(sent.map(({ resource }) => resource['service.instance.id']));
    expect(instances.size).toBe(2);
    for (const { resource, names } of sent) {
      expect(resource).toMatchObject({
        'service.name': 'vipps-subgraph',
        'deployment.environment.name': 'test',
        'telemetry.sdk.language': 'nodejs',
      });
      expect(names).toContain('POST /graphql');
    }
    for (const { url, headers } of collector.seen) {
      expect(url).toBe('/v1/traces');
      expect(headers).toMatchObject({ 'x-collector-key': 'a key', 'content-type': 'application/json' });
    }
  });

  it('are written in protobuf unless told otherwise, and hold up no stop where no collector answers', async () => {
    const collector = await scriptedServer((response) => response.writeHead(200).end());
    const env = { ...freePorts, OTEL_TRACES_SAMPLER: 'always_on', OTEL_SERVICE_NAME: 'named' };
    const sending = run({ ...env, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${collector.url}/of/traces` });
    await ask(await address(sending, 'Graph'), QUERY);
    sending.child.kill('SIGTERM');
    expect(await sending.exit).toEqual({ code: 0, signal: null });
    const [sent] = collector.seen;
    expect([sent?.url, sent?.headers['content-type']]).toEqual(['/of/traces', 'application/x-protobuf']);
    for (const part of ['named', 'POST /graphql', 'GET getMsn']) expect(sent?.body).toContain(part);

    const silent = await scriptedServer(() => undefined);
    const waiting = run({ ...env, OTEL_EXPORTER_OTLP_ENDPOINT: silent.url });
    await ask(await address(waiting, 'Graph'), QUERY);
    const since = performance.now();
    waiting.child.kill('SIGTERM');
    expect(await waiting.exit).toEqual({ code: 0, signal: null });
    expect(silent.seen).toHaveLength(1);
    expect(performance.now() - since).toBeLessThan(8_000);
  });

  it('need packages, which are named where they are not installed', async () => {
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
    const server = watch(
      spawn(
        process.execPath,
        ['--preserve-symlinks', '--preserve-symlinks-main', join(folder, 'dist/src/main.js')],
        {
          env: { ...freePorts, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' },
          stdio: ['ignore', 'pipe', 'pipe'],
        },
      ),
    );
    expect(await server.exit).toEqual({ code: 1, signal: null });
    const [sdk, resources, exporter] = Object.entries(VERSIONS).map((pair) => pair.join('@'));
    expect(server.err()).toMatch(
      `is not installed. Run: npm install --no-save ${[sdk, resources, exporter].join(' ')}`,
    );
  });

  it('need those versions that package.json names, and tests try', () => {
    const versions = z.record(z.string(), z.string());
    const { peerDependencies, peerDependenciesMeta } = z
      .object({ peerDependencies: versions, peerDependenciesMeta: z.record(z.string(), z.unknown()) })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(peerDependencies).toEqual(VERSIONS);
    expect(Object.keys(peerDependenciesMeta)).toEqual(Object.keys(VERSIONS));
    const { devDependencies } = z
      .object({ devDependencies: versions })
      .parse(JSON.parse(readFileSync('test/package.json', 'utf8')));
    expect(devDependencies).toMatchObject(VERSIONS);
  });
});

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
