import type { LiveSettings } from '../config.js';

/** When feeds are polled. */
export type PollTimes = Pick<LiveSettings, 'intervalMs' | 'quietMinutes'>;

/** Feeds that were opened together are not polled together for ever. */
const JITTER = 0.1;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long from now on the next poll is to wait: the interval, give or take a tenth. One that would come in the quiet minutes
 * waits for their end, and for a part of an interval, so that not all of them come then.
 * @param random from 0 to 1
 */
export function untilNextPoll({ intervalMs, quietMinutes }: PollTimes, now: number, random: number): number {
  const waitMs = Math.round(intervalMs * (1 - JITTER + 2 * JITTER * random));
  if (quietMinutes === undefined) return waitMs;
  const inHourMs = (now + waitMs) % HOUR_MS;
  const endsMs = (quietMinutes.to + 1) * MINUTE_MS;
  if (inHourMs < quietMinutes.from * MINUTE_MS || inHourMs >= endsMs) return waitMs;
  return waitMs + endsMs - inHourMs + Math.round(Math.min(intervalMs, MINUTE_MS) * random);
}

/** When a feed is to be polled that was last polled at a time: now, where that is long ago and no quiet minute. */
export function nextPollAt(times: PollTimes, polledAt: number, now: number, random: number): number {
  const dueAt = polledAt + untilNextPoll(times, polledAt, random);
  return dueAt >= now ? dueAt : now + untilNextPoll({ ...times, intervalMs: 0 }, now, random);
}
