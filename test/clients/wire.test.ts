import { describe, expect, expectTypeOf, it } from 'vitest';
import { bool, integer, objects, text, uuid } from '../../src/clients/json-readers.js';
import { keyed, listOf, partialListOf, wholeListOf, wire, type WireOf } from '../../src/clients/wire.js';

const readPrice = wire((json) => ({
  amount: integer(json['amount']),
  isFinal: bool(json['isFinal']),
}));

const readOwner = keyed(['scheme', 'id'], (json) => ({ scheme: text(json['scheme']), id: text(json['id']) }));

const readTags = listOf(text);

const readGoods = keyed(['id', 'owner'], (json) => ({
  id: uuid(json['id']),
  owner: readOwner(json['owner']),
  name: text(json['name']) ?? text(json['title']),
  price: readPrice(json['price']),
  tags: readTags(json['tags']) ?? [],
}));

const readAllGoods = listOf(readGoods);

const goods = {
  id: 'B6F0',
  owner: { scheme: 'business:NO:ORG', id: '311100459' },
  name: 'Coffee',
  price: { amount: 4200, isFinal: true },
  tags: ['hot', 'black'],
};
const read = { ...goods, id: 'b6f0' };

/** JSON text as it comes from an API: `__proto__` in it is a field like any other. */
function parsed(json: string): unknown {
  return JSON.parse(json);
}

describe('the type of what a reader gives', () => {
  it('follows from its declaration, with keys that are never null', () => {
    expectTypeOf<WireOf<typeof readOwner>>().branded.toEqualTypeOf<{
      readonly scheme: string;
      readonly id: string;
    }>();
    expectTypeOf<WireOf<typeof readGoods>>().branded.toEqualTypeOf<{
      readonly id: string;
      readonly owner: { readonly scheme: string; readonly id: string };
      readonly name: string | null;
      readonly price: { readonly amount: number | null; readonly isFinal: boolean | null } | null;
      readonly tags: readonly string[];
    }>();
    expectTypeOf<WireOf<typeof readAllGoods>>().branded.toEqualTypeOf<readonly WireOf<typeof readGoods>[]>();
    // @ts-expect-error -- a key must be among the fields
    keyed(['none'], (json) => ({ id: text(json['id']) }));
    const price = readPrice({}) ?? expect.fail();
    // @ts-expect-error -- what was read stays as it is
    price.amount = 1;
  });
});

describe('an object', () => {
  it.each<[string, unknown, WireOf<typeof readGoods>]>([
    ['as documented', goods, read],
    ['with numbers for texts', { ...goods, id: 12, name: 7 }, { ...read, id: '12', name: '7' }],
    [
      'with digits for a number',
      { ...goods, price: { amount: '-42', isFinal: false } },
      { ...read, price: { amount: -42, isFinal: false } },
    ],
    ['with fields that nobody knows', { ...goods, colour: 'black', price: { ...goods.price, vat: 1 } }, read],
    [
      'with nothing but its keys',
      { id: 'a', owner: goods.owner },
      { id: 'a', owner: goods.owner, name: null, price: null, tags: [] },
    ],
    [
      'with null for all but its keys',
      { id: 'a', owner: goods.owner, name: null, price: null, tags: null },
      { id: 'a', owner: goods.owner, name: null, price: null, tags: [] },
    ],
    [
      'with values of other types',
      { ...goods, name: {}, price: [1], tags: 'hot' },
      { ...read, name: null, price: null, tags: [] },
    ],
    [
      'with a nested object that holds nothing we know',
      { ...goods, price: {} },
      { ...read, price: { amount: null, isFinal: null } },
    ],
    [
      'with a nested object of wrong types',
      { ...goods, price: { amount: 1.5, isFinal: 'true' } },
      { ...read, price: { amount: NaN, isFinal: null } },
    ],
    ['with the other name of a field', { ...goods, name: undefined, title: 'Tea' }, { ...read, name: 'Tea' }],
    ['with both names of a field', { ...goods, title: 'Tea' }, read],
    [
      'with a list that holds more than texts',
      { ...goods, tags: ['a', null, {}, 5, []] },
      { ...read, tags: ['a', '5'] },
    ],
  ])('is read %s', (_case, json, expected) => {
    expect(readGoods(json)).toStrictEqual(expected);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['an array', [goods]],
    ['a text', 'B6F0'],
    ['a number', 1],
    ['a boolean', true],
    ['an object without its first key', { ...goods, id: undefined }],
    ['an object whose first key is null', { ...goods, id: null }],
    ['an object whose first key is of another type', { ...goods, id: { id: 'B6F0' } }],
    ['an object without its second key', { ...goods, owner: null }],
    ['an object whose second key lacks a key of its own', { ...goods, owner: { scheme: 'business:NO:ORG' } }],
  ])('is not read from %s', (_case, json) => {
    expect(readGoods(json)).toBeNull();
  });

  it('takes an empty text for a value: only null is none', () => {
    expect(readOwner({ scheme: '', id: '' })).toStrictEqual({ scheme: '', id: '' });
  });

  it('takes neither null nor undefined for a key, whatever reads it', () => {
    const readRaw = keyed(['id'], (json) => ({ id: json['id'] }));
    expect([{}, { id: null }, { id: false }].map((json) => readRaw(json))).toStrictEqual([
      null,
      null,
      { id: false },
    ]);
  });

  it('is not changed by reading', () => {
    const json = structuredClone(goods);
    readGoods(json);
    expect(json).toStrictEqual(goods);
  });
});

