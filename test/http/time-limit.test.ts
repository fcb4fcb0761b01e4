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

/** Time passes, and what is due happens at the end of that turn. */
async function pass(ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a time limit that many share', () => {
  it('gives each the whole of its time, with one timer for all', async () => {
    const { ended, start } = setUp();
    start('first');
    await pass(60);
    start('second');
    start('third');
    expect(vi.getTimerCount()).toBe(1);
    await pass(39);
    expect(ended).toEqual([]);
    await pass(1);
    expect(ended).toEqual(['first']);
    await pass(59);
    expect(ended).toEqual(['first']);
    await pass(1);
    expect(ended).toEqual(['first', 'second', 'third']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['first', ['second', 'third']],
    ['second', ['first', 'third']],
    ['third', ['first', 'second']],
  ])(
    'says nothing to the %s of three once that is done, also when it is told twice',
    async (done, others) => {
      const { limit, ended, start } = setUp();
      for (const name of ['first', 'second', 'third']) {
        const running = start(name);
        if (name !== done) continue;
        limit.stop(running);
        limit.stop(running);
      }
      await pass(100);
      expect(ended).toEqual(others);
      // The links are whole: whoever comes now has its turn.
      start('later');
      await pass(100);
      expect(ended).toEqual([...others, 'later']);
    },
  );

  it('makes no timer for a thousand that are done in time, one after the other', async () => {
    const { limit, ended, start } = setUp();
    const made = vi.spyOn(globalThis, 'setTimeout');
    for (let turn = 0; turn < 1_000; turn += 1) limit.stop(start('done'));
    expect(made).toHaveBeenCalledTimes(1);
    await pass(1_000);
    expect([ended, vi.getTimerCount()]).toEqual([[], 0]);
  });

  it('lets one stop another that is due as well, and start anew', async () => {
    const { limit, ended, start } = setUp();
    start('first', () => {
      limit.stop(second);
      start('again');
    });
    const second = start('second');
    await pass(100);
    expect(ended).toEqual(['first']);
    await pass(100);
    expect(ended).toEqual(['first', 'again']);
  });
});
