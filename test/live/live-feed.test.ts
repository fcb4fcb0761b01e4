import { describe, expect, it } from 'vitest';
import { FeedLog } from '../../src/live/FeedLog.js';
import type { FeedSource } from '../../src/live/FeedSource.js';
import { LiveFeed } from '../../src/live/LiveFeed.js';
import { nextPollAt, untilNextPoll } from '../../src/live/poll-times.js';
import { Poller } from '../../src/live/Poller.js';
import { startDeadline } from '../../src/http/deadline.js';
import { FEED_START, type FeedPlace } from '../../src/loaders/feed.js';
import { FakeTimers } from '../support/fake-timers.js';
import { fakeClock, memoryLog } from '../support/stack.js';

const call = { api: { name: 'feed', title: 'Feed API' }, operation: 'getFeed', effect: 'read' } as const;
const at = (index: number): FeedPlace => (index === 0 ? FEED_START : { cursor: String(index), skip: 0 });

/** A feed of numbers from 1 on, with cursors that count. */
function numbers(count: number) {
  const feed = { count, reads: [] as number[] };
  const source: FeedSource<number> = {
    call,
    identity: { idOf: String, detailsOf: String },
    read: (after, first) => {
      const from = Number(after.cursor ?? 0);
      feed.reads.push(from);
      const to = Math.min(feed.count, from + first);
      const items = Array.from({ length: to - from }, (_, index) => ({
        item: from + index + 1,
        place: at(from + index + 1),
      }));
      return Promise.resolve({ items, end: at(to), hasMore: to < feed.count });
    },
  };
  return { feed, source };
}

function follow(source: FeedSource<number>, bufferItems: number) {
  const timers = new FakeTimers();
  const clock = fakeClock();
  const times = { intervalMs: 60_000, quietMinutes: undefined };
  const log = memoryLog([], 'silent');
  const live = new LiveFeed<number>({
    source,
    supply: (feed) =>
      new Poller(feed, { clock, timers, times, random: () => 0.5, log, polled: () => undefined }),
    timers,
    origin: { id: 'test', owner: 'test', isFirstFailure: () => true },
    limits: { bufferItems, stallMs: 5_000, callTimeoutMs: 1_000, maxReaders: 3 },
  });
  const shape = { toEvent: (item: number) => item, cursorOf: ({ cursor = '' }: FeedPlace) => cursor };
  const open = async (after?: number) => {
    const reader = await live.open(after === undefined ? undefined : at(after), shape, startDeadline(1_000));
    if (reader === null) throw new Error('no feed');
    return reader;
  };
  return { live, timers, open };
}

