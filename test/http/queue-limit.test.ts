import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallOrigin } from '../../src/http/call-scope.js';
import { startDeadline, type RunningDeadline } from '../../src/http/deadline.js';
import { QueueLimit, type QueueWait } from '../../src/http/QueueLimit.js';
import { Semaphore } from '../../src/http/Semaphore.js';

const LIMIT_MS = 5_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  // One timer is armed while anybody may still be waiting, and for the time of one that has come last.
  await vi.advanceTimersByTimeAsync(LIMIT_MS);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a call that waits for its turn', () => {
  let limit = new QueueLimit(LIMIT_MS);
  beforeEach(() => {
    limit = new QueueLimit(LIMIT_MS);
  });

  function requestOf(): CallOrigin {
    return { id: 'any', owner: 'one', isFirstFailure: () => true };
  }

  /** Waits as an upstream does, and says how it ended. */
  function call(permits: Semaphore, origin: CallOrigin, deadline: RunningDeadline) {
    const wait: QueueWait = limit.enter(deadline, origin);
    const told = { outcome: 'waits' };
    permits.acquire(wait, origin.owner, (hasPermit) => {
      if (hasPermit) wait.end();
      told.outcome = hasPermit ? 'has it' : wait.isCrowdedOut ? 'crowded out' : 'too late';
    });
    return told;
  }

  it('is given up when no call of its request has had one for so long, however many stand before it', async () => {
    const permits = new Semaphore(1);
    const deadline = startDeadline(60_000);
    permits.tryAcquire('one');
    const all = Array.from({ length: 3 }, () => call(permits, requestOf(), deadline));
    await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
    permits.release('one');
    await vi.advanceTimersByTimeAsync(1);
    expect(all.map(({ outcome }) => outcome)).toEqual(['has it', 'crowded out', 'crowded out']);
    // Who has been given up takes no permit.
    permits.release('one');
    expect(permits.tryAcquire('one')).toBe(true);
    deadline.end();
  });

  it('waits on while calls of its request get theirs, until the deadline', async () => {
    const permits = new Semaphore(1);
    const deadline = startDeadline(3 * (LIMIT_MS - 1) + LIMIT_MS / 2);
    const request = requestOf();
    permits.tryAcquire('one');
    const all = Array.from({ length: 4 }, () => call(permits, request, deadline));
    for (let turn = 0; turn < 3; turn += 1) {
      await vi.advanceTimersByTimeAsync(LIMIT_MS - 1);
      permits.release('one');
    }
    await vi.advanceTimersByTimeAsync(LIMIT_MS / 2 - 1);
    expect(all.map(({ outcome }) => outcome)).toEqual(['has it', 'has it', 'has it', 'waits']);
    await vi.advanceTimersByTimeAsync(1);
    expect(all[3]?.outcome).toBe('too late');
  });

  it('ends with a deadline that is over', async () => {
    const permits = new Semaphore(1);
    const deadline = startDeadline(60_000);
    deadline.cancel();
    const told = call(permits, requestOf(), deadline);
    await vi.advanceTimersByTimeAsync(0);
    expect(told.outcome).toBe('too late');
  });
});
