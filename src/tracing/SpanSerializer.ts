import { type Attributes, type AttributeValue, type Link, type SpanContext } from '@opentelemetry/api';
import { ProtobufWriter } from './ProtobufWriter.js';
import type { RecordedEvent, RecordedSpan } from './RecordedSpan.js';

/** Of `SpanFlags`: what it says of its parent holds, and its parent is another process's. */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** Larger buffers than what is sent at once needs are not held on to. */
const KEPT_BYTES = 1_048_576;

/**
 * Writes spans as `ExportTraceServiceRequest` of OTLP, byte for byte as the package that sends them would: that goes over
 * each span twice, through code that all kinds of telemetry share, which costs more than all else of a recorded request.
 */
export class SpanSerializer {
  #spans = new ProtobufWriter();
  readonly #resource: Buffer;
  readonly #scope: Buffer;

  /** @param scope the name of who begins the spans */
  constructor(resource: Attributes, scope: string) {
    const about = new ProtobufWriter();
    for (const name in resource) writeAttribute(about, 1, name, resource[name]);
    about.uint(2, 0);
    this.#resource = Buffer.from(about.written);
    about.reset();
    about.string(1, scope);
    this.#scope = Buffer.from(about.written);
  }

  serialize(spans: readonly RecordedSpan[]): Uint8Array {
    const writer = this.#spans;
    writer.reset();
    for (const span of spans) writeSpan(writer, span);
    const inScope = new ProtobufWriter(256);
    inScope.bytes(1, this.#scope);
    const scopeSpans = new ProtobufWriter(256 + this.#resource.length);
    scopeSpans.bytes(1, this.#resource);
    scopeSpans.lengthOf(2, inScope.length + writer.length);
    const resourceSpans = new ProtobufWriter(32);
    resourceSpans.lengthOf(1, scopeSpans.length + inScope.length + writer.length);
    const all = Buffer.concat([resourceSpans.written, scopeSpans.written, inScope.written, writer.written]);
    if (writer.length > KEPT_BYTES) this.#spans = new ProtobufWriter();
    return all;
  }
}

function writeSpan(writer: ProtobufWriter, span: RecordedSpan): void {
  const { context, parent } = span;
  const start = writer.open(2);
  writer.hex(1, context.traceId);
  writer.hex(2, context.spanId);
  writeTraceState(writer, context);
  if (parent !== undefined) writer.hex(4, parent.spanId);
  writer.string(5, span.name);
  // Numbered from 1: 0 says that nobody knows.
  writer.uint(6, span.kind + 1);
  writer.time(7, span.beganMs);
  writer.time(8, span.endedMs);
  const { given } = span;
  for (const name in given) if (!span.has(name)) writeAttribute(writer, 9, name, given[name]);
  for (let each = span.own; each !== undefined; each = each.next)
    writeAttribute(writer, 9, each.name, each.value);
  writer.uint(10, 0);
  if (span.events !== undefined) for (const event of span.events) writeEvent(writer, event);
  writer.uint(12, span.droppedEvents);
  if (span.links !== undefined) for (const link of span.links) writeLink(writer, link);
  writer.uint(14, span.droppedLinks);
  const status = writer.open(15);
  writer.uint(3, span.status);
  writer.close(status);
  writer.fixed32(16, flagsOf(context, parent?.isRemote));
  writer.close(start);
}

function writeEvent(writer: ProtobufWriter, { name, atMs, attributes }: RecordedEvent): void {
  const start = writer.open(11);
  writer.time(1, atMs);
  writer.string(2, name);
  for (const each in attributes) writeAttribute(writer, 3, each, attributes[each]);
  writer.uint(4, 0);
  writer.close(start);
}

function writeLink(writer: ProtobufWriter, { context, attributes = {} }: Link): void {
  const start = writer.open(13);
  writer.hex(1, context.traceId);
  writer.hex(2, context.spanId);
  writeTraceState(writer, context);
  for (const name in attributes) writeAttribute(writer, 4, name, attributes[name]);
  writer.uint(5, 0);
  writer.fixed32(6, flagsOf(context, context.isRemote));
  writer.close(start);
}

function writeTraceState(writer: ProtobufWriter, { traceState }: SpanContext): void {
  const text = traceState?.serialize() ?? '';
  if (text !== '') writer.string(3, text);
}

function flagsOf({ traceFlags }: SpanContext, isRemote = false): number {
  return (traceFlags & 0xff) | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0);
}

function writeAttribute(
  writer: ProtobufWriter,
  field: number,
  name: string,
  value: AttributeValue | undefined,
): void {
  if (value === undefined) return;
  const start = writer.open(field);
  writer.string(1, name);
  const from = writer.open(2);
  writeValue(writer, value);
  writer.close(from);
  writer.close(start);
}

function writeValue(writer: ProtobufWriter, value: AttributeValue): void {
  if (typeof value === 'string') writer.string(1, value);
  else if (typeof value === 'boolean') writer.uint(2, value ? 1 : 0);
  else if (typeof value !== 'number') writeList(writer, value);
  else if (Number.isSafeInteger(value)) writer.int64(3, value);
  else writer.double(4, value);
}

function writeList(writer: ProtobufWriter, values: Exclude<AttributeValue, string | number | boolean>): void {
  const list = writer.open(5);
  for (const value of values) {
    const item = writer.open(1);
    if (value != null) writeValue(writer, value);
    writer.close(item);
  }
  writer.close(list);
}
