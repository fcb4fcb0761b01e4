import { describe, expect, it } from 'vitest';
import type { Change, ChangeKind, History, Observation, SandboxRecord } from './history.ts';
import { judge, type Judgement } from './judge.ts';

const clean: Judgement = {
  untrue: [],
  duplicates: [],
  lost: [],
  wrong: [],
  unknown: { total: 0, carriedOut: 0 },
};

const empty: SandboxRecord = {
  carriedOut: new Map(),
  categories: [],
  receipts: [],
  images: [],
  productOrders: [],
};

/** A change from one moment to another; a success unless told otherwise. */
function change(
  kind: ChangeKind,
  mark: string,
  target: string,
  [startedAt, endedAt]: readonly [number, number],
  rest: Partial<Change> = {},
): Change {
  return {
    kind,
    mark,
    target,
    startedAt,
    endedAt,
    outcome: 'success',
    code: undefined,
    id: undefined,
    ...rest,
  };
}

function judged(
  changes: readonly Change[],
  record: Partial<SandboxRecord> = {},
  observations: readonly Observation[] = [],
  more: Partial<History> = {},
): Judgement {
  const history: History = { changes, observations, ...more };
  const done = new Map(changes.map(({ mark }) => [mark, 1]));
  return judge(history, { ...empty, carriedOut: done, ...record });
}

const created = change('createCategory', 'u1', 'o1', [100, 200], { id: 'c1' });
const stored = { categoryId: 'c1', orderId: 'o1', url: 'u1' };

describe('a change', () => {
  it.each([
    change('setOrderCategory', 'u1', 'o1', [1, 2]),
    change('addReceipt', 'r', 'o1', [1, 2]),
    created,
    change('prefillProductOrder', 'p', 'p', [1, 2], { id: 'p1' }),
    change('uploadImage', 'i', 'i', [1, 2]),
  ])('told as done that was not carried out is untrue: $kind', (told) => {
    const { untrue, ...rest } = judged([told], { carriedOut: new Map() });
    expect(untrue).toEqual([`${told.kind} ${told.mark}: told as done, not carried out`]);
    expect(rest).toEqual({ ...clean, untrue: undefined });
  });

  it('told as failed that was carried out is untrue', () => {
    const failed = { ...created, outcome: 'failure' as const, code: 'UPSTREAM_TIMEOUT', id: undefined };
    expect(judged([failed], { categories: [stored] })).toEqual({
      ...clean,
      untrue: ['createCategory u1: told as failed (UPSTREAM_TIMEOUT), carried out'],
    });
  });

  it('that failed and was not carried out is no fault, nor is one of unknown outcome, which is counted', () => {
    const failed = { ...created, outcome: 'failure' as const };
    const lost = { ...created, mark: 'u2', outcome: 'unknown' as const };
    const gone = { ...created, mark: 'u3', outcome: 'unknown' as const };
    expect(judged([failed, lost, gone], { carriedOut: new Map([['u3', 1]]) })).toEqual({
      ...clean,
      unknown: { total: 2, carriedOut: 1 },
    });
  });

  it('carried out twice is a duplicate where that makes two things', () => {
    expect(judged([created], { carriedOut: new Map([['u1', 2]]), categories: [stored] })).toEqual({
      ...clean,
      duplicates: ['createCategory u1'],
    });
    const set = change('setOrderCategory', 'u2', 'o2', [1, 2]);
    const link = { categoryId: 'c2', orderId: 'o2', url: 'u2' };
    expect(judged([set], { carriedOut: new Map([['u2', 2]]), categories: [link] })).toEqual(clean);
  });

  it('that made two product orders is a duplicate', () => {
    const prefilled = change('prefillProductOrder', 'p', 'p', [1, 2], { id: 'p1' });
    const productOrders = ['p1', 'p2'].map((productOrderId) => ({ productOrderId, name: 'p' }));
    expect(judged([prefilled], { productOrders })).toEqual({
      ...clean,
      duplicates: ['prefillProductOrder p'],
    });
  });

  it.each([
    change('setOrderCategory', 'u1', 'o1', [1, 2]),
    change('addReceipt', 'r', 'o1', [1, 2]),
    created,
    change('prefillProductOrder', 'p', 'p', [1, 2], { id: 'p1' }),
    change('uploadImage', 'i', 'i', [1, 2]),
  ])('that is not there at the end is lost: $kind', (told) => {
    const { lost, ...rest } = judged([told]);
    expect(lost).toEqual([expect.stringContaining(`${told.kind} ${told.mark}`)]);
    expect(rest).toEqual({ ...clean, lost: undefined });
  });

  it('is not lost when it was removed, and the removal is when it is still there', () => {
    const removed = change('deleteCategory', 'removal', 'u1', [300, 400]);
    expect(judged([created, removed])).toEqual(clean);
    expect(judged([created, removed], { categories: [stored] })).toEqual({
      ...clean,
      lost: ['deleteCategory removal'],
    });
  });

  it('that tells another id than its own is wrong', () => {
    expect(judged([{ ...created, id: 'c9' }], { categories: [stored] })).toEqual({
      ...clean,
      wrong: ['createCategory u1: told the id c9, is c1'],
    });
  });
});

