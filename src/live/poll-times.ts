import type { LiveSettings } from '../config.js';

/** When feeds are polled. */
export type PollTimes = Pick<LiveSettings, 'intervalMs' | 'quietMinutes'>;

/** Feeds that were opened together are not polled together for ever. */
const JITTER = 0.1;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * How long from now on the next poll is to wait: the interval, give or take a tenth. One that would come in the quiet minutes
 * waits for their end, and for a part of half an interval, but of a minute at least, so that not all of them come then.
 * @param random from 0 to 1
 */
export function untilNextPoll(times: PollTimes, now: number, random: number): number {
  const waitMs = Math.round(times.intervalMs * (1 - JITTER + 2 * JITTER * random));
  return waitMs + outOfQuiet(times, now + waitMs, random);
}

/** When a feed is polled again that was refused, however long the interval: to know in minutes whether it is over. */
export function untilRecheck(times: PollTimes, now: number, random: number): number {
  return untilNextPoll({ ...times, intervalMs: Math.min(times.intervalMs, MINUTE_MS) }, now, random);
}

/** When a feed is to be polled that was last polled at a time: now, where that is long ago and no quiet minute. */
export function nextPollAt(times: PollTimes, polledAt: number, now: number, random: number): number {
  const dueAt = polledAt + untilNextPoll(times, polledAt, random);
  return dueAt >= now ? dueAt : now + outOfQuiet(times, now, random);
}

/** How much later than at a time a poll is to come; 0 where that is no quiet minute. */
function outOfQuiet({ intervalMs, quietMinutes }: PollTimes, at: number, random: number): number {
  if (quietMinutes === undefined) return 0;
  const inHourMs = at % HOUR_MS;
  const beginsMs = quietMinutes.from * MINUTE_MS;
  const endsMs = (quietMinutes.to + 1) * MINUTE_MS;
  if (inHourMs < beginsMs || inHourMs >= endsMs) return 0;
  const spreadMs = Math.max(Math.min(intervalMs, MINUTE_MS), intervalMs / 2);
  // Before the next ones.
  const freeMs = HOUR_MS - (endsMs - beginsMs) - 1;
  return endsMs - inHourMs + Math.round(Math.min(spreadMs, freeMs) * random);
}
