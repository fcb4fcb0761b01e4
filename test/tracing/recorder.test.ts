import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import {
  createTraceState,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type HrTime,
  type Span,
  type SpanContext,
} from '@opentelemetry/api';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BasicTracerProvider,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { PbfWriter } from 'pbf';
import { describe, expect, onTestFinished } from 'vitest';
import { RecordedSpan } from '../../src/tracing/RecordedSpan.js';
import { Recorder } from '../../src/tracing/Recorder.js';
import { loadSdk } from '../../src/tracing/packages.js';
import { SpanSerializer } from '../../src/tracing/SpanSerializer.js';
import type { SpanStarter } from '../../src/tracing/SpanSource.js';
import { samplingOf } from '../../src/tracing/start-tracing.js';
import { it } from '../support/fixture.js';
import { Spans } from '../support/spans.js';

/** Takes what is recorded. */
class Taken {
  readonly spans: RecordedSpan[] = [];
  onEnd(span: RecordedSpan): void {
    this.spans.push(span);
  }
}

const everything = { asTheCallerSays: true, takes: () => true };
const SCOPE = 'scope';
const RESOURCE = { 'service.name': 'vipps-subgraph', 'service.instance.id': 'ett æ' };
const PARENT: SpanContext = {
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  spanId: '00f067aa0ba902b7',
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
};

/** All that the SDK would hold of it. */
function readable(span: RecordedSpan): ReadableSpan {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(span.given ?? {}))
    if (value !== undefined) attributes[name] = value;
  for (let each = span.own; each !== undefined; each = each.next) {
    // Where it has the name of one that was given, it stands where that was written.
    Reflect.deleteProperty(attributes, each.name);
    attributes[each.name] = each.value;
  }
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.context,
    ...(span.parent !== undefined && { parentSpanContext: span.parent }),
    startTime: hrTime(span.beganMs),
    endTime: hrTime(span.endedMs),
    status: { code: span.status },
    attributes,
    links: [...(span.links ?? [])],
    events: (span.events ?? []).map(({ name, atMs, attributes: told }) => ({
      name,
      time: hrTime(atMs),
      attributes: told,
      droppedAttributesCount: 0,
    })),
    duration: [0, 0],
    ended: true,
    resource: resourceFromAttributes(RESOURCE),
    instrumentationScope: { name: SCOPE },
    droppedAttributesCount: 0,
    droppedEventsCount: span.droppedEvents,
    droppedLinksCount: span.droppedLinks,
  };
}

function hrTime(ms: number): HrTime {
  const seconds = Math.floor(ms / 1_000);
  return [seconds, Math.round((ms - seconds * 1_000) * 1_000_000)];
}

/** What the package that sends spans sends of them. */
async function sentOf(spans: readonly RecordedSpan[]): Promise<Buffer> {
  const collector = createServer();
  collector.listen(0, '127.0.0.1');
  onTestFinished(() => {
    collector.closeAllConnections();
    collector.close();
  });
  await once(collector, 'listening');
  const address = collector.address();
  if (address === null || typeof address === 'string') throw new Error('the collector does not listen');
  const body = new Promise<Buffer>((resolve) => {
    collector.once('request', (request, response) => {
      void buffer(request).then((bytes) => {
        response.end();
        resolve(bytes);
      });
    });
  });
  const [resource, instrumentationScope] = [resourceFromAttributes(RESOURCE), { name: SCOPE }];
  const exporter = new OTLPTraceExporter({ url: `http://127.0.0.1:${String(address.port)}` });
  exporter.export(
    spans.map((span) => ({ ...readable(span), resource, instrumentationScope })),
    () => undefined,
  );
  return body;
}

