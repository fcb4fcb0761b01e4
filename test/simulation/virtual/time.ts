import { syncBuiltinESMExports } from 'node:module';
import { install, type Clock } from '@sinonjs/fake-timers';

/** Kept before the clock is replaced: a turn of it lets everything that is due without time have its way. */
const realTurn = setImmediate;

/** When every story begins. */
export const STORY_STARTS_AT = Date.parse('2026-11-26T08:00:00Z');

/** A run that makes this many timers fire is caught in a circle. */
const MOST_TIMERS = 2_000_000;

/**
 * The time of this process, from now on: it stands still while anything is left to do, and jumps to the next timer when
 * nothing is. `Date`, `performance`, and all kinds of timers go by it.
 */
export class VirtualTime {
  readonly #clock: Clock = install({
    now: STORY_STARTS_AT,
    loopLimit: MOST_TIMERS,
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'Date',
      'performance',
    ],
  });
  #fired = 0;

  constructor() {
    // Modules that have named imports of timers see the replaced ones.
    syncBuiltinESMExports();
  }

  /** Timers that wait to fire. */
  get waiting(): number {
    return this.#clock.countTimers();
  }

  /** Timers that have fired so far. */
  get fired(): number {
    return this.#fired;
  }

  /** Sets the time of day, forward or back, as an administrator does: no timer fires by it. */
  setTimeOfDay(ms: number): void {
    this.#clock.setSystemTime(ms);
  }

  /** Lets time pass until the work is done. Rejects where it can't be: no timer is left that could end it. */
  async until<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = (): void => {
      isOver = true;
    };
    work.then(over, over);
    while (await this.#isOpen(() => isOver)) {
      if (this.#clock.countTimers() === 0)
        throw new Error('Nothing is left that could end what is waited for.');
      this.#fire();
    }
    return work;
  }

  /** Lets time pass until no timer is left, but no longer than so many milliseconds. Gives how many are left. */
  async untilNoTimers(mostMs: number): Promise<number> {
    const endsAt = performance.now() + mostMs;
    while (await this.#isOpen(() => performance.now() > endsAt)) {
      if (this.#clock.countTimers() === 0) return 0;
      this.#fire();
    }
    return this.#clock.countTimers();
  }

  /** Lets everything happen that takes no time, then asks. */
  async #isOpen(isOver: () => boolean): Promise<boolean> {
    await new Promise<void>((resolve) => realTurn(resolve));
    return !isOver();
  }

  #fire(): void {
    this.#fired += 1;
    this.#clock.next();
  }
}
