import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryCache, type Loaded } from '../../src/cache/MemoryCache.js';
import { vippsApis } from '../../src/clients/apis.js';
import { UpstreamError } from '../../src/errors/UpstreamError.js';
import { CallBudget } from '../../src/http/CallBudget.js';
import { sharedScope, type CallScope } from '../../src/http/call-scope.js';
import { endOfWait, startDeadline, type Deadline } from '../../src/http/deadline.js';
import { fakeClock } from '../support/stack.js';

const policy = {
  fresh: 60,
  staleWhileRevalidate: 30,
  staleOnError: 100,
  negative: 10,
  share: 1,
  why: 'a test',
} as const;

const outage = new UpstreamError('UPSTREAM_UNAVAILABLE', 'down', { api: 'management', operation: 'x' });
const refusal = new UpstreamError('FORBIDDEN', 'no', { api: 'management', operation: 'x' });

/** What a request may use that nobody watches. */
function scope(ms = 1_000): CallScope {
  return sharedScope(startDeadline(ms));
}

function setUp(maxBytes = 10_000, { open, coalesce = true }: { open?: number; coalesce?: boolean } = {}) {
  const clock = fakeClock();
  const rules = open === undefined ? policy : { ...policy, open };
  const cache = new MemoryCache<string>({
    resource: 'salesUnit',
    policy: rules,
    api: vippsApis.management,
    maxBytes,
    loadTimeoutMs: 1_000,
    clock,
    coalesce,
  });
  let loads = 0;
  const answers: (Loaded<string> | Error)[] = [];
  const load = async (): Promise<Loaded<string>> => {
    loads += 1;
    const value = `v${String(loads)}`;
    await Promise.resolve();
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer === undefined ? { value, bytes: 10 } : answer;
  };
  /** What was shown although it was old. */
  const shown: unknown[] = [];
  const stale = {
    takesStale: true,
    showedStale: (api: string, seconds: number) => {
      shown.push([api, seconds]);
    },
  };
  return {
    clock,
    cache,
    answers,
    shown,
    stale,
    load,
    read: (key = 'k') => cache.read(key, { ...scope(), stale }, load),
    loads: () => loads,
  };
}

describe('a clock that is set back', () => {
  it('makes what was loaded later stale, for outages too', async () => {
    const { clock, answers, read, loads } = setUp();
    expect(await read()).toBe('v1');
    clock.advance(-1);
    answers.push(outage);
    await expect(read()).rejects.toBe(outage);
    expect(await read()).toBe('v3');
    expect(await read()).toBe('v3');
    expect(loads()).toBe(3);
  });
});

describe('a load that throws at once', () => {
  it.each([0, 10_000])(
    'fails as one that rejects, and is not remembered (memory: %i bytes)',
    async (bytes) => {
      const { cache, read } = setUp(bytes);
      const broken = (): Promise<Loaded<string>> => {
        throw new RangeError('not a path');
      };
      await expect(cache.read('k', scope(), broken)).rejects.toThrow(RangeError);
      expect(await read('k')).toBe('v1');
    },
  );
});

describe('an answer that may still grow', () => {
  it('is served for as long as the policy says of such answers, and never afterwards', async () => {
    const { read, loads, clock, answers } = setUp(10_000, { open: 5 });
    answers.push({ value: 'so far', bytes: 10, open: true }, outage);
    expect(await read()).toBe('so far');
    clock.advance(4);
    expect(await read()).toBe('so far');
    expect(loads()).toBe(1);
    clock.advance(1);
    // A finished answer would bridge the outage; this one would hide what came since.
    await expect(read()).rejects.toBe(outage);
    expect(await read()).toBe('v3');
  });

  it('is not kept at all when the policy says 0, though equal reads at one time share it', async () => {
    const { read, loads, answers } = setUp(10_000, { open: 0 });
    const end = { value: 'end', bytes: 10, open: true };
    answers.push(end, end);
    expect(await Promise.all([read(), read()])).toEqual(['end', 'end']);
    expect(loads()).toBe(1);
    await read();
    expect(loads()).toBe(2);
  });
});