describe('what is recorded', () => {
  it('is written byte for byte as the package that sends it would', async () => {
    const taken = new Taken();
    const recorder = new Recorder(everything, taken);
    const below = (span: Span) => trace.setSpan(ROOT_CONTEXT, span);
    const remote = trace.setSpanContext(ROOT_CONTEXT, {
      ...PARENT,
      traceState: createTraceState('vendor=1,other=2'),
    });
    const attributes = { method: 'POST', '': 'no name', replaced: 'before', none: undefined };
    const first = recorder.startSpan('POST /graphql', { kind: SpanKind.SERVER, attributes }, remote);
    first
      .setAttributes({ replaced: 'after', set: 'before', 'http.response.status_code': 200 })
      .setAttribute('set', 'after')
      .setAttribute('truth', true)
      .setAttribute('falsehood', false);
    for (const value of [
      0,
      -1,
      -300,
      127,
      128,
      2 ** 31,
      2 ** 32 + 5,
      2 ** 53 - 1,
      -(2 ** 53) + 1,
      0.5,
      -1e300,
    ])
      first.setAttribute(`number ${String(value)}`, value);
    const texts = ['', 'æøå', '😀', 'a'.repeat(127), 'a'.repeat(128), 'å'.repeat(100), 'long'.repeat(5_000)];
    for (const [index, text] of texts.entries()) first.setAttribute(`text ${String(index)}`, text);
    first.setAttribute('list', ['one', 'to', 'tre']).setAttribute('numbers', [1, null, 3.5]);
    const second = recorder.startSpan('å', { links: [{ context: PARENT }] }, below(first));
    second.addLink({ context: first.spanContext(), attributes: { why: 'because' } });
    second.addEvent('breaker open', { 'subgraph.api': 'sales' }).addEvent('bare');
    second.setStatus({ code: SpanStatusCode.ERROR }).updateName('renamed');
    const root = recorder.startSpan('root');
    const many = recorder.startSpan('many', {}, below(root));
    for (let index = 0; index < 130; index += 1) many.addEvent('again').addLink({ context: PARENT });
    for (const span of [second, first, many, root]) span.end();
    // Nothing is added to what has ended.
    first.setAttribute('late', true).updateName('late').addEvent('late').end();
    expect(first.isRecording()).toBe(false);
    const known = taken.spans[1] && readable(taken.spans[1]);
    expect(known?.attributes).toMatchObject({ replaced: 'after', set: 'after', method: 'POST' });
    expect([known?.name, known?.attributes['late'], known?.events]).toEqual(['POST /graphql', undefined, []]);

    const serializer = new SpanSerializer({ resource: RESOURCE, scope: SCOPE }, PbfWriter);
    expect(taken.spans).toHaveLength(4);
    const { droppedEvents, droppedLinks } = taken.spans[2] ?? {};
    expect([droppedEvents, droppedLinks]).toEqual([2, 2]);
    const sent = await sentOf(taken.spans);
    expect(sent.length).toBeGreaterThan(20_000);
    expect(Buffer.from(serializer.serialize(taken.spans)).equals(sent)).toBe(true);
    // What was sent is not written over.
    const once = serializer.serialize(taken.spans.slice(0, 1));
    const copy = Buffer.from(once);
    expect(Buffer.from(serializer.serialize(taken.spans)).equals(sent)).toBe(true);
    expect(copy.equals(once)).toBe(true);
    expect(serializer.serialize([]).length).toBeLessThan(copy.length);
  });

  it('has times that can be told apart, of one clock for all of a trace', () => {
    const taken = new Taken();
    const recorder = new Recorder(everything, taken);
    const before = Date.now();
    const outer = recorder.startSpan('outer');
    const inner = recorder.startSpan('inner', {}, trace.setSpan(ROOT_CONTEXT, outer));
    inner.end();
    outer.end();
    const [second, first] = taken.spans;
    const times = [first?.beganMs, second?.beganMs, second?.endedMs, first?.endedMs];
    expect(times).toEqual(times.toSorted((one, other) => Number(one) - Number(other)));
    expect(Math.abs(Number(first?.beganMs) - before)).toBeLessThan(1_000);
  });
});

const SAMPLERS = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: () => new TraceIdRatioBasedSampler(0.3),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: () => new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0.3) }),
} as const;
type SamplerName = keyof typeof SAMPLERS;
const isSamplerName = (name: string): name is SamplerName => name in SAMPLERS;

