import { describe, expect, it } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import type { Load, Loaded } from '../../src/cache/MemoryCache.js';
import {
  defineCache,
  DOUBT_SECONDS,
  ScopedCaches,
  type CacheOwner,
  type ScopedCache,
} from '../../src/cache/ScopedCaches.js';
import { vippsApis } from '../../src/clients/apis.js';
import { classicCredentials } from '../../src/config.js';
import { sharedScope, type CallScope } from '../../src/http/call-scope.js';
import { startDeadline } from '../../src/http/deadline.js';
import { fakeClock } from '../support/stack.js';

const policy = {
  fresh: 60,
  staleWhileRevalidate: 30,
  staleOnError: 100,
  negative: 10,
  share: 1,
  why: 'a test',
};

/** Notes the tags that are read. */
function watchedScope(): { readonly scope: CallScope; readonly tags: readonly string[] } {
  const tags: string[] = [];
  const reads = {
    reading: (tag: string) => void tags.push(tag),
    cached: () => undefined,
    uncached: () => undefined,
  };
  return { scope: { ...sharedScope(startDeadline(1_000)), reads }, tags };
}

function setUp(maxBytes = 100_000) {
  const invalidations = new Invalidations();
  const clock = fakeClock();
  const options = {
    policy,
    api: vippsApis.management,
    maxBytes,
    loadTimeoutMs: 1_000,
    clock,
    coalesce: true,
  };
  const units = defineCache<string>('units', options, invalidations);
  const merchants = defineCache<string>('merchants', options, invalidations);
  const caches = new ScopedCaches((owner) => ({ units: units(owner), merchants: merchants(owner) }));
  /** The loads so far, in order. */
  const loads: string[] = [];
  const load =
    (name: string): Load<string> =>
    async (): Promise<Loaded<string>> => {
      loads.push(name);
      await Promise.resolve();
      return { value: name, bytes: name.length };
    };
  return {
    caches,
    clock,
    invalidations,
    loads,
    /** Reads one key of an owner's cache, where a load gives the name of the owner. */
    read: (cache: ScopedCache<string>, name: string, key: readonly string[] = ['k']) =>
      cache.read(key, sharedScope(startDeadline(1_000)), load(name)),
  };
}

const keys = { clientId: 'client', clientSecret: 'secret', subscriptionKey: 'sub', msn: undefined };
const owners: readonly (readonly [string, CacheOwner, CacheOwner])[] = [
  [
    'two tenants with the same keys',
    { tenantId: 'one', credentialsId: classicCredentials(keys).id },
    { tenantId: 'two', credentialsId: classicCredentials(keys).id },
  ],
  [
    'one tenant with two sets of keys that share a client id',
    { tenantId: 'one', credentialsId: classicCredentials(keys).id },
    { tenantId: 'one', credentialsId: classicCredentials({ ...keys, clientSecret: 'other' }).id },
  ],
  [
    'owners whose names run over into each other',
    { tenantId: 'one|a', credentialsId: 'b' },
    { tenantId: 'one', credentialsId: 'a|b' },
  ],
];

describe('the caches of', () => {
  it.each(owners)('%s share no load in flight', async (_who, first, second) => {
    for (const maxBytes of [0, 100_000]) {
      const { caches, loads, read } = setUp(maxBytes);
      const reads = [first, second, first, second].map((owner, index) =>
        read(caches.for(owner).units, index % 2 === 0 ? 'first' : 'second'),
      );
      expect(await Promise.all(reads)).toEqual(['first', 'second', 'first', 'second']);
      expect(loads).toEqual(['first', 'second']);
    }
  });

  it.each(owners)('%s share no value', async (_who, first, second) => {
    const { caches, loads, read } = setUp();
    expect(await read(caches.for(first).units, 'first')).toBe('first');
    expect(await read(caches.for(second).units, 'second')).toBe('second');
    expect(await read(caches.for(first).units, 'unused')).toBe('first');
    expect(await read(caches.for(second).units, 'unused')).toBe('second');
    expect(loads).toEqual(['first', 'second']);
  });

  it.each(owners)('%s forget their own values only', async (_who, first, second) => {
    const { caches, loads, read } = setUp();
    for (const forget of [
      (cache: ScopedCache<string>) => {
        cache.forget(['k']);
      },
      (cache: ScopedCache<string>) => {
        cache.forgetUnder([]);
      },
    ]) {
      await read(caches.for(first).units, 'first');
      await read(caches.for(second).units, 'second');
      loads.length = 0;
      forget(caches.for(first).units);
      expect(await read(caches.for(second).units, 'unused')).toBe('second');
      expect(await read(caches.for(first).units, 'first again')).toBe('first again');
      expect(loads).toEqual(['first again']);
      caches.for(first).units.forget(['k']);
    }
  });

  it.each(owners)('%s mark what is read with tags of their own', async (_who, first, second) => {
    const { caches, invalidations } = setUp();
    const [ours, theirs] = [watchedScope(), watchedScope()];
    const load: Load<string> = () => Promise.resolve({ value: 'v', bytes: 1 });
    await caches.for(first).units.read(['k'], ours.scope, load);
    await caches.for(second).units.read(['k'], theirs.scope, load);
    expect([ours.tags.length, theirs.tags.length]).toEqual([1, 1]);
    const before = invalidations.now;
    caches.for(first).units.forget(['k']);
    expect(invalidations.anySince(before, new Set(ours.tags))).toBe(true);
    expect(invalidations.anySince(before, new Set(theirs.tags))).toBe(false);
    const later = invalidations.now;
    caches.for(second).units.forgetUnder([]);
    expect(invalidations.anySince(later, new Set(ours.tags))).toBe(false);
    expect(invalidations.anySince(later, new Set(theirs.tags))).toBe(true);
  });

  it.each(owners)('%s are opened once for each', (_who, first, second) => {
    const { caches } = setUp();
    expect(caches.for({ ...first })).toBe(caches.for(first));
    expect(caches.for(second)).not.toBe(caches.for(first));
  });
});

