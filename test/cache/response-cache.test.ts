import { describe, expect, it } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';
import type { ResponseTrace } from '../../src/cache/ResponseCache.js';
import { ResponseCache } from '../support/executor.js';
import { fakeClock } from '../support/stack.js';

const TENANT = 'one';

function setUp(maxBytes = 100_000) {
  const clock = fakeClock();
  const invalidations = new Invalidations();
  const cache = new ResponseCache<{ readonly text: string; readonly byteLength: number }>(
    maxBytes,
    clock,
    invalidations,
  );
  const responseOf = (text: string) => ({ text, byteLength: text.length });
  /** What a response is made from that reads these tags, each fresh for so many seconds. */
  const traceOf = (reads: Readonly<Record<string, number>>, tenant = TENANT): ResponseTrace => {
    const trace = cache.observe(tenant);
    for (const [tag, seconds] of Object.entries(reads)) {
      trace.reading(tag);
      trace.cached(tag, clock.now() + seconds * 1_000);
    }
    return trace;
  };
  const keep = (key: string, reads: Readonly<Record<string, number>>, text = key): void => {
    cache.keep(key, responseOf(text), traceOf(reads));
  };
  return {
    clock,
    cache,
    invalidations,
    keep,
    keepTraced: (key: string, trace: ResponseTrace): void => {
      cache.keep(key, responseOf(key), trace);
    },
    traceOf,
    text: (key: string) => cache.get(key)?.text,
  };
}