async function take(reader: AsyncIterator<number>, count: number): Promise<number[]> {
  const taken: number[] = [];
  while (taken.length < count) {
    const { done, value } = await reader.next();
    if (done === true) throw new Error('ended');
    taken.push(value);
  }
  return taken;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('a feed that is followed', () => {
  it('is read by each from its own place on, and by all together from where they meet', async () => {
    const { feed, source } = numbers(30);
    const { timers, open } = follow(source, 100);
    const [old, now] = [await open(10), await open()];
    expect(await take(old, 20)).toEqual(range(11, 30));
    const reads = feed.reads.length;
    const next = [take(old, 2), take(now, 2)];
    await timers.until(1);
    feed.count = 32;
    timers.advance(60_000);
    expect(await Promise.all(next)).toEqual([
      [31, 32],
      [31, 32],
    ]);
    expect(feed.reads.slice(reads)).toEqual([30]);
    // Who comes back finds what came last without a call.
    expect(await take(await open(30), 2)).toEqual([31, 32]);
    expect(feed.reads).toHaveLength(reads + 1);
  });

  it('waits for who reads slowly, then cuts it with its last cursor, behind which it goes on', async () => {
    const { feed, source } = numbers(0);
    const { live, timers, open } = follow(source, 100);
    const [slow, fast] = [await open(), await open()];
    const first = take(slow, 1);
    const half = take(fast, 100);
    await timers.until(1);
    feed.count = 300;
    timers.advance(60_000);
    expect(await first).toEqual([1]);
    expect(await half).toEqual(range(1, 100));
    const rest = take(fast, 200);
    // The others wait, as there is no more room, until it has had its time.
    await timers.until(1);
    timers.advance(5_000);
    expect(await rest).toEqual(range(101, 300));
    await expect(slow.next()).rejects.toMatchObject({
      code: 'SUBSCRIPTION_ENDED',
      details: { reason: 'SLOW_READER', lastCursor: '1' },
    });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(live.readers).toBe(1);
    expect(await take(await open(1), 299)).toEqual(range(2, 300));
  });

  it('is followed by so many at most, and polled by nobody once all have left', async () => {
    const { source } = numbers(5);
    const { live, timers, open } = follow(source, 100);
    const readers = [await open(), await open(5), await open(2)];
    await expect(open()).rejects.toMatchObject({ code: 'RATE_LIMITED' });
    // One of them waits.
    const waiting = readers[0]?.next();
    for (const reader of readers) await reader.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect([live.readers, timers.size]).toEqual([0, 0]);
  });

  it('goes on behind a poll that failed, and leaves nothing out', async () => {
    const { feed, source } = numbers(0);
    let fails = true;
    const flaky: FeedSource<number> = {
      ...source,
      read: (...asked) =>
        fails && feed.count > 0 ? Promise.reject(new Error('away')) : source.read(...asked),
    };
    const { timers, open } = follow(flaky, 100);
    const reader = await open();
    feed.count = 3;
    await timers.until(1);
    timers.advance(60_000);
    await timers.until(1);
    fails = false;
    const told = take(reader, 3);
    timers.advance(60_000);
    expect(await told).toEqual([1, 2, 3]);
  });
});

describe('the log of a feed', () => {
  it('finds places and items, and forgets what nobody needs but for the newest', () => {
    const log = new FeedLog<number>();
    const placed = (from: number, to: number) => ({
      items: range(from, to).map((item) => ({ item, place: at(item) })),
      end: at(to),
    });
    log.append(placed(1, 500));
    expect([log.numberBehind(FEED_START), log.numberBehind(at(250)), log.numberBehind(at(501))]).toEqual([
      0,
      250,
      undefined,
    ]);
    log.trim(500, 1_000);
    expect([log.numberBehind(at(250)), log.at(299), log.at(300)?.item]).toEqual([undefined, undefined, 301]);
    expect(log.numberBehindItem((item) => item === 400)).toBe(400);
    expect(log.numberBehindItem((item) => item > 400)).toBeUndefined();
    log.jump(at(900));
    expect([log.end, log.numberBehind(at(900)), log.numberBehind(at(500))]).toEqual([500, 500, undefined]);
  });
});

describe('polls', () => {
  const quiet = { intervalMs: 60_000, quietMinutes: { from: 0, to: 9 } };
  const clockAt = (time: string) => Date.parse(`2026-09-14T${time}Z`);

  it('come at the interval, give or take a tenth', () => {
    const now = clockAt('10:20:00');
    expect([0, 0.5, 1].map((random) => untilNextPoll(quiet, now, random))).toEqual([54_000, 60_000, 66_000]);
  });

  it('come behind the quiet minutes, one here and one there', () => {
    const now = clockAt('10:59:30');
    const due = [0, 0.5, 1].map((random) =>
      new Date(now + untilNextPoll(quiet, now, random)).toISOString().slice(11, 19),
    );
    expect(due).toEqual(['11:10:00', '11:10:30', '11:11:00']);
  });

  it('come over half of an interval behind the quiet minutes where that is long, also those that others left', () => {
    const hourly = { ...quiet, intervalMs: 3_600_000 };
    const now = clockAt('10:05:00');
    const times = [0, 0.25, 0.5].map((random) => [
      untilNextPoll(hourly, now, random) === 54 * 60_000
        ? 'before'
        : new Date(now + untilNextPoll(hourly, now, random)).toISOString().slice(11, 19),
      new Date(nextPollAt(hourly, now - 7_200_000, now, random)).toISOString().slice(11, 19),
    ]);
    expect(times).toEqual([
      ['before', '10:10:00'],
      ['11:17:30', '10:17:30'],
      ['11:25:00', '10:25:00'],
    ]);
  });

  it('go on from the last one, whoever made it', () => {
    const now = clockAt('10:20:00');
    expect(nextPollAt(quiet, now - 20_000, now, 0.5)).toBe(now + 40_000);
    expect(nextPollAt(quiet, now - 600_000, now, 0.5)).toBe(now);
    expect(nextPollAt(quiet, clockAt('09:55:00'), clockAt('10:05:00'), 0)).toBe(clockAt('10:10:00'));
  });
});