describe('the memory tier', () => {
  it('serves what is fresh without a load', async () => {
    const { read, loads, clock } = setUp();
    expect(await read()).toBe('v1');
    clock.advance(59);
    expect(await read()).toBe('v1');
    expect(loads()).toBe(1);
  });

  it('serves what is a little stale at once, and renews it behind', async () => {
    const { read, loads, clock } = setUp();
    await read();
    clock.advance(61);
    expect(await read()).toBe('v1');
    await expect.poll(loads).toBe(2);
    expect(await read()).toBe('v2');
    expect(loads()).toBe(2);
  });

  it('serves what is a little stale also to a request that may make no more calls', async () => {
    const { cache, clock, loads, read } = setUp();
    await read();
    clock.advance(61);
    const spent = new CallBudget(0);
    const never = (): Promise<Loaded<string>> => Promise.reject(outage);
    expect(await cache.read('k', { ...scope(), budget: spent }, never)).toBe('v1');
    expect(loads()).toBe(1);
    await expect(cache.read('other', { ...scope(), budget: spent }, never)).rejects.toMatchObject({
      code: 'COST_LIMIT_EXCEEDED',
    });
  });

  it('waits for a new one when the old one is too old', async () => {
    const { read, clock } = setUp();
    await read();
    clock.advance(91);
    expect(await read()).toBe('v2');
  });

  it('bridges an outage with the old value, for as long as the policy says, and tells whoever asks', async () => {
    const { read, clock, answers, shown } = setUp();
    await read();
    clock.advance(91);
    answers.push(outage);
    expect(await read()).toBe('v1');
    expect(shown).toEqual([['management', 91]]);
    clock.advance(99);
    answers.push(outage);
    await expect(read()).rejects.toBe(outage);
    expect(shown).toHaveLength(1);
  });

  it('bridges none for who may not be told, or takes nothing old', async () => {
    const { cache, clock, answers, load, stale } = setUp();
    await cache.read('k', scope(), load);
    clock.advance(91);
    answers.push(outage, outage);
    await expect(cache.read('k', scope(), load)).rejects.toBe(outage);
    const changing = { ...scope(), stale: { ...stale, takesStale: false } };
    await expect(cache.read('k', changing, load)).rejects.toBe(outage);
  });

  it('is as old as it is when the API has failed, not when it was asked', async () => {
    const { cache, clock, read, stale } = setUp();
    await read();
    clock.advance(91);
    const slow = (): Promise<Loaded<string>> => {
      clock.advance(99);
      return Promise.reject(outage);
    };
    await expect(cache.read('k', { ...scope(), stale }, slow)).rejects.toBe(outage);
  });

  it('bridges nothing with what a change has made wrong meanwhile', async () => {
    const { cache, clock, read, stale, shown } = setUp();
    await read();
    clock.advance(91);
    const changed = (): Promise<Loaded<string>> => {
      cache.forget('k');
      return Promise.reject(outage);
    };
    await expect(cache.read('k', { ...scope(), stale }, changed)).rejects.toBe(outage);
    expect(shown).toEqual([]);
  });

  it('says that what it bridges with is not fresh, so that no response is kept with it', async () => {
    const { cache, clock, answers, load, stale } = setUp();
    const until: number[] = [];
    const reads = {
      reading: () => undefined,
      cached: (_tag: string, moment: number) => until.push(moment),
      uncached: () => undefined,
    };
    const loadedAt = clock.now();
    await cache.read('k', scope(), load);
    clock.advance(91);
    answers.push(outage);
    expect(await cache.read('k', { ...scope(), reads, stale }, load)).toBe('v1');
    expect(until).toEqual([loadedAt + 60_000]);
  });

  it('forgets what the API has refused, also in the background: no outage brings it back', async () => {
    const { read, clock, answers, loads } = setUp();
    const forbidden = new UpstreamError('FORBIDDEN', 'no', {
      api: 'management',
      operation: 'x',
      status: 403,
    });
    await read();
    clock.advance(61);
    answers.push(forbidden, outage);
    expect(await read()).toBe('v1');
    await expect.poll(loads).toBe(2);
    await expect(read()).rejects.toBe(outage);
  });

  it.each([408, 423, 429])('keeps a value through a %i, and does not bridge it', async (status) => {
    const { read, clock, answers } = setUp();
    const busy = new UpstreamError('UPSTREAM_UNAVAILABLE', 'later', {
      api: 'management',
      operation: 'x',
      status,
    });
    await read();
    clock.advance(91);
    answers.push(busy, outage);
    await expect(read()).rejects.toBe(busy);
    expect(await read()).toBe('v1');
  });

  it('does not hide a refusal behind an old value', async () => {
    const { read, clock, answers } = setUp();
    await read();
    clock.advance(91);
    answers.push(refusal);
    await expect(read()).rejects.toBe(refusal);
  });

  it('remembers for a short time that something does not exist', async () => {
    const { read, loads, clock, answers } = setUp();
    answers.push(null);
    expect(await read()).toBeNull();
    clock.advance(9);
    expect(await read()).toBeNull();
    expect(loads()).toBe(1);
    clock.advance(1);
    expect(await read()).toBe('v2');
  });

  it('shares one load among equal reads, and its failure too, but forgets the failure', async () => {
    const { read, loads, answers } = setUp();
    answers.push(outage);
    const results = await Promise.allSettled([read(), read(), read()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(loads()).toBe(1);
    expect(await read()).toBe('v2');
  });

  it('does not mix up keys', async () => {
    const { read } = setUp();
    expect(await Promise.all([read('a'), read('b')])).toEqual(['v1', 'v2']);
  });

  it('stays within its bytes: the longest unused goes first', async () => {
    const { read, loads } = setUp(700);
    for (const key of ['a', 'b', 'c', 'a', 'd']) await read(key);
    expect(loads()).toBe(4);
    await read('a');
    expect(loads()).toBe(4);
    await read('b');
    expect(loads()).toBe(5);
  });

  it('keeps nothing when it has no memory, but joins', async () => {
    const { read, loads } = setUp(0);
    await Promise.all([read(), read()]);
    await read();
    expect(loads()).toBe(2);
  });

  it('joins nothing either when told so', async () => {
    const { read, loads } = setUp(0, { coalesce: false });
    await Promise.all([read(), read()]);
    await read();
    expect(loads()).toBe(3);
  });

  it('forgets at once what is invalidated, and does not keep a load that began before', async () => {
    const { cache, clock } = setUp();
    const gate = Promise.withResolvers<Loaded<string>>();
    const old = cache.read('k', scope(), () => gate.promise);
    cache.forget('k');
    gate.resolve({ value: 'before the write', bytes: 1 });
    expect(await old).toBe('before the write');
    expect(await cache.read('k', scope(), () => Promise.resolve({ value: 'after', bytes: 1 }))).toBe('after');
    clock.advance(1);
    expect(await cache.read('k', scope(), () => Promise.reject(outage))).toBe('after');
  });

  it('stops a load when the last who waits for it has gone, not before', async () => {
    const { cache } = setUp();
    const started: Deadline[] = [];
    const load = ({ deadline }: CallScope): Promise<Loaded<string>> =>
      new Promise((_resolve, reject) => {
        started.push(deadline);
        deadline.onEnd(() => {
          reject(outage);
        });
      });
    const [one, other] = [startDeadline(1_000), startDeadline(1_000)];
    const reads = Promise.allSettled([
      cache.read('k', sharedScope(one), load),
      cache.read('k', sharedScope(other), load),
    ]);
    one.cancel();
    await Promise.resolve();
    expect(started.map((deadline) => deadline.isOver())).toEqual([false]);
    other.cancel();
    await reads;
    expect(started.map((deadline) => deadline.isOver())).toEqual([true]);
  });

  it('ends a wait at the deadline of the one who waits, with an error that names the API', async () => {
    const { cache } = setUp();
    await expect(cache.read('k', scope(5), () => new Promise(() => undefined))).rejects.toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      message: 'The Vipps MobilePay Management API did not answer in time.',
      details: { upstream: { api: 'management' } },
    });
  });
});