describe('the cache of one owner', () => {
  const owner = { tenantId: 'one', credentialsId: 'keys' };

  it('keeps kinds apart, their tags too', async () => {
    const { caches, invalidations, read } = setUp();
    const { units, merchants } = caches.for(owner);
    expect(await read(units, 'unit')).toBe('unit');
    expect(await read(merchants, 'merchant')).toBe('merchant');
    const { scope, tags } = watchedScope();
    await merchants.read(['k'], scope, () => expect.unreachable());
    const before = invalidations.now;
    units.forget(['k']);
    units.forgetUnder([]);
    expect(invalidations.anySince(before, new Set(tags))).toBe(false);
    expect(await read(merchants, 'unused')).toBe('merchant');
  });

  it('keeps keys apart whose parts run over into each other', async () => {
    const { caches, read } = setUp();
    const { units } = caches.for(owner);
    const some = [['a', 'b'], ['a|b'], ['a%7Cb'], ['a', '', 'b'], ['', 'a', 'b'], ['ab']];
    for (const [index, key] of some.entries()) await read(units, `v${index}`, key);
    expect(await Promise.all(some.map((key) => read(units, 'unused', key)))).toEqual(
      some.map((_key, index) => `v${index}`),
    );
  });

  it('forgets the keys that begin with the parts it is told, and no others', async () => {
    const { caches, loads, read } = setUp();
    const { units } = caches.for(owner);
    const some = [['a', 'b'], ['a', 'c', 'd'], ['a'], ['ab', 'c'], ['b', 'a']];
    for (const key of some) await read(units, key.join(), key);
    loads.length = 0;
    units.forgetUnder(['a']);
    for (const key of some) await read(units, `${key.join()} again`, key);
    expect(loads).toEqual(['a,b again', 'a,c,d again']);
  });

  it('neither keeps nor gives to newcomers what was being loaded when it was forgotten', async () => {
    for (const forget of [
      (cache: ScopedCache<string>) => {
        cache.forget(['k']);
      },
      (cache: ScopedCache<string>) => {
        cache.forgetUnder([]);
      },
    ]) {
      const { caches, read } = setUp();
      const { units } = caches.for(owner);
      const gate = Promise.withResolvers<Loaded<string>>();
      const old = units.read(['k'], sharedScope(startDeadline(1_000)), () => gate.promise);
      forget(units);
      expect(await read(units, 'new')).toBe('new');
      gate.resolve({ value: 'old', bytes: 3 });
      expect(await old).toBe('old');
      expect(await read(units, 'unused')).toBe('new');
    }
  });
});

