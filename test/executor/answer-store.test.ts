import { describe, expect, it } from 'vitest';
import { AnswerStore } from '../support/executor.js';
import { textOf } from '../support/compiled-execution.js';
import { fakeClock } from '../support/stack.js';

function setUp(maxBytes = 100_000) {
  const clock = fakeClock();
  const store = new AnswerStore(maxBytes, clock);
  const answer = (text: string) => ({ bytes: [Buffer.from(text)], name: undefined, errors: 0 });
  const keep = (key: string, reads: Readonly<Record<string, number>>, text = key): void => {
    const trace = store.observe();
    for (const [tag, seconds] of Object.entries(reads)) trace.cached(tag, clock.now() + seconds * 1_000);
    store.keep(key, answer(text), trace);
  };
  return {
    clock,
    store,
    keep,
    answer,
    text: (key: string) => {
      const found = store.get(key);
      return found && textOf(found.bytes);
    },
  };
}

describe('the store of whole answers', () => {
  it('keeps an answer as long as the shortest-lived data that it was made from', () => {
    const { clock, keep, text } = setUp();
    keep('k', { a: 60, b: 10, c: 300 });
    clock.advance(9.999);
    expect(text('k')).toBe('k');
    clock.advance(0.001);
    expect(text('k')).toBeUndefined();
  });

  it('drops an answer when any of its data is invalidated, and no other', () => {
    const { store, keep, text } = setUp();
    keep('k', { a: 60, b: 60 });
    keep('l', { b: 60 });
    keep('m', { c: 60 });
    store.invalidate('b');
    expect(['k', 'l', 'm'].map(text)).toEqual([undefined, undefined, 'm']);
  });

  it('does not keep what was read past the caches', () => {
    const { store, answer, clock, text } = setUp();
    const trace = store.observe();
    trace.cached('a', clock.now() + 1_000);
    trace.uncached();
    store.keep('k', answer('k'), trace);
    expect(text('k')).toBeUndefined();
  });

  it('does not keep what was stale already', () => {
    const { keep, text } = setUp();
    keep('k', { a: 60, b: 0 });
    expect(text('k')).toBeUndefined();
  });

  it('does not keep an answer when something was invalidated while it was made', () => {
    const { store, answer, clock, text } = setUp();
    const trace = store.observe();
    trace.cached('a', clock.now() + 60_000);
    store.invalidate('a');
    store.keep('k', answer('old'), trace);
    expect(text('k')).toBeUndefined();
  });

  it('stays within its bytes when 100,000 distinct answers pass by, and forgets their tags', () => {
    const { keep, store, text } = setUp(1_000_000);
    for (let index = 0; index < 100_000; index += 1)
      keep(`key ${String(index)}`, { [`tag ${String(index)}`]: 60 }, 'x'.repeat(500));
    expect(store.size.bytes).toBeLessThanOrEqual(1_000_000);
    expect(store.size.answers).toBeGreaterThan(500);
    expect(store.size.tags).toBe(store.size.answers);
    expect(text('key 99999')).toBe('x'.repeat(500));
    expect(text('key 0')).toBeUndefined();
  });

  it('does not let one large answer push out all others', () => {
    const { keep, text } = setUp(10_000);
    keep('small', { a: 60 });
    keep('large', { a: 60 }, 'x'.repeat(9_000));
    expect(text('large')).toBeUndefined();
    expect(text('small')).toBe('small');
  });

  it('keeps nothing without memory', () => {
    const { keep, text, store } = setUp(0);
    keep('k', { a: 60 });
    expect(store.keeps).toBe(false);
    expect(text('k')).toBeUndefined();
  });
});
