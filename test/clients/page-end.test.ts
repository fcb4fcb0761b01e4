import { describe, expect, it } from 'vitest';
import { cursor, flag, pageEnd } from '../../src/clients/page-end.js';

describe('a flag that decides whether a list is whole', () => {
  it.each([
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
    [undefined, null],
    [null, null],
    ['', undefined],
    ['yes', undefined],
    ['TRUE', undefined],
    [1, undefined],
    [0, undefined],
    [{}, undefined],
    [[], undefined],
  ])('%j is %s', (value, expected) => {
    expect(flag(value)).toBe(expected);
  });
});

describe('a cursor', () => {
  it.each([
    ['AQAAAAAAAAA=', 'AQAAAAAAAAA='],
    [7, '7'],
    ['', null],
    [undefined, null],
    [null, null],
    [2 ** 60, undefined],
    [true, undefined],
    [{ next: 'a' }, undefined],
    [['a'], undefined],
  ])('%j is %s', (value, expected) => {
    expect(cursor(value)).toBe(expected);
  });
});

describe('the end of a page', () => {
  it.each<[string, object, number, string | undefined, ReturnType<typeof pageEnd>]>([
    ['more', { cursor: 'a', hasMore: true }, 2, undefined, { next: 'a', hasMore: true }],
    ['more as a word', { cursor: 'a', hasMore: 'true' }, 2, undefined, { next: 'a', hasMore: true }],
    ['more without a cursor', { hasMore: true }, 2, undefined, { next: null, hasMore: true }],
    [
      'no more, but a cursor to poll with',
      { cursor: 'a', hasMore: false },
      2,
      undefined,
      { next: 'a', hasMore: false },
    ],
    ['no more as a word', { cursor: '', hasMore: 'false' }, 2, undefined, { next: null, hasMore: false }],
    ['no flag and a cursor', { cursor: 'a' }, 2, undefined, { next: 'a', hasMore: true }],
    ['null and a cursor', { cursor: 'a', hasMore: null }, 2, undefined, { next: 'a', hasMore: true }],
    ['no flag and no cursor', {}, 2, undefined, null],
    ['no flag and no cursor, without items', {}, 0, undefined, null],
    ['no flag and an empty cursor', { cursor: '' }, 2, 'a', null],
    ['null and no cursor', { cursor: null, hasMore: null }, 2, 'a', null],
    ['no flag on an empty page that leads on', { cursor: 'b' }, 0, 'a', { next: 'b', hasMore: true }],
    ['no flag on an empty page that leads to itself', { cursor: 'a' }, 0, 'a', { next: 'a', hasMore: false }],
    ['no flag on a full page that leads to itself', { cursor: 'a' }, 2, 'a', { next: 'a', hasMore: true }],
    ['a flag that is no flag', { cursor: 'a', hasMore: 1 }, 2, undefined, null],
    ['a cursor that is no cursor', { cursor: {}, hasMore: false }, 2, undefined, null],
  ])('with %s', (_case, json, count, asked, expected) => {
    expect(pageEnd(json, count, asked)).toStrictEqual(expected);
  });
});