describe('a read of a link', () => {
  const one = change('setOrderCategory', 'u1', 'o1', [100, 200]);
  const two = change('setOrderCategory', 'u2', 'o1', [300, 400]);
  const record = { categories: [{ categoryId: 'c', orderId: 'o1', url: 'u2' }] };
  const seen = (url: string | null, startedAt: number, endedAt: number): Observation => {
    return { kind: 'link', target: 'o1', url, startedAt, endedAt };
  };
  const wrong = (observation: Observation, first = one, more: Partial<History> = {}) =>
    judged([first, two], record, [observation], more).wrong;

  it.each([
    ['nothing before the first', seen(null, 10, 90)],
    ['either while it changes', seen(null, 150, 160)],
    ['the new one while it changes', seen('u1', 150, 160)],
    ['the new one after', seen('u1', 210, 290)],
    ['the former one when it began before the change was over', seen('u1', 390, 500)],
    ['the latest', seen('u2', 410, 500)],
  ])('may see %s', (_, observation) => {
    expect(wrong(observation)).toEqual([]);
  });

  it.each([
    ['what comes later', seen('u1', 10, 90)],
    ['nothing, when it is set', seen(null, 210, 290)],
    ['the former one', seen('u1', 410, 500)],
    ['what nobody has set', seen('other', 410, 500)],
  ])('must not see %s', (_, observation) => {
    expect(wrong(observation)).toEqual([expect.stringContaining('link o1: ')]);
  });

  it('may see what was before a change of unknown outcome for a moment longer', () => {
    const unknown = { ...one, outcome: 'unknown' as const };
    expect(wrong(seen(null, 210, 290), unknown)).toEqual([]);
  });

  it('may see what others have read while one changed it that was killed', () => {
    expect(wrong(seen(null, 210, 290), one, { killedAt: 150 })).toEqual([]);
    expect(wrong(seen(null, 210, 290), one, { killedAt: 205 })).toHaveLength(1);
  });

  it('may see what was before as long as others may not have heard', () => {
    expect(wrong(seen(null, 219, 229), one, { seenMs: 20 })).toEqual([]);
    expect(wrong(seen(null, 221, 229), one, { seenMs: 20 })).toHaveLength(1);
    const apart = [{ startedAt: 180, endedAt: 250 }];
    expect(wrong(seen(null, 269, 279), one, { seenMs: 20, apart })).toEqual([]);
    expect(wrong(seen(null, 271, 279), one, { seenMs: 20, apart })).toHaveLength(1);
    expect(wrong(seen('u1', 421, 429), one, { seenMs: 20, apart })).toHaveLength(1);
  });
});

describe('a read of what comes and goes', () => {
  const removed = change('deleteCategory', 'removal', 'u1', [300, 400]);
  const wrong = (urls: readonly string[], startedAt: number, endedAt: number) =>
    judged([created, removed], {}, [{ kind: 'categories', target: 'o1', urls, startedAt, endedAt }]).wrong;

  it.each([
    [[], 10, 90],
    [[], 150, 160],
    [['u1'], 150, 160],
    [['u1'], 210, 290],
    [[], 350, 360],
    [['u1'], 350, 360],
    [[], 410, 420],
  ])('may see %j from %i to %i', (urls, startedAt, endedAt) => {
    expect(wrong(urls, startedAt, endedAt)).toEqual([]);
  });

  it.each([
    [['u1'], 10, 90],
    [[], 210, 290],
    [['u1'], 410, 420],
    [['u1', 'u1'], 210, 290],
    [['u1', 'other'], 210, 290],
  ])('must not see %j from %i to %i', (urls, startedAt, endedAt) => {
    expect(wrong(urls, startedAt, endedAt)).toEqual([expect.stringMatching(/^categories (o1|u1): /)]);
  });

  const prefilled = change('prefillProductOrder', 'p', 'p', [100, 200], { id: 'p1' });
  const withdrawn = change('withdrawProductOrder', 'w', 'p', [300, 400]);
  const orders = (ids: readonly string[], startedAt: number): readonly string[] =>
    judged([prefilled, withdrawn], {}, [{ kind: 'productOrders', ids, startedAt, endedAt: startedAt + 10 }])
      .wrong;

  it('holds for lists of product orders, single ones and receipts too', () => {
    expect([...orders([], 50), ...orders(['p1'], 250), ...orders([], 450)]).toEqual([]);
    expect([orders(['p1'], 50), orders([], 250), orders(['p1'], 450), orders(['p1', 'p9'], 250)]).toEqual([
      [expect.stringContaining('shown, and is not there')],
      [expect.stringContaining('not shown, and is there')],
      [expect.stringContaining('shown, and is not there')],
      [expect.stringContaining('never made')],
    ]);
    const receipt = change('addReceipt', 'r', 'o1', [100, 200]);
    const observations: Observation[] = [
      { kind: 'receipt', target: 'o1', isThere: false, startedAt: 210, endedAt: 220 },
      { kind: 'productOrder', target: 'p', isThere: true, startedAt: 10, endedAt: 20 },
    ];
    const productOrders = [{ productOrderId: 'p1', name: 'p' }];
    expect(
      judged([receipt, prefilled], { receipts: [{ orderId: 'o1' }], productOrders }, observations),
    ).toEqual({
      ...clean,
      wrong: [
        'receipt o1: not shown, and is there (210 to 220 ms)',
        'productOrder p: shown, and is not there (10 to 20 ms)',
      ],
    });
  });
});
