import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  DeadlineWatcher,
  isTimeout,
  shorten,
  startDeadline,
  type RunningDeadline,
} from '../../src/http/deadline.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  return () => vi.useRealTimers();
});

describe('who watches a deadline', () => {
  it('hears of its end once, also two alike, and not when another one has taken it out meanwhile', () => {
    const deadline = startDeadline(100);
    const told: string[] = [];
    class Watcher extends DeadlineWatcher {
      constructor(
        private readonly name: string,
        private readonly does: () => void,
      ) {
        super();
      }

      onDeadlineEnd(): void {
        told.push(this.name);
        this.does();
      }
    }
    const watcher = (name: string, does: () => void = () => undefined) => new Watcher(name, does);
    const left = watcher('left');
    const early = watcher('early');
    const first = watcher('first', () => {
      deadline.unwatch(left);
    });
    const last = watcher('last');
    for (const each of [first, early, left, last]) deadline.watch(each);
    deadline.unwatch(early);
    // One that has left already, or watches another deadline, is nobody's loss.
    deadline.unwatch(early);
    startDeadline(100).unwatch(last);
    const listener = (): void => void told.push('listener');
    deadline.onEnd(listener);
    deadline.onEnd(listener);
    deadline.cancel();
    deadline.watch(watcher('late'));
    expect(told).toEqual(['first', 'last', 'listener', 'listener', 'late']);
  });
});

describe('a deadline that is lengthened', () => {
  it('ends later, also for those who listen already', () => {
    const deadline = startDeadline(100);
    let ended = 0;
    deadline.onEnd(() => {
      ended += 1;
    });
    deadline.lengthen(50);
    expect(deadline.remainingMs()).toBe(150);
    vi.advanceTimersByTime(149);
    expect([deadline.isOver(), ended]).toEqual([false, 0]);
    vi.advanceTimersByTime(1);
    expect([deadline.isOver(), isTimeout(deadline), ended]).toEqual([true, true, 1]);
    expect(deadline.reason?.message).toBe('No answer within 150 ms');
  });

  it('needs no timer before somebody listens', () => {
    const deadline = startDeadline(100);
    deadline.lengthen(50);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves parts of it as long as they were made', () => {
    const whole = startDeadline(100);
    const part = shorten(whole, 1_000);
    part.onEnd(() => undefined);
    whole.lengthen(1_000);
    vi.advanceTimersByTime(100);
    expect([part.isOver(), whole.isOver()]).toEqual([true, false]);
  });

  it('ends its parts for the reason that it has itself', () => {
    for (const [end, isUp] of [
      [() => vi.advanceTimersByTime(100), true],
      [
        (whole: RunningDeadline) => {
          whole.cancel();
        },
        false,
      ],
    ] as const) {
      const whole = startDeadline(100);
      const part = shorten(whole, 1_000);
      part.onEnd(() => undefined);
      end(whole);
      expect([part.isOver(), isTimeout(part)]).toEqual([true, isUp]);
    }
  });

  it('stays over once it is', () => {
    const deadline = startDeadline(100);
    deadline.cancel();
    deadline.lengthen(50);
    expect(deadline.reason?.name).toBe('AbortError');
    expect(vi.getTimerCount()).toBe(0);
  });
});