describe('after a change with an unknown outcome, the cache of one owner', () => {
  const owner = { tenantId: 'one', credentialsId: 'keys' };

  it.each([
    [
      'a key',
      (cache: ScopedCache<string>) => {
        cache.forget(['k', '1'], 'unknown');
      },
    ],
    [
      'all keys that begin so',
      (cache: ScopedCache<string>) => {
        cache.forgetUnder(['k'], 'unknown');
      },
    ],
  ])('keeps nothing under %s until the doubt has ended', async (_what, doubt) => {
    const { caches, clock, loads, read } = setUp();
    const { units } = caches.for(owner);
    const key = ['k', '1'];
    await read(units, 'before', key);
    doubt(units);
    expect(await read(units, 'look', key)).toBe('look');
    expect(await read(units, 'second look', key)).toBe('second look');
    clock.advance(DOUBT_SECONDS - 0.001);
    expect(await read(units, 'late look', key)).toBe('late look');
    clock.advance(0.001);
    expect(await read(units, 'kept', key)).toBe('kept');
    expect(await read(units, 'unused', key)).toBe('kept');
    expect(loads).toEqual(['before', 'look', 'second look', 'late look', 'kept']);
  });

  it('does not remember that there is nothing', async () => {
    const { caches, read } = setUp();
    const { units } = caches.for(owner);
    units.forget(['k'], 'unknown');
    const nothing: Load<string> = () => Promise.resolve(null);
    expect(await units.read(['k'], sharedScope(startDeadline(1_000)), nothing)).toBeNull();
    expect(await read(units, 'there by now')).toBe('there by now');
  });

  it('tells that a whole response which was made from it can not be kept', async () => {
    const { caches } = setUp();
    const { units } = caches.for(owner);
    units.forget(['k'], 'unknown');
    let uncached = 0;
    const reads = {
      reading: () => undefined,
      cached: () => expect.unreachable(),
      uncached: () => void (uncached += 1),
    };
    const load: Load<string> = () => Promise.resolve({ value: 'v', bytes: 1 });
    await units.read(['k'], { ...sharedScope(startDeadline(1_000)), reads }, load);
    expect(uncached).toBe(1);
  });

  it('does equal reads in flight once, and none that began before the change', async () => {
    const { caches, loads, read } = setUp();
    const { units } = caches.for(owner);
    units.forget(['k'], 'unknown');
    expect(await Promise.all([read(units, 'one'), read(units, 'unused')])).toEqual(['one', 'one']);
    const before = read(units, 'before another change');
    units.forget(['k'], 'unknown');
    expect(await read(units, 'after it')).toBe('after it');
    await before;
    expect(loads).toEqual(['one', 'before another change', 'after it']);
  });

  it('keeps other keys, and those of other owners', async () => {
    const { caches, loads, read } = setUp();
    const { units, merchants } = caches.for(owner);
    const others = caches.for({ tenantId: 'two', credentialsId: 'keys' });
    const readOthers = async () => {
      await read(units, 'key', ['kk', '1']);
      await read(merchants, 'kind', ['k', '1']);
      await read(others.units, 'owner', ['k', '1']);
    };
    await readOthers();
    units.forget(['k', '1'], 'unknown');
    units.forgetUnder(['k'], 'unknown');
    await readOthers();
    expect(loads).toEqual(['key', 'kind', 'owner']);
  });

  it('are forgotten for all keys of their tenant, whichever were opened, and for others with the same keys', async () => {
    const { caches, loads, read } = setUp();
    const owners = [
      { tenantId: 'one', credentialsId: 'old' },
      { tenantId: 'one', credentialsId: 'new' },
      { tenantId: 'two', credentialsId: 'old' },
      { tenantId: 'two', credentialsId: 'other' },
    ];
    const readAll = async () => {
      for (const each of owners)
        await read(caches.for(each).units, `${each.tenantId} ${each.credentialsId}`, ['k']);
    };
    await readAll();
    caches.retain(
      owners.filter(({ tenantId, credentialsId }) => `${tenantId} ${credentialsId}` !== 'one old'),
    );
    // The change is under way with keys that are gone meanwhile.
    for (const { units } of caches.all('one', 'old')) units.forget(['k']);
    await readAll();
    const first = ['one old', 'one new', 'two old', 'two other'];
    expect(loads).toEqual([...first, 'one old', 'one new', 'two old']);
  });

  it('tells tenants with the same keys that have asked in other processes only, where they may see the unit', () => {
    const { caches } = setUp();
    const sharing = [
      { tenantId: 'one', credentialsId: 'keys', units: undefined },
      { tenantId: 'all', credentialsId: 'keys', units: undefined },
      { tenantId: 'same', credentialsId: 'keys', units: new Set(['204117']) },
      { tenantId: 'other', credentialsId: 'keys', units: new Set(['204125']) },
      { tenantId: 'alone', credentialsId: 'others', units: undefined },
    ];
    caches.expect(sharing);
    const told = (unit?: string): readonly unknown[] => caches.all('one', 'keys', unit);
    expect(told()).toHaveLength(2);
    expect(told('204117')).toHaveLength(3);
    const known = ['one', 'all', 'same'].map((tenantId) => caches.for({ tenantId, credentialsId: 'keys' }));
    expect(told('204117')).toEqual(known);
    expect(caches.all('alone', 'others', '204117')).toHaveLength(1);
  });

  it('doubts everything of the kind rather than to lose a mark', async () => {
    const { caches, clock, read } = setUp();
    const { units } = caches.for(owner);
    for (let index = 0; index <= 10_000; index += 1) units.forget([String(index)], 'unknown');
    for (const key of [['0'], ['never marked']]) {
      expect(await read(units, 'look', key)).toBe('look');
      expect(await read(units, 'second look', key)).toBe('second look');
    }
    clock.advance(DOUBT_SECONDS);
    expect(await read(units, 'kept', ['0'])).toBe('kept');
    expect(await read(units, 'unused', ['0'])).toBe('kept');
  });
});
