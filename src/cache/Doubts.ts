import type { Clock } from '../clock.js';

/** Most marks that are kept one by one. */
const MAX_MARKS = 10_000;

/**
 * Keys whose data a change may be about to alter, as its answer was lost: for a while, what is read under them may be old
 * by the time it is used. All marks last equally long, so the first of a map is the first to end.
 */
export class Doubts {
  readonly #keys = new Map<string, number>();
  readonly #prefixes = new Map<string, number>();
  /** Until when everything is in doubt, as some marks had to be dropped. */
  #allUntil = 0;

  /** @param seconds how long a mark lasts */
  constructor(
    private readonly clock: Clock,
    private readonly seconds: number,
  ) {}

  mark(key: string): void {
    this.#mark(this.#keys, key);
  }

  /** Marks all keys that begin so. */
  markUnder(prefix: string): void {
    this.#mark(this.#prefixes, prefix);
  }

  has(key: string): boolean {
    // Nearly always there are none.
    if (this.#keys.size === 0 && this.#prefixes.size === 0) return false;
    const now = this.clock.now();
    dropEnded(this.#keys, now);
    dropEnded(this.#prefixes, now);
    if (this.#keys.has(key) || now < this.#allUntil) return true;
    for (const prefix of this.#prefixes.keys()) if (key.startsWith(prefix)) return true;
    return false;
  }

  /** Whether any key that begins so is in doubt. */
  hasUnder(prefix: string): boolean {
    if (this.has(prefix)) return true;
    for (const marks of [this.#keys, this.#prefixes])
      for (const key of marks.keys()) if (key.startsWith(prefix)) return true;
    return false;
  }

  #mark(among: Map<string, number>, key: string): void {
    // At the end of the map again: its first entry is the oldest.
    among.delete(key);
    among.set(key, this.clock.now() + this.seconds * 1_000);
    if (among.size <= MAX_MARKS) return;
    const [oldest] = among;
    if (oldest === undefined) return;
    among.delete(oldest[0]);
    this.#allUntil = Math.max(this.#allUntil, oldest[1]);
  }
}

function dropEnded(marks: Map<string, number>, now: number): void {
  for (const [key, until] of marks) {
    if (now < until) return;
    marks.delete(key);
  }
}
