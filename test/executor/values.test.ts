import { describe, expect, it } from 'vitest';
import { compiled, schemaOf } from '../support/compiled-execution.js';
import { UnsupportedValue } from '../support/executor.js';
import { TEXT, agreed, data, graph } from './agreement.js';

describe('the compiled execution of what succeeds', () => {
  const item = {
    id: 7,
    text: 'ø "q"',
    int: -5,
    float: 2.5,
    bool: true,
    colour: 0,
    any: { deep: [1, null] },
    even: 4,
    shown: 1,
    mustText: '',
    mustInt: 0,
    texts: ['a', null, 'b'],
    ints: [1, 2],
    matrix: [[1, null], null, []],
    strictMatrix: [[0], []],
    self: { text: 'inner', colour: 'the green one' },
    strict: { int: 1 },
    items: [{ text: 'one' }, null, { text: 'three' }],
    strictItems: [],
    strictest: [{ int: 1 }],
  };

  it('writes every kind of field that an object simply holds', async () => {
    const query = `{ item { id text int float bool colour any even shown mustText mustInt texts ints matrix strictMatrix
      self { text colour self { id } } strict { int } items { text } strictItems { text } strictest { int } } }`;
    const found = await data({ schema: graph({ item: () => item }), query });
    expect(found).toMatchObject({ item: { id: '7', colour: 'RED', self: { colour: 'GREEN', self: null } } });
  });

  it.each([
    ['an integer for ID', 'id', 12],
    ['a text for ID', 'id', '12'],
    ['a number for String', 'text', 1.5],
    ['a boolean for String', 'text', true],
    ['an object with a text value for String', 'text', { valueOf: () => 'valued' }],
    ['digits for Int', 'int', '12'],
    ['a boolean for Int', 'int', true],
    ['the largest Int', 'int', 2_147_483_647],
    ['the smallest Int', 'int', -2_147_483_648],
    ['minus zero for Int', 'int', -0],
    ['minus zero for Float', 'float', -0],
    ['a very large Float', 'float', 1e21],
    ['a very small Float', 'float', 5e-324],
    ['digits for Float', 'float', '1.50'],
    ['a boolean for Float', 'float', false],
    ['a number for Boolean', 'bool', 0],
    ['false for Boolean', 'bool', false],
    ['an enum by a number', 'colour', 0],
    ['an enum by a text', 'colour', 'the green one'],
    ['an enum whose value is the name of another', 'colour', 'RED'],
    ['an enum whose value is its name', 'colour', 'NONE'],
    ['a scalar that gives an object', 'any', { a: [{ b: '\u2028' }], c: undefined, d: new Date(0) }],
    ['a scalar that gives an array', 'any', [[], {}]],
    ['a scalar that gives a large number', 'any', 2 ** 53],
    ['a scalar that gives no number', 'any', Number.NaN],
    ['a scalar that gives minus zero', 'any', -0],
    ['a scalar that makes text of all', 'shown', { a: 1 }],
    ['undefined', 'text', undefined],
    ['an empty text', 'text', ''],
    ['an array for a list', 'texts', []],
    ['a list with holes', 'texts', Object.assign(new Array<unknown>(3), { 1: 'x' })],
  ])('writes %s, held or resolved, as graphql-js does', async (_what, field, value) => {
    const query = `{ item { ${field} } }`;
    const held = await agreed({ schema: graph({ item: () => ({ [field]: value }) }), query });
    expect(held.errors).toEqual([]);
    const resolved = { schema: graph({ item: () => ({}) }, { [field]: () => value }), query };
    expect(await agreed(resolved)).toEqual(held);
    const promised = {
      schema: graph({ item: () => ({}) }, { [field]: () => Promise.resolve(value) }),
      query,
    };
    expect(await agreed(promised)).toEqual(held);
  });

  it('gives nothing for properties of values that are no objects', async () => {
    const query = '{ items { length text } }';
    expect(await data({ schema: graph({ items: () => ['abc', 5, true] }), query })).toEqual({
      items: [1, 2, 3].map(() => ({ length: null, text: null })),
    });
  });
});

describe('edges at which both writers and graphql-js must be of one mind', () => {
  it('leaves a text that stands for an object with resolvers to graphql-js', async () => {
    const schema = graph({ item: () => 'abc' }, { slow: (source) => source });
    await expect(compiled({ schema, query: '{ item { slow length } }' })).rejects.toThrow(UnsupportedValue);
  });

  it('reads properties of an array that stands for an object', async () => {
    const schema = graph({ item: () => [1, 2] });
    expect(await data({ schema, query: '{ item { length } }' })).toEqual({ item: { length: 2 } });
  });

  it('reads properties of an array that stands for an object, beside a failure', async () => {
    const schema = graph({
      item: () => [1, 2],
      text: () => {
        throw new Error('x');
      },
    });
    await agreed({ schema, query: '{ item { length } text }' });
  });

  it('gives null for null, also when an enum has a value of that', async () => {
    const schema = schemaOf(TEXT, {
      enums: { Colour: { NONE: null } },
      fields: { Query: { item: () => ({ colour: null }) } },
    });
    expect(await data({ schema, query: '{ item { colour } }' })).toEqual({ item: { colour: null } });
  });

  it('locates an error once when merged fields spread the same fragment', async () => {
    const schema = graph(
      { item: () => ({}) },
      {
        slow: () => {
          throw new Error('x');
        },
      },
    );
    await agreed({ schema, query: '{ item { ...F } item { ...F } } fragment F on Item { slow }' });
  });
});
