import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Flight, SingleFlight, type FlightOptions } from '../../src/cache/SingleFlight.js';
import { startDeadline } from '../../src/http/deadline.js';

const TIME_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const flights = new SingleFlight<string>();
  /** The works so far, each with what ends it. */
  const works: PromiseWithResolvers<string>[] = [];
  const start = (key = 'k', options: Partial<FlightOptions> = {}): Flight<string> =>
    flights.start(
      key,
      () => {
        const work = Promise.withResolvers<string>();
        works.push(work);
        return work.promise;
      },
      { deadline: startDeadline(TIME_MS), ...options },
    );
  return { flights, works, start };
}

/** One who waits, until it leaves. */
function wait(flight: Flight<string>) {
  const caller = startDeadline(60_000);
  const outcome = flight
    .join(caller, () => new Error('left'))
    .then(
      (value) => value,
      (error: unknown) => (error instanceof Error ? `failed: ${error.message}` : 'no error'),
    );
  return {
    outcome,
    leave: () => {
      caller.cancel();
    },
  };
}

describe('equal work in flight', () => {
  it('is done once, for all who join it, and is forgotten when it is done', async () => {
    const { flights, works, start } = setUp();
    const first = wait(start());
    const found = flights.get('k') ?? expect.unreachable();
    const others = [wait(found), wait(found)];
    works[0]?.resolve('value');
    expect(await Promise.all([first, ...others].map(({ outcome }) => outcome))).toEqual([
      'value',
      'value',
      'value',
    ]);
    expect(works).toHaveLength(1);
    expect([flights.get('k'), [...flights.keys()]]).toEqual([undefined, []]);
  });

  it('knows whether more than one waited for it', () => {
    const { start } = setUp();
    const [alone, shared] = [start('a'), start('b')];
    for (const flight of [alone, shared, shared]) void wait(flight);
    expect([alone.wasShared, shared.wasShared]).toEqual([false, true]);
  });

  it('goes on for the others when the one who came first leaves', async () => {
    const { flights, works, start } = setUp();
    const flight = start();
    const [first, second] = [wait(flight), wait(flight)];
    first.leave();
    expect(await first.outcome).toBe('failed: left');
    expect(flight.deadline.isOver()).toBe(false);
    expect(flights.get('k')).toBe(flight);
    works[0]?.resolve('value');
    expect(await second.outcome).toBe('value');
  });

  it('is stopped when the last one leaves, and newcomers start anew', async () => {
    const { flights, works, start } = setUp();
    const flight = start();
    const callers = [wait(flight), wait(flight)];
    for (const { leave } of callers) leave();
    expect(await Promise.all(callers.map(({ outcome }) => outcome))).toEqual([
      'failed: left',
      'failed: left',
    ]);
    expect(flight.deadline.reason?.name).toBe('AbortError');
    expect([flight.isJoinable, flight.isCurrent, flights.get('k')]).toEqual([false, false, undefined]);
    const anew = start();
    works[0]?.resolve('of nobody');
    await flight.promise;
    // What was stopped does not take its successor along.
    expect(flights.get('k')).toBe(anew);
  });

  it('is not stopped when one leaves behind its end', async () => {
    const { works, start } = setUp();
    const flight = start();
    const { outcome, leave } = wait(flight);
    works[0]?.resolve('value');
    expect(await outcome).toBe('value');
    leave();
    expect(flight.deadline.isOver()).toBe(false);
  });

  it('is not stopped when one leaves in the turn in which it is done', async () => {
    const { works, start } = setUp();
    const flight = start();
    const caller = startDeadline(60_000);
    void flight.promise.then(() => {
      caller.cancel();
    });
    const left = flight.join(caller, () => new Error('left'));
    works[0]?.resolve('value');
    await expect(left).rejects.toThrow('left');
    expect(flight.deadline.isOver()).toBe(false);
  });

  it.each(['resolve', 'reject'] as const)('watches nobody any more when it has ended (%s)', async (end) => {
    const { works, start } = setUp();
    const stop = vi.fn();
    const joined = start().join({ onEnd: () => stop }, () => new Error('left'));
    expect(stop).not.toHaveBeenCalled();
    if (end === 'resolve') works[0]?.resolve('value');
    else works[0]?.reject(new Error('down'));
    await joined.catch(() => undefined);
    expect(stop).toHaveBeenCalledOnce();
  });

  it('is never stopped when it is wanted in the background', async () => {
    const { flights, works, start } = setUp();
    const flight = start('k', { background: true });
    const { outcome, leave } = wait(flight);
    leave();
    expect(await outcome).toBe('failed: left');
    expect(flight.deadline.isOver()).toBe(false);
    const late = wait(flights.get('k') ?? expect.unreachable());
    works[0]?.resolve('value');
    expect(await late.outcome).toBe('value');
  });

  it('fails without a word when it fails in the background and nobody waits', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const { works, start } = setUp();
    start('k', { background: true });
    works[0]?.reject(new Error('down'));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('keeps its waiters when it is forgotten, but newcomers start anew', async () => {
    const { flights, works, start } = setUp();
    const old = start();
    const before = wait(old);
    flights.forget('k');
    expect([flights.get('k'), old.isCurrent]).toEqual([undefined, false]);
    const anew = start();
    const behind = wait(flights.get('k') ?? expect.unreachable());
    works[0]?.resolve('old');
    expect(await before.outcome).toBe('old');
    expect([flights.get('k'), anew.isCurrent]).toEqual([anew, true]);
    works[1]?.resolve('new');
    expect(await behind.outcome).toBe('new');
  });

  it('is current until another takes its place', () => {
    const { start } = setUp();
    const first = start();
    expect(first.isCurrent).toBe(true);
    const second = start();
    expect([first.isCurrent, second.isCurrent]).toEqual([false, true]);
  });

  it('knows that it is current while its work begins', () => {
    let isCurrent: boolean | undefined;
    const flights = new SingleFlight<string>();
    const work = (flight: Flight<string>): Promise<string> => {
      isCurrent = flight.isCurrent;
      return Promise.resolve('value');
    };
    flights.start('k', work, { deadline: startDeadline(TIME_MS) });
    expect(isCurrent).toBe(true);
  });

  it('is joined in the first half of its time only: who comes later would get what little is left', () => {
    const { flights, start } = setUp();
    const flight = start();
    vi.advanceTimersByTime(TIME_MS / 2);
    expect(flights.get('k')).toBe(flight);
    vi.advanceTimersByTime(1);
    expect(flights.get('k')).toBeUndefined();
  });

  it('is not joined when what it has read is not fresh any more, and ends for those who wait', async () => {
    const { flights, works, start } = setUp();
    let isFresh = true;
    const flight = start('k', { isFresh: () => isFresh });
    const before = wait(flights.get('k') ?? expect.unreachable());
    isFresh = false;
    expect(flights.get('k')).toBeUndefined();
    expect(flight.isCurrent).toBe(true);
    works[0]?.resolve('value');
    expect(await before.outcome).toBe('value');
  });

  it('fails for all who wait, and the failure is not remembered', async () => {
    const { flights, works, start } = setUp();
    const flight = start();
    const callers = [wait(flight), wait(flight)];
    works[0]?.reject(new Error('down'));
    expect(await Promise.all(callers.map(({ outcome }) => outcome))).toEqual([
      'failed: down',
      'failed: down',
    ]);
    expect(flights.get('k')).toBeUndefined();
    const next = wait(start());
    works[1]?.resolve('up');
    expect(await next.outcome).toBe('up');
  });

  it('fails as a promise does when its work throws at once', async () => {
    const flights = new SingleFlight<string>();
    const work = (): Promise<string> => {
      throw new RangeError('not a path');
    };
    const flight = flights.start('k', work, { deadline: startDeadline(TIME_MS) });
    expect(await wait(flight).outcome).toBe('failed: not a path');
    expect(flights.get('k')).toBeUndefined();
  });

  it('sends one who has left already away, and stops if there is no other', async () => {
    const { start } = setUp();
    const flight = start();
    const gone = startDeadline(60_000);
    gone.cancel();
    await expect(flight.join(gone, () => new Error('left'))).rejects.toThrow('left');
    expect(flight.deadline.isOver()).toBe(true);
  });

  it('ends the timer of its own time when it is done', async () => {
    const { works, start } = setUp();
    const deadline = startDeadline(TIME_MS);
    deadline.onEnd(() => undefined);
    const { outcome } = wait(start('k', { deadline }));
    // That of the work, and that of the one who waits.
    expect(vi.getTimerCount()).toBe(2);
    works[0]?.resolve('value');
    await outcome;
    expect(vi.getTimerCount()).toBe(1);
  });
});

describe('work that nobody else may join', () => {
  it('ends as other work does', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const flight = new Flight(() => promise, { deadline: startDeadline(TIME_MS) });
    const { outcome } = wait(flight);
    expect([flight.isCurrent, flight.wasShared]).toEqual([true, false]);
    resolve('value');
    expect(await outcome).toBe('value');
  });

  it('is stopped when the one who waits leaves', async () => {
    const flight = new Flight(() => new Promise<string>(() => undefined), {
      deadline: startDeadline(TIME_MS),
    });
    const { outcome, leave } = wait(flight);
    leave();
    expect(await outcome).toBe('failed: left');
    expect(flight.deadline.isOver()).toBe(true);
  });
});

