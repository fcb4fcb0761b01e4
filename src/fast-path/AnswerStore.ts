import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.js';
import type { ReadObserver } from '../http/deadline.js';
import { lengthOf, type Bytes } from './JsonWriter.js';

/** An answer as it goes out, and what the log says of it. */
export interface Answer {
  readonly bytes: Bytes;
  /** Name of the operation. */
  readonly name: string | undefined;
  readonly errors: number;
}

interface Kept {
  readonly answer: Answer;
  readonly until: number;
  readonly tags: readonly string[];
}

/** Rough weight of an entry besides its key and bytes, and of each tag that points to it. */
const ENTRY_BYTES = 300;
const TAG_BYTES = 150;

/**
 * Whole answers, kept as the bytes that go out. An answer lives no longer than the freshest-known end of all data it
 * was made from, and is dropped when any of that data is invalidated.
 */
export class AnswerStore {
  readonly #answers: LRUCache<string, Kept> | undefined;
  readonly #byTag = new Map<string, Set<string>>();
  #invalidations = 0;

  /** @param maxBytes 0 = keep nothing */
  constructor(
    maxBytes: number,
    private readonly clock: Clock,
  ) {
    if (maxBytes === 0) return;
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.floor(maxBytes / 4),
      sizeCalculation: ({ answer, tags }, key) =>
        ENTRY_BYTES + key.length + lengthOf(answer.bytes) + tags.length * TAG_BYTES,
      dispose: ({ tags }, key) => {
        this.#untag(key, tags);
      },
    });
  }

  get keeps(): boolean {
    return this.#answers !== undefined;
  }

  /** What is kept now: for the log and for tests. */
  get size(): { readonly answers: number; readonly bytes: number; readonly tags: number } {
    return {
      answers: this.#answers?.size ?? 0,
      bytes: this.#answers?.calculatedSize ?? 0,
      tags: this.#byTag.size,
    };
  }

  /** The answer under `key`, while all that it was made from is fresh. */
  get(key: string): Answer | undefined {
    const kept = this.#answers?.get(key);
    if (kept === undefined) return undefined;
    if (this.clock.now() < kept.until) return kept.answer;
    this.#answers?.delete(key);
    return undefined;
  }

  /** Goes up with every invalidation: what began at an earlier count may have read what is no longer true. */
  get invalidations(): number {
    return this.#invalidations;
  }

  /** Begins to note what an answer is made from. */
  observe(): AnswerTrace {
    return new AnswerTrace(this.#invalidations);
  }

  /** Keeps an answer, unless something it was made from is not known to last or was invalidated meanwhile. */
  keep(key: string, answer: Answer, trace: AnswerTrace): void {
    const { tags, until } = trace;
    if (!trace.isKnown || trace.startedAt !== this.#invalidations || until <= this.clock.now()) return;
    this.#answers?.set(key, { answer, until, tags: [...tags] });
    if (this.#answers?.has(key) !== true) return;
    for (const tag of tags) {
      const keys = this.#byTag.get(tag);
      if (keys === undefined) this.#byTag.set(tag, new Set([key]));
      else keys.add(key);
    }
  }

  /** The data behind `tag` has changed. */
  invalidate(tag: string): void {
    this.#invalidations += 1;
    for (const key of this.#byTag.get(tag) ?? []) this.#answers?.delete(key);
  }

  #untag(key: string, tags: readonly string[]): void {
    for (const tag of tags) {
      const keys = this.#byTag.get(tag);
      keys?.delete(key);
      if (keys?.size === 0) this.#byTag.delete(tag);
    }
  }
}

/** What one answer was made from. */
export class AnswerTrace implements ReadObserver {
  readonly tags = new Set<string>();
  until = Number.POSITIVE_INFINITY;
  /** False once something was read past the caches. */
  isKnown = true;

  constructor(readonly startedAt: number) {}

  cached(tag: string, until: number): void {
    this.tags.add(tag);
    this.until = Math.min(this.until, until);
  }

  uncached(): void {
    this.isKnown = false;
  }
}
