/** Milliseconds since 1970. Handed in wherever time decides, so that a test owns it. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