describe('the response cache', () => {
  it('keeps a response as long as the shortest-lived data that it was made from', () => {
    const { clock, keep, text } = setUp();
    keep('k', { a: 60, b: 10, c: 300 });
    clock.advance(9.999);
    expect(text('k')).toBe('k');
    clock.advance(0.001);
    expect(text('k')).toBeUndefined();
  });

  it('takes nothing from the future when the clock is set back', () => {
    const { clock, keep, text } = setUp();
    keep('k', { a: 60 });
    clock.advance(-1);
    expect(text('k')).toBeUndefined();
    keep('k', { a: 60 }, 'new');
    expect(text('k')).toBe('new');
  });

  it('keeps a response that read nothing for a minute, and no longer', () => {
    const { clock, keep, text } = setUp();
    keep('k', {});
    clock.advance(59.999);
    expect(text('k')).toBe('k');
    clock.advance(0.001);
    expect(text('k')).toBeUndefined();
  });

  it('drops a response when any of its data is invalidated, and no other', () => {
    const { invalidations, keep, text } = setUp();
    keep('k', { a: 60, b: 60 });
    keep('l', { b: 60 });
    keep('m', { c: 60 });
    keep('n', {});
    invalidations.invalidate(TENANT, 'b');
    expect(['k', 'l', 'm', 'n'].map(text)).toEqual([undefined, undefined, 'm', 'n']);
  });

  it('drops the responses whose data has a tag that begins as what is invalidated, and no other', () => {
    const { invalidations, keep, text } = setUp();
    keep('k', { 'list|1': 60, b: 60 });
    keep('l', { 'list|2': 60 });
    keep('m', { 'lists|1': 60, 'a list|1': 60 });
    invalidations.invalidateUnder(TENANT, 'list|');
    expect(['k', 'l', 'm'].map(text)).toEqual([undefined, undefined, 'm']);
  });

  it('does not keep what was read past the caches', () => {
    const { traceOf, keepTraced, text } = setUp();
    const trace = traceOf({ a: 60 });
    trace.uncached();
    keepTraced('k', trace);
    expect(text('k')).toBeUndefined();
  });

  it('does not keep what was stale already', () => {
    const { keep, text } = setUp();
    keep('k', { a: 60, b: 0 });
    expect(text('k')).toBeUndefined();
  });

  it.each([
    [
      'of its data',
      (invalidations: Invalidations) => {
        invalidations.invalidate(TENANT, 'a|1');
      },
    ],
    [
      'of its data by a prefix',
      (invalidations: Invalidations) => {
        invalidations.invalidateUnder(TENANT, 'a|');
      },
    ],
  ])('does not keep a response when something %s was invalidated while it was made', (_what, invalidate) => {
    const { invalidations, traceOf, keepTraced, text } = setUp();
    const trace = traceOf({ 'a|1': 60, b: 60 });
    expect(trace.isOld).toBe(false);
    invalidate(invalidations);
    expect(trace.isOld).toBe(true);
    keepTraced('k', trace);
    expect(text('k')).toBeUndefined();
    // What is made afterwards is kept.
    keepTraced('k', traceOf({ 'a|1': 60 }));
    expect(text('k')).toBe('k');
  });

  it.each([
    ['other data of its tenant', TENANT, 'c'],
    ["another tenant's data", 'two', 'c'],
  ])('keeps a response when %s was invalidated while it was made', (_what, tenant, tag) => {
    const { invalidations, traceOf, keepTraced, text } = setUp();
    const trace = traceOf({ a: 60, b: 60 });
    invalidations.invalidate(tenant, tag);
    invalidations.invalidateUnder(tenant, `${tag}|`);
    expect(trace.isOld).toBe(false);
    keepTraced('k', trace);
    expect(text('k')).toBe('k');
  });

  it('takes a response for old as soon as what is being read for it is invalidated', () => {
    const { cache, invalidations } = setUp();
    const trace = cache.observe(TENANT);
    trace.reading('a');
    invalidations.invalidate(TENANT, 'a');
    expect(trace.isOld).toBe(true);
  });

  it('takes a response that was read past the caches for old after any change of its tenant, and of no other', () => {
    const { cache, invalidations } = setUp();
    const trace = cache.observe(TENANT);
    trace.uncached();
    invalidations.invalidate('two', 'a');
    invalidations.invalidateUnder('two', 'a|');
    expect(trace.isOld).toBe(false);
    invalidations.invalidate(TENANT, 'whatever');
    expect(trace.isOld).toBe(true);
    const next = cache.observe(TENANT);
    next.uncached();
    expect(next.isOld).toBe(false);
    invalidations.invalidateUnder(TENANT, 'whatever|');
    expect(next.isOld).toBe(true);
  });

  it('stays within its bytes when 100,000 distinct responses pass by, and forgets their tags', () => {
    const { keep, cache, text } = setUp(1_000_000);
    for (let index = 0; index < 100_000; index += 1)
      keep(`key ${String(index)}`, { [`tag ${String(index)}`]: 60 }, 'x'.repeat(500));
    expect(cache.size.bytes).toBeLessThanOrEqual(1_000_000);
    expect(cache.size.responses).toBeGreaterThan(500);
    expect(cache.size.tags).toBe(cache.size.responses);
    expect(text('key 99999')).toBe('x'.repeat(500));
    expect(text('key 0')).toBeUndefined();
  });

  it('does not let one large response push out all others', () => {
    const { keep, text } = setUp(10_000);
    keep('small', { a: 60 });
    keep('large', { a: 60 }, 'x'.repeat(9_000));
    expect(text('large')).toBeUndefined();
    expect(text('small')).toBe('small');
  });

  it('keeps the tags of a response that takes the place of another', () => {
    const { invalidations, keep, text, cache } = setUp();
    keep('k', { a: 60, b: 60 }, 'old');
    keep('k', { b: 60, c: 60 }, 'new');
    expect(cache.size).toMatchObject({ responses: 1, tags: 2 });
    invalidations.invalidate(TENANT, 'a');
    expect(text('k')).toBe('new');
    invalidations.invalidate(TENANT, 'c');
    expect(text('k')).toBeUndefined();
    expect(cache.size).toEqual({ responses: 0, bytes: 0, tags: 0 });
  });

  it('keeps nothing without memory', () => {
    const { keep, text, cache } = setUp(0);
    keep('k', { a: 60 });
    expect(cache.keeps).toBe(false);
    expect(text('k')).toBeUndefined();
  });
});
