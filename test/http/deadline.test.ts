import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isTimeout, shorten, startDeadline } from '../../src/http/deadline.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  return () => vi.useRealTimers();
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

  it('stays over once it is', () => {
    const deadline = startDeadline(100);
    deadline.cancel();
    deadline.lengthen(50);
    expect(deadline.reason?.name).toBe('AbortError');
    expect(vi.getTimerCount()).toBe(0);
  });
});
