import type { WaitingCalls } from './WaitingCalls.js';

/** How many calls of a batch wait for permits at a time while the rest of it is held back. */
const MOST_WAITING = 4;

/** Whose reads are beginning: a call that is begun with one of them, in the same turn, is theirs. */
let beginning: Pace | undefined;

/**
 * Reads each key by itself, in order: all at once while there are permits for their calls, and then no faster than these
 * get them. What has not begun is a key in a list, where a call that waits is a dozen objects, and a page may need a
 * thousand. And a request with one call stands behind a few of each page, not behind all of them.
 * @param read begins a call at once, or finds out later whether it needs one, and is not held back then; never fails: a
 *   failure is a value of it
 */
export function readAll<K, V>(keys: readonly K[], read: (key: K) => Promise<V>): Promise<V[]> {
  const rest = keys.values();
  const begun: Promise<V>[] = [];
  const pace = new Pace(keys.length, () => {
    const next = rest.next();
    if (next.done !== true) begun.push(read(next.value));
  });
  const held = pace.start();
  return held === undefined ? Promise.all(begun) : held.then(() => Promise.all(begun));
}

/** What a call knows of the reads of which it is one. */
export type BatchOfReads = Pick<Pace, 'enter' | 'leave' | 'heldSince' | 'isCrowdedOut' | 'allBegun'>;

/** The reads with which the call at hand begins; undefined = it begins with none that could be held back. */
export function readsBeginning(): BatchOfReads | undefined {
  return beginning;
}

function replaceBeginning(by: Pace | undefined): Pace | undefined {
  const before = beginning;
  beginning = by;
  return before;
}

/** How fast the reads of a batch begin. */
class Pace {
  /** Since when some are held back, by `performance.now()`; undefined = none is. */
  heldSince: number | undefined;
  /** Those that are held back have waited as long as one that gave up. */
  isCrowdedOut = false;
  /** Once none is held back any more: repeats come behind those that have not asked once. Undefined = none is. */
  allBegun: Promise<void> | undefined;
  /** Calls of theirs that wait for a permit. */
  #waiting = 0;
  /** Where these are counted, and on whose account. */
  #queue: WaitingCalls | undefined;
  #owner = '';
  #isBeginning = false;
  #release: (() => void) | undefined;

  constructor(
    /** How many have not begun. */
    private left: number,
    private readonly beginNext: () => void,
  ) {}

  /** Begins what may. @returns when all have begun; undefined = they have */
  start(): Promise<void> | undefined {
    this.#begin();
    if (this.left === 0) return undefined;
    // They wait as well, for whoever asks how many do, and how long.
    this.heldSince = performance.now();
    this.#queue?.enter(this.#owner, this.left);
    this.allBegun = new Promise((resolve) => {
      this.#release = resolve;
    });
    return this.allBegun;
  }

  /** A call of theirs begins to wait. */
  enter(queue: WaitingCalls, owner: string): void {
    this.#waiting += 1;
    this.#queue = queue;
    this.#owner = owner;
  }

  /**
   * It has a permit or gave up, and has done what comes of that: others may begin in its place.
   * @param isCrowdedOut it gave up as no call of its request had a permit for long
   */
  leave(isCrowdedOut = false): void {
    this.#waiting -= 1;
    this.isCrowdedOut ||= isCrowdedOut;
    // What begins may end at once, as it does when there is no time left.
    if (this.#release === undefined || this.#isBeginning) return;
    const before = this.left;
    this.#begin();
    this.#queue?.leave(this.#owner, before - this.left);
    if (this.left > 0) return;
    this.#release();
    this.#release = undefined;
    this.allBegun = undefined;
  }

  #begin(): void {
    const outer = replaceBeginning(this);
    this.#isBeginning = true;
    while (this.left > 0 && this.#waiting < MOST_WAITING) {
      this.left -= 1;
      this.beginNext();
    }
    this.#isBeginning = false;
    replaceBeginning(outer);
  }
}
