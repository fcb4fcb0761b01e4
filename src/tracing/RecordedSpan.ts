import {
  SpanStatusCode,
  type Attributes,
  type AttributeValue,
  type Exception,
  type Link,
  type Span,
  type SpanContext,
  type SpanKind,
  type SpanStatus,
} from '@opentelemetry/api';

/** Takes what was recorded. */
export interface SpanTaker {
  onEnd(span: RecordedSpan): void;
}

/** What is known of a span as it begins. */
export interface SpanBeginning {
  readonly name: string;
  readonly kind: SpanKind;
  readonly context: SpanContext;
  readonly parent: SpanContext | undefined;
  readonly attributes: Attributes | undefined;
  readonly links: readonly Link[] | undefined;
}

/** Something that came to pass in a span and took no time. */
export interface RecordedEvent {
  readonly name: string;
  readonly atMs: number;
  readonly attributes: Attributes;
}

/** One of a few that hang together: lists and maps have room for more, and each recorded request would leave that behind. */
class OwnAttribute {
  next: OwnAttribute | undefined;

  constructor(
    readonly name: string,
    public value: AttributeValue,
  ) {}
}

/** Of one span: a request may make many calls that all say the same. */
const MAX_EVENTS = 128;
const MAX_LINKS = 128;
/** What is taken asks of each span whether what it is about is still being found out. */
const KNOWN_RESOURCE = { asyncAttributesPending: false } as const;

/**
 * A span that is recorded, with no more in it than what is sent. The SDK's own costs several times as much: it copies and
 * checks attributes more than once, and counts spans for metrics that nobody reads.
 */
export class RecordedSpan implements Span {
  name: string;
  readonly kind: SpanKind;
  readonly context: SpanContext;
  readonly parent: SpanContext | undefined;
  /** Milliseconds since 1970, with fractions. */
  readonly beganMs: number;
  endedMs = 0;
  /** What it began with: those that were set later come first where they have the same name. */
  readonly given: Attributes | undefined;
  #first: OwnAttribute | undefined;
  #last: OwnAttribute | undefined;
  links: Link[] | undefined;
  droppedLinks = 0;
  events: RecordedEvent[] | undefined;
  droppedEvents = 0;
  status: SpanStatusCode = SpanStatusCode.UNSET;
  /** What to add to the time of `performance`. All spans of a request have the same, so that their order can be seen. */
  readonly #offsetMs: number;
  #isOver = false;

  /** @param above the span of this process that it is part of */
  constructor(
    beginning: SpanBeginning,
    above: RecordedSpan | undefined,
    private readonly taker: SpanTaker,
  ) {
    const now = performance.now();
    this.#offsetMs = above === undefined ? Date.now() - now : above.#offsetMs;
    this.beganMs = this.#offsetMs + now;
    this.name = beginning.name;
    this.kind = beginning.kind;
    this.context = beginning.context;
    this.parent = beginning.parent;
    this.given = beginning.attributes;
    if (beginning.links !== undefined) for (const link of beginning.links) this.addLink(link);
  }

  spanContext(): SpanContext {
    return this.context;
  }

  get resource(): typeof KNOWN_RESOURCE {
    return KNOWN_RESOURCE;
  }

  isRecording(): boolean {
    return !this.#isOver;
  }

  setAttribute(name: string, value: AttributeValue): this {
    if (this.#isOver) return this;
    const known = this.#find(name);
    if (known !== undefined) known.value = value;
    else {
      const added = new OwnAttribute(name, value);
      if (this.#last === undefined) this.#first = added;
      else this.#last.next = added;
      this.#last = added;
    }
    return this;
  }

  /** The first of the attributes that were set later. */
  get own(): OwnAttribute | undefined {
    return this.#first;
  }

  /** Whether an attribute was set later. */
  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  #find(name: string): OwnAttribute | undefined {
    let each = this.#first;
    while (each !== undefined && each.name !== name) each = each.next;
    return each;
  }

  setAttributes(attributes: Attributes): this {
    for (const name in attributes) {
      const value = attributes[name];
      if (value !== undefined) this.setAttribute(name, value);
    }
    return this;
  }

  updateName(name: string): this {
    if (!this.#isOver) this.name = name;
    return this;
  }

  setStatus({ code }: SpanStatus): this {
    if (!this.#isOver && code !== SpanStatusCode.UNSET) this.status = code;
    return this;
  }

  addEvent(name: string, attributes: Attributes = {}): this {
    if (this.#isOver) return this;
    const events = (this.events ??= []);
    if (events.length === MAX_EVENTS) this.droppedEvents += 1;
    else events.push({ name, attributes, atMs: this.#now() });
    return this;
  }

  addLink(link: Link): this {
    if (this.#isOver) return this;
    const links = (this.links ??= []);
    if (links.length === MAX_LINKS) this.droppedLinks += 1;
    else links.push(link);
    return this;
  }

  addLinks(links: Link[]): this {
    for (const link of links) this.addLink(link);
    return this;
  }

  recordException(exception: Exception): void {
    // Its message and stack may hold what others have sent.
    const name = typeof exception === 'object' ? exception.name : undefined;
    this.addEvent('exception', { 'exception.type': name ?? 'Error' });
  }

  end(): void {
    if (this.#isOver) return;
    this.endedMs = this.#now();
    this.#isOver = true;
    this.taker.onEnd(this);
  }

  #now(): number {
    return this.#offsetMs + performance.now();
  }
}