describe('a list', () => {
  it.each<[string, unknown, readonly WireOf<typeof readGoods>[] | null]>([
    ['all its objects', [goods, { ...goods, id: 'c' }], [read, { ...read, id: 'c' }]],
    ['none of its items that are no objects', [null, 1, 'a', [goods], goods, undefined, true], [read]],
    ['none of its objects without a key', [{}, goods, { ...goods, owner: {} }], [read]],
    ['nothing when it is empty', [], []],
    ['null when it is missing', undefined, null],
    ['null when it is null', null, null],
    ['null when it is an object', { 0: goods, length: 1 }, null],
    ['null when it is a text', 'goods', null],
  ])('gives %s', (_case, json, expected) => {
    expect(readAllGoods(json)).toStrictEqual(expected);
  });

  it('gives nothing at all when it is to be whole and one item is not there', () => {
    const readWhole = wholeListOf(readGoods);
    expect(readWhole([goods, goods])).toStrictEqual([read, read]);
    expect(readWhole([])).toStrictEqual([]);
    expect(readWhole([goods, { ...goods, id: null }])).toBeNull();
    expect(readWhole([goods, null])).toBeNull();
    expect(readWhole({})).toBeNull();
  });

  it('says how many items it leaves out', () => {
    const readPart = partialListOf(readGoods);
    expect(readPart([goods, {}, null])).toStrictEqual({ items: [read], omitted: 2 });
    expect(readPart([])).toStrictEqual({ items: [], omitted: 0 });
    expect(readPart('goods')).toBeNull();
  });

  it('may be a key itself: an answer without it is none', () => {
    const readPage = keyed(['items'], (json) => ({ items: readAllGoods(json['items']) }));
    expectTypeOf<WireOf<typeof readPage>['items']>().branded.toEqualTypeOf<
      readonly WireOf<typeof readGoods>[]
    >();
    expect(readPage({ items: [] })).toStrictEqual({ items: [] });
    expect(readPage({ items: null })).toBeNull();
    expect(readPage({})).toBeNull();
  });
});

describe('what every object inherits', () => {
  it('is no field unless the answer has it', () => {
    const readMaker = wire((json) => ({ maker: text(json['constructor']) }));
    expect(readMaker({})).toStrictEqual({ maker: null });
    expect(readMaker(parsed('{"constructor":"c"}'))).toStrictEqual({ maker: 'c' });
  });

  it.each([
    ['an object', '{"id":"evil","owner":{"scheme":"s","id":"i"},"name":"evil","price":{"amount":1}}'],
    ['a text', '"evil"'],
    ['null', 'null'],
  ])('does not come from the answer: __proto__ as %s', (_case, proto) => {
    expect(readGoods(parsed(`{"__proto__":${proto}}`))).toBeNull();
    const owner = '{"scheme":"business:NO:ORG","id":"311100459"}';
    const found = readGoods(parsed(`{"__proto__":${proto},"id":"a","owner":${owner}}`));
    expect(found).toStrictEqual({ id: 'a', owner: goods.owner, name: null, price: null, tags: [] });
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, 'name')).toBe(false);
  });
});

describe('single values', () => {
  it.each<[string, (value: unknown) => unknown, readonly (readonly [unknown, unknown])[]]>([
    [
      'text',
      text,
      [
        ['a', 'a'],
        ['', ''],
        [5, '5'],
        [1.5, '1.5'],
        [2 ** 53, null],
        [NaN, null],
        [Infinity, null],
        [true, null],
        [null, null],
        [undefined, null],
        [{}, null],
        [['a'], null],
      ],
    ],
    [
      'uuid',
      uuid,
      [
        ['AB-1', 'ab-1'],
        [12, '12'],
        [null, null],
        [{}, null],
      ],
    ],
    [
      'bool',
      bool,
      [
        [true, true],
        [false, false],
        ['true', null],
        [0, null],
        [null, null],
        [undefined, null],
      ],
    ],
    [
      'integer',
      integer,
      [
        [5, 5],
        [-5, -5],
        ['5', 5],
        ['-5', -5],
        ['007', 7],
        [1.5, NaN],
        ['1.5', NaN],
        ['', null],
        ['5 ', NaN],
        ['1e3', NaN],
        [2 ** 53 - 1, 2 ** 53 - 1],
        [2 ** 53, NaN],
        [-1e300, NaN],
        ['9007199254740993', NaN],
        [true, NaN],
        [{}, NaN],
        [[1], NaN],
        [null, null],
        [undefined, null],
      ],
    ],
    [
      'objects',
      objects,
      [
        [[{ a: 1 }], [{ a: 1 }]],
        [[{}, 1, null, []], [{}]],
        [[], []],
        [{}, null],
        [null, null],
      ],
    ],
  ])('of the kind %s', (_kind, reader, cases) => {
    expect(cases.map(([value]) => reader(value))).toStrictEqual(cases.map(([, expected]) => expected));
  });
});
