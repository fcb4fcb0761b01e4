import type { Deadline } from './deadline.js';

/** Waits so many ms, but no longer than the deadline. */
export function waitWithin(deadline: Deadline, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      stopWatching();
      resolve();
    }, ms);
    const stopWatching = deadline.onEnd(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
