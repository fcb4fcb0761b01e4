import { describe, expect, it } from 'vitest';
import { Invalidations } from '../../src/cache/Invalidations.js';

/** As many are remembered one by one. */
const REMEMBERED = 10_000;

const tags = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

describe('invalidations', () => {
  it('are known since a moment by the tags that they touch', () => {
    const invalidations = new Invalidations();
    const before = invalidations.now;
    invalidations.invalidate('one', 'a');
    expect(invalidations.anySince(before, tags('a'))).toBe(true);
    expect(invalidations.anySince(before, tags('b', 'a'))).toBe(true);
    expect(invalidations.anySince(before, tags('b', 'aa'))).toBe(false);
    expect(invalidations.anySince(before, tags())).toBe(false);
    expect(invalidations.anySince(invalidations.now, tags('a'))).toBe(false);
  });

  it('stay known when others follow, and the last of a tag counts', () => {
    const invalidations = new Invalidations();
    const first = invalidations.now;
    invalidations.invalidate('one', 'a');
    const second = invalidations.now;
    invalidations.invalidate('one', 'b');
    const third = invalidations.now;
    expect([first, second, third].map((moment) => invalidations.anySince(moment, tags('a')))).toEqual([
      true,
      false,
      false,
    ]);
    invalidations.invalidate('one', 'a');
    expect([first, second, third].map((moment) => invalidations.anySince(moment, tags('a')))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('of a prefix touch all tags that begin so, and no others', () => {
    const invalidations = new Invalidations();
    const before = invalidations.now;
    invalidations.invalidateUnder('one', 'list|');
    expect(invalidations.anySince(before, tags('list|1'))).toBe(true);
    expect(invalidations.anySince(before, tags('b', 'list|2'))).toBe(true);
    expect(invalidations.anySince(before, tags('list', 'lists|1', 'a list|1'))).toBe(false);
    const behind = invalidations.now;
    invalidations.invalidate('one', 'b');
    expect(invalidations.anySince(behind, tags('list|1'))).toBe(false);
  });

  it('of a tenant are known for the tenant, whatever they touch', () => {
    const invalidations = new Invalidations();
    const before = invalidations.now;
    invalidations.invalidate('one', 'a');
    expect(invalidations.anyOfTenantSince(before, 'one')).toBe(true);
    expect(invalidations.anyOfTenantSince(before, 'two')).toBe(false);
    invalidations.invalidateUnder('two', 'a|');
    expect(invalidations.anyOfTenantSince(before, 'two')).toBe(true);
    expect(invalidations.anyOfTenantSince(invalidations.now, 'one')).toBe(false);
  });

  it('tell all who listen at once', () => {
    const invalidations = new Invalidations();
    const heard: string[] = [];
    for (const who of ['first', 'second']) {
      invalidations.listen({
        tagChanged: (tag) => heard.push(`${who}: ${tag}`),
        prefixChanged: (prefix) => heard.push(`${who}: ${prefix}...`),
      });
    }
    invalidations.invalidate('one', 'a');
    invalidations.invalidateUnder('one', 'b|');
    expect(heard).toEqual(['first: a', 'second: a', 'first: b|...', 'second: b|...']);
  });

  it.each([
    [
      'tags',
      (all: Invalidations, index: number) => {
        all.invalidate('one', `t${index}`);
      },
    ],
    [
      'prefixes',
      (all: Invalidations, index: number) => {
        all.invalidateUnder('one', `t${index}|`);
      },
    ],
  ])(
    'of 10,001 %s are not all remembered: what is older than those that are counts as changed',
    (_what, one) => {
      const invalidations = new Invalidations();
      const before = invalidations.now;
      for (let index = 0; index < REMEMBERED; index += 1) one(invalidations, index);
      expect(invalidations.anySince(before, tags('never touched'))).toBe(false);
      one(invalidations, REMEMBERED);
      expect(invalidations.anySince(before, tags('never touched'))).toBe(true);
      // Of what came later, all is known.
      expect(invalidations.anySince(before + 1, tags('never touched'))).toBe(false);
      expect(invalidations.anySince(before + 1, tags('t1', 't1|x'))).toBe(true);
      expect(invalidations.anySince(before + 2, tags('t1', 't1|x'))).toBe(false);
    },
  );

  it('of the same tag again and again are remembered as one', () => {
    const invalidations = new Invalidations();
    const before = invalidations.now;
    for (let index = 0; index <= REMEMBERED; index += 1) invalidations.invalidate('one', 'a');
    expect(invalidations.anySince(before, tags('never touched'))).toBe(false);
  });
});
