import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LateChanges } from '../../src/workers/LateChanges.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('after a crash', () => {
  it('tells the others at once, and each second for as long as a change may take', () => {
    const tell = vi.fn();
    new LateChanges(3_500, tell).crashed();
    expect(tell).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(60_000);
    // The last time, what came in time has come.
    expect(tell).toHaveBeenCalledTimes(5);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on after a further one, and not twice as often', () => {
    const tell = vi.fn();
    const late = new LateChanges(3_000, tell);
    late.crashed();
    vi.advanceTimersByTime(2_000);
    late.crashed();
    expect(tell).toHaveBeenCalledTimes(4);
    vi.advanceTimersByTime(60_000);
    expect(tell).toHaveBeenCalledTimes(7);
    late.crashed();
    late.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
