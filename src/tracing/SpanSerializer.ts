import { type Attributes, type AttributeValue, type Link, type SpanContext } from '@opentelemetry/api';
import type { PbfWriter } from 'pbf';
import type { RecordedEvent, RecordedSpan } from './RecordedSpan.js';

/** How a value is written: what the lower three bits of a tag say. */
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;

const NANOS = 1_000_000_000;
const TWO_16 = 0x1_0000;
const TWO_32 = 0x1_0000_0000;

/** Of `SpanFlags`: what it says of its parent holds, and its parent is another process's. */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/** By the code of a hexadecimal digit. */
const DIGITS = new Uint8Array(128);
for (let digit = 0; digit < 16; digit += 1) DIGITS[digit.toString(16).charCodeAt(0)] = digit;

/** Whose spans are sent. */
interface Origin {
  readonly resource: Attributes;
  /** The name of who begins the spans. */
  readonly scope: string;
}

/**
 * Writes spans as `ExportTraceServiceRequest` of OTLP, byte for byte as the package that sends them would: that goes over
 * each span twice, through code that all kinds of telemetry share, which costs more than all else of a recorded request.
 */
export class SpanSerializer {
  constructor(
    private readonly origin: Origin,
    private readonly Writer: new () => PbfWriter,
  ) {}

  serialize(spans: readonly RecordedSpan[]): Uint8Array {
    const writer = new this.Writer();
    writer.writeMessage(1, writeResourceSpans, { origin: this.origin, spans });
    return writer.finish();
  }
}

interface Batch {
  readonly origin: Origin;
  readonly spans: readonly RecordedSpan[];
}

function writeResourceSpans(batch: Batch, writer: PbfWriter): void {
  writer.writeMessage(1, writeResource, batch.origin.resource);
  writer.writeMessage(2, writeScopeSpans, batch);
}

function writeResource(resource: Attributes, writer: PbfWriter): void {
  writeAttributes(resource, 1, writer);
  writer.writeVarintField(2, 0);
}

function writeScopeSpans({ origin, spans }: Batch, writer: PbfWriter): void {
  writer.writeMessage(1, writeScope, origin.scope);
  for (const span of spans) writer.writeMessage(2, writeSpan, span);
}

function writeScope(name: string, writer: PbfWriter): void {
  writer.writeStringField(1, name);
}

function writeSpan(span: RecordedSpan, writer: PbfWriter): void {
  const { context, parent } = span;
  writeContext(context, writer);
  if (parent !== undefined) writeId(4, parent.spanId, writer);
  writer.writeStringField(5, span.name);
  // Numbered from 1: 0 says that nobody knows.
  writer.writeVarintField(6, span.kind + 1);
  writeTime(7, span.beganMs, writer);
  writeTime(8, span.endedMs, writer);
  const { given } = span;
  for (const name in given) if (!span.has(name)) writeAttribute(name, given[name], 9, writer);
  for (let each = span.own; each !== undefined; each = each.next)
    writeAttribute(each.name, each.value, 9, writer);
  writer.writeVarintField(10, 0);
  if (span.events !== undefined) for (const event of span.events) writer.writeMessage(11, writeEvent, event);
  writer.writeVarintField(12, span.droppedEvents);
  if (span.links !== undefined) for (const link of span.links) writer.writeMessage(13, writeLink, link);
  writer.writeVarintField(14, span.droppedLinks);
  writer.writeMessage(15, writeStatus, span.status);
  writer.writeFixed32Field(16, flagsOf(context, parent?.isRemote));
}

function writeStatus(code: number, writer: PbfWriter): void {
  writer.writeVarintField(3, code);
}

function writeEvent({ name, atMs, attributes }: RecordedEvent, writer: PbfWriter): void {
  writeTime(1, atMs, writer);
  writer.writeStringField(2, name);
  writeAttributes(attributes, 3, writer);
  writer.writeVarintField(4, 0);
}

function writeLink({ context, attributes = {} }: Link, writer: PbfWriter): void {
  writeContext(context, writer);
  writeAttributes(attributes, 4, writer);
  writer.writeVarintField(5, 0);
  writer.writeFixed32Field(6, flagsOf(context, context.isRemote));
}

function writeContext({ traceId, spanId, traceState }: SpanContext, writer: PbfWriter): void {
  writeId(1, traceId, writer);
  writeId(2, spanId, writer);
  const text = traceState?.serialize() ?? '';
  if (text !== '') writer.writeStringField(3, text);
}

function flagsOf({ traceFlags }: SpanContext, isRemote = false): number {
  return (traceFlags & 0xff) | HAS_IS_REMOTE | (isRemote ? IS_REMOTE : 0);
}

/** Bytes, by their hexadecimal digits, without an array of their own. */
function writeId(field: number, digits: string, writer: PbfWriter): void {
  const length = digits.length >> 1;
  writer.writeTag(field, LENGTH_DELIMITED);
  writer.writeVarint(length);
  writer.realloc(length);
  const { buf } = writer;
  let to = writer.pos;
  for (let at = 0; at < digits.length; at += 2)
    buf[to++] = ((DIGITS[digits.charCodeAt(at)] ?? 0) << 4) | (DIGITS[digits.charCodeAt(at + 1)] ?? 0);
  writer.pos = to;
}

/** A time in milliseconds since 1970 as nanoseconds, of which there are more than a number can hold. */
function writeTime(field: number, ms: number, writer: PbfWriter): void {
  const seconds = Math.floor(ms / 1_000);
  const nanos = Math.round((ms - seconds * 1_000) * 1_000_000);
  const upper = Math.floor(seconds / TWO_16) * NANOS;
  const lower = (upper % TWO_16) * TWO_16 + (seconds % TWO_16) * NANOS + nanos;
  writer.writeTag(field, FIXED64);
  writer.writeFixed32(lower % TWO_32);
  writer.writeFixed32(Math.floor(upper / TWO_16) + Math.floor(lower / TWO_32));
}

function writeAttributes(attributes: Attributes, field: number, writer: PbfWriter): void {
  for (const name in attributes) writeAttribute(name, attributes[name], field, writer);
}

function writeAttribute(
  name: string,
  value: AttributeValue | undefined,
  field: number,
  writer: PbfWriter,
): void {
  if (value !== undefined) writer.writeMessage(field, writeKeyValue, { name, value });
}

function writeKeyValue(
  { name, value }: { readonly name: string; readonly value: AttributeValue },
  writer: PbfWriter,
): void {
  writer.writeStringField(1, name);
  writer.writeMessage(2, writeValue, value);
}

function writeValue(value: AttributeValue | null | undefined, writer: PbfWriter): void {
  if (typeof value === 'string') writer.writeStringField(1, value);
  else if (typeof value === 'boolean') writer.writeBooleanField(2, value);
  else if (typeof value === 'number') writeNumber(value, writer);
  else if (value != null) writer.writeMessage(5, writeList, value);
}

function writeNumber(value: number, writer: PbfWriter): void {
  if (Number.isSafeInteger(value)) writer.writeVarintField(3, value);
  else writer.writeDoubleField(4, value);
}

function writeList(values: Exclude<AttributeValue, string | number | boolean>, writer: PbfWriter): void {
  for (const value of values) writer.writeMessage(1, writeValue, value);
}