describe('the registry of work in flight', () => {
  it('has each under its key until it is forgotten', () => {
    const { flights, start } = setUp();
    const [one, two] = [start('a'), start('b')];
    expect([flights.get('a'), flights.get('b'), flights.get('c')]).toEqual([one, two, undefined]);
    flights.forget('a');
    expect([flights.get('a'), [...flights.keys()]]).toEqual([undefined, ['b']]);
  });

  it('gives way to what is put in its place, and does not take that along when it is forgotten', () => {
    const { flights, start } = setUp();
    const [one, two] = [start('a'), start('a')];
    flights.forget('a', one);
    expect(flights.get('a')).toBe(two);
    flights.forget('a', two);
    expect(flights.get('a')).toBeUndefined();
  });

  it('may be told to forget what is not there', () => {
    const { flights, start } = setUp();
    const elsewhere = start('b');
    flights.forget('a');
    flights.forget('a', elsewhere);
    expect([...flights.keys()]).toEqual(['b']);
  });

  it('leaves nothing behind that a Map would keep until everything is collected', async () => {
    const script = new URL('single-flight-memory.ts', import.meta.url).pathname;
    const oldMegabytes = async (...args: string[]): Promise<number> =>
      Number((await promisify(execFile)(process.execPath, ['--expose-gc', script, ...args])).stdout);
    expect(await oldMegabytes()).toBeLessThan(12);
    // Should this fail one day, V8 has learned it, and a Map will do.
    expect(await oldMegabytes('map')).toBeGreaterThan(18);
  });
});