describe('which traces are recorded', () => {
  it.for(Object.keys(SAMPLERS).filter(isSamplerName))('is what the SDK decides with %s', async (sampler) => {
    const sampling = samplingOf({ sampler, ratio: 0.3 }, await loadSdk());
    const ours = new Recorder(sampling, new Taken());
    const theirs = new BasicTracerProvider({ sampler: SAMPLERS[sampler]() }).getTracer(SCOPE);
    const decisions = (tracer: SpanStarter, traceId: string, traceFlags: number) => {
      const remote = trace.setSpanContext(ROOT_CONTEXT, { ...PARENT, traceId, traceFlags });
      const first = tracer.startSpan('first', {}, remote);
      const second = tracer.startSpan('second', {}, trace.setSpan(ROOT_CONTEXT, first));
      return [first, second].map((span) => [
        span.isRecording(),
        span.spanContext().traceFlags,
        span.spanContext().traceId,
      ]);
    };
    for (let index = 0; index < 200; index += 1) {
      const traceId = createHash('md5').update(String(index)).digest('hex');
      for (const flags of [TraceFlags.NONE, TraceFlags.SAMPLED])
        expect(decisions(ours, traceId, flags)).toEqual(decisions(theirs, traceId, flags));
    }
    // And of those that nobody has begun.
    let recorded = 0;
    for (let index = 0; index < 1_000; index += 1) if (ours.startSpan('root').isRecording()) recorded += 1;
    const share = sampler.endsWith('ratio') ? 0.3 : Number(sampler.endsWith('on'));
    expect(Math.abs(recorded / 1_000 - share)).toBeLessThan(0.1);
  });

  it('gives each span an id of its own, and each trace that nobody has begun', () => {
    const recorder = new Recorder(everything, new Taken());
    const ids = Array.from({ length: 500 }, () => recorder.startSpan('root').spanContext());
    expect(new Set(ids.map(({ spanId }) => spanId)).size).toBe(500);
    expect(new Set(ids.map(({ traceId }) => traceId)).size).toBe(500);
    for (const context of ids) expect(trace.isSpanContextValid(context)).toBe(true);
  });
});

/** What both say of a span, and what it is part of by its place among them. */
type Told = Pick<ReadableSpan, 'name' | 'kind' | 'attributes'> & { readonly rest: unknown };

function told(spans: readonly ReadableSpan[]): readonly Told[] {
  const places = new Map(spans.map((span, index) => [span.spanContext().spanId, index]));
  return spans.map(({ name, kind, attributes, status, links, events, parentSpanContext: parent }) => ({
    name,
    kind,
    attributes: { ...attributes, 'server.port': 0, 'subgraph.request.id': '', 'subgraph.waited_ms': 0 },
    rest: {
      status: status.code,
      parent: parent === undefined ? undefined : (places.get(parent.spanId) ?? 'a caller'),
      links: links.map(({ context }) => places.get(context.spanId)),
      events: events.map((event) => [event.name, event.attributes]),
    },
  }));
}

describe('requests', () => {
  it('leave the same trace by the recorder and by an SDK', async ({ start }) => {
    const sdk = new Spans();
    const taken = new Taken();
    const recorder = new Recorder(everything, taken);
    const begun: RecordedSpan[] = [];
    const ours: SpanStarter = {
      startSpan(...about) {
        const span = recorder.startSpan(...about);
        if (span instanceof RecordedSpan) begun.push(span);
        return span;
      },
    };
    const traces: (readonly Told[])[] = [];
    for (const tracer of [sdk.tracer, ours]) {
      const stack = await start({ tracer, env: { UPSTREAM_TRACEPARENT: 'true' } });
      await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', status: 503, times: 1 });
      const headers = { traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`, tracestate: 'vendor=1' };
      const query = 'query Unit { salesUnit(msn: "204117") { name merchant { name } } }';
      for (const asked of [query, query, '{ nothing }']) await stack.askText(asked, undefined, { headers });
      const { requests } = await stack.sandbox.requests();
      expect(requests.filter(({ headers: { tracestate } }) => tracestate === 'vendor=1').length).toBe(4);
      if (tracer === sdk.tracer) traces.push(told(await sdk.take()));
    }
    const answered = () => taken.spans.filter(({ kind }) => kind === SpanKind.SERVER).length;
    await expect.poll(answered).toBe(3);
    expect(taken.spans).toHaveLength(begun.length);
    traces.push(told(begun.map(readable)));
    expect(traces[0]?.length).toBeGreaterThan(8);
    expect(traces[1]).toEqual(traces[0]);
  });
});