describe('a load that was begun by another', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Loads take a second at most; each ends as the test says, or with its time. */
  function setUpSlow(maxBytes: number) {
    const { cache } = setUp(maxBytes);
    const loads: PromiseWithResolvers<Loaded<string>>[] = [];
    const load = ({ deadline }: CallScope): Promise<Loaded<string>> => {
      const pending = Promise.withResolvers<Loaded<string>>();
      loads.push(pending);
      deadline.onEnd(() => {
        pending.reject(endOfWait(deadline, { api: vippsApis.management, operation: 'load', effect: 'read' }));
      });
      return pending.promise;
    };
    const read = (ms: number): Promise<string | null> =>
      cache
        .read('k', scope(ms), load)
        .catch((error: unknown) => (error instanceof Error ? error.message : ''));
    return { loads, read };
  }
  const timedOut = 'The Vipps MobilePay Management API did not answer in time.';

  it.each([0, 10_000])(
    'is begun anew, once for all, when it runs out of time that others have (memory: %i bytes)',
    async (bytes) => {
      const { loads, read } = setUpSlow(bytes);
      const first = read(1_000);
      await vi.advanceTimersByTimeAsync(400);
      const late = [read(1_000), read(1_000)];
      await vi.advanceTimersByTimeAsync(600);
      expect(await first).toBe(timedOut);
      expect(loads).toHaveLength(2);
      loads[1]?.resolve({ value: 'anew', bytes: 10 });
      expect(await Promise.all(late)).toEqual(['anew', 'anew']);
      expect(loads).toHaveLength(2);
    },
  );

  it('ends with the time of those who wait, and then for good', async () => {
    const { loads, read } = setUpSlow(10_000);
    void read(1_000);
    await vi.advanceTimersByTimeAsync(400);
    const late = read(1_000);
    const patient = read(60_000);
    await vi.advanceTimersByTimeAsync(999);
    expect(loads).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(await late).toBe(timedOut);
    await vi.advanceTimersByTimeAsync(600);
    // Its second load has run out of time as well: there is no third.
    expect(await patient).toBe(timedOut);
    expect(loads).toHaveLength(2);
  });

  it('is on the account of the one who begins it anew', async () => {
    const { cache } = setUp();
    const late = new UpstreamError('UPSTREAM_TIMEOUT', 'late', { api: 'management', operation: 'x' });
    let loads = 0;
    const load = async (): Promise<Loaded<string>> => {
      loads += 1;
      await Promise.resolve();
      throw late;
    };
    const budgets = [new CallBudget(1), new CallBudget(1), new CallBudget(0)];
    const reads = budgets.map((budget) => cache.read('k', { ...scope(), budget }, load));
    const ends = await Promise.allSettled(reads);
    expect(ends).toMatchObject([{ reason: late }, { reason: late }, { reason: late }]);
    expect([loads, ...budgets.map(({ isSpent }) => isSpent)]).toEqual([2, true, true, true]);
  });

  it('fails for all who joined it when it fails for another reason', async () => {
    const { loads, read } = setUpSlow(10_000);
    const all = [read(1_000), read(1_000)];
    loads[0]?.reject(outage);
    expect(await Promise.all(all)).toEqual(['down', 'down']);
    expect(loads).toHaveLength(1);
  });
});
