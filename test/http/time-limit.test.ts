import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimeLimit } from '../../src/http/TimeLimit.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(ms = 100) {
  const limit = new TimeLimit(ms);
  const ended: string[] = [];
  const start = (name: string, then?: () => void) =>
    limit.start({
      onTimeUp: () => {
        ended.push(name);
        then?.();
      },
    });
  return { limit, ended, start };
}

describe('a time limit that many share', () => {
  it('gives each the whole of its time, with one timer for all', () => {
    const { ended, start } = setUp();
    start('first');
    vi.advanceTimersByTime(60);
    start('second');
    start('third');
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(39);
    expect(ended).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ended).toEqual(['first']);
    vi.advanceTimersByTime(59);
    expect(ended).toEqual(['first']);
    vi.advanceTimersByTime(1);
    expect(ended).toEqual(['first', 'second', 'third']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['first', ['second', 'third']],
    ['second', ['first', 'third']],
    ['third', ['first', 'second']],
  ])('says nothing to the %s of three once that is done, also when it is told twice', (done, others) => {
    const { limit, ended, start } = setUp();
    for (const name of ['first', 'second', 'third']) {
      const running = start(name);
      if (name !== done) continue;
      limit.stop(running);
      limit.stop(running);
    }
    vi.advanceTimersByTime(100);
    expect(ended).toEqual(others);
    // The links are whole: whoever comes now has its turn.
    start('later');
    vi.advanceTimersByTime(100);
    expect(ended).toEqual([...others, 'later']);
  });

  it('makes no timer for a thousand that are done in time, one after the other', () => {
    const { limit, ended, start } = setUp();
    const made = vi.spyOn(globalThis, 'setTimeout');
    for (let turn = 0; turn < 1_000; turn += 1) limit.stop(start('done'));
    expect(made).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1_000);
    expect([ended, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('lets one stop another that is due as well, and start anew', () => {
    const { limit, ended, start } = setUp();
    start('first', () => {
      limit.stop(second);
      start('again');
    });
    const second = start('second');
    vi.advanceTimersByTime(100);
    expect(ended).toEqual(['first']);
    vi.advanceTimersByTime(100);
    expect(ended).toEqual(['first', 'again']);
  });
});
