/** Milliseconds since 1970. Handed in wherever time decides, so that a test owns it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** What is done later. Handed in where waiting is what counts, so that a test need not wait. */
export interface Timers {
  /** @returns takes it back */
  after(ms: number, work: () => void): () => void;
}

/** They keep no process alive. */
export const systemTimers: Timers = {
  after: (ms, work) => {
    const timer = setTimeout(work, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};
