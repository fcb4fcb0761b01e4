import { GraphQLError, Kind, visit, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { NotPlain } from '../../src/executor/JsonWriter.js';
import { Operation } from '../../src/executor/CompiledOperation.js';
import { ProgramStore } from '../../src/executor/ProgramCache.js';
import { NotPlannable } from '../../src/executor/plan.js';
import {
  compiled,
  isRefusal,
  operationOf,
  plainly,
  schemaOf,
  type Asked,
  type Behind,
  type Outcome,
  type Resolver,
  wording,
} from '../support/compiled-execution.js';

const TEXT = `
  directive @note(text: String) repeatable on FIELD
  scalar Any
  scalar Even
  scalar Shown
  enum Colour { RED GREEN BLUE NONE }
  interface Node { id: ID name: String peer: Node }
  interface Named { name: String }
  type Cat implements Node & Named { id: ID name: String peer: Node lives: Int same: String }
  type Dog implements Node & Named { id: ID name: String peer: Node barks: Boolean! same: String }
  type Fish { scales: Int }
  union Pet = Cat | Dog | Fish
  enum Order { UP DOWN }
  input Range { from: Int! = 1 to: Int tags: [String!] = ["a"] inner: Range order: Order }
  type Item {
    id: ID text: String int: Int float: Float bool: Boolean colour: Colour any: Any even: Even shown: Shown
    mustText: String! mustInt: Int!
    length: Int message: String
    self: Item strict: Item! items: [Item] strictItems: [Item!] strictest: [Item!]!
    texts: [String] ints: [Int!] matrix: [[Int]] strictMatrix: [[Int!]!]!
    slow: String mustSlow: String! slowItem: Item slowItems: [Item] strictSlowItems: [Item!]!
    slowTexts: [String] slowMatrix: [[Int!]!]
    node: Node pet: Pet nodes: [Node!] pets: [Pet]
  }
  type Query {
    item: Item other: Item must: Item! items: [Item] strictItems: [Item!] strictest: [Item!]!
    grid: [[Item!]] text: String mustText: String! int: Int texts: [String] strictTexts: [String!]!
    node: Node nodes: [Node] pet: Pet pets: [Pet!]
    echo(int: Int, must: Int! = 3, text: String = "x", range: Range, ids: [ID!], order: Order = UP, range2: Range = { to: 5 }): Any
    need(int: Int!): Any
    unresolved: String
  }
`;

const behind: Behind = {
  scalars: {
    Even: (value) => {
      if (typeof value !== 'number' || value % 2 !== 0) throw new TypeError(`${String(value)} is not even`);
      return value;
    },
    Shown: (value) => `shown: ${String(value)}`,
  },
  enums: { Colour: { RED: 0, GREEN: 'the green one', BLUE: 'RED' } },
  abstract: {
    // Nodes are told apart by their __typename, as graphql-js does without a function.
    Pet: (value) => (isRecord(value) && typeof value['kind'] === 'string' ? value['kind'] : undefined),
  },
};

const echo: Resolver = (_source, args) => args;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A graph with these resolvers of the root, and of items. */
function graph(Query: Readonly<Record<string, Resolver>>, Item: Readonly<Record<string, Resolver>> = {}) {
  return schemaOf(TEXT, { ...behind, fields: { Query: { echo, need: echo, ...Query }, Item } });
}

/** Checks that both executions agree, and gives what they agree on. */
async function agreed(asked: Asked): Promise<Outcome> {
  const plain = await plainly(asked);
  expect(await compiled(asked)).toEqual(plain);
  return plain;
}

async function data(asked: Asked): Promise<unknown> {
  const outcome = await agreed(asked);
  expect(outcome.errors).toEqual([]);
  return JSON.parse(outcome.data);
}

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

  it('waits for promises at every depth, in lists too', async () => {
    const schema = graph(
      { item: () => Promise.resolve({}), items: () => [Promise.resolve({ text: 'a' }), { text: 'b' }, null] },
      {
        slow: () => Promise.resolve('slow'),
        slowItem: () => Promise.resolve({ text: 'held' }),
        slowItems: () => Promise.resolve([Promise.resolve({ text: 1 }), null, Promise.resolve(null)]),
      },
    );
    const query = `{ item { slow slowItem { slow text slowItem { text } } slowItems { text slow } } items { text slow } }`;
    expect(await data({ schema, query })).toMatchObject({
      item: { slowItems: [{ text: '1', slow: 'slow' }, null, null] },
    });
  });

  it('waits for promises in lists of lists', async () => {
    const row = [Promise.resolve({ text: 'a' }), { text: 'b' }];
    const schema = graph({ grid: () => [Promise.resolve(row), null, row] }, { slow: () => 's' });
    expect(await data({ schema, query: '{ grid { text slow } }' })).toEqual({
      grid: [
        [
          { text: 'a', slow: 's' },
          { text: 'b', slow: 's' },
        ],
        null,
        [
          { text: 'a', slow: 's' },
          { text: 'b', slow: 's' },
        ],
      ],
    });
  });

  it('waits for promises that are not of the built-in kind', async () => {
    type Take = (value: unknown) => unknown;
    const later = (value: unknown) => ({
      then: (take: Take) => new Promise((resolve) => setImmediate(resolve)).then(() => take(value)),
    });
    const now = (value: unknown) => ({ then: (take: Take) => Promise.resolve(take(value)) });
    const schema = graph(
      { item: () => later({}), other: () => now({}), text: () => now('now') },
      { slow: () => later('s'), slowItem: () => now({}) },
    );
    const query = '{ text item { slow slowItem { slow } } other { slow slowItem { slow } } }';
    expect(await data({ schema, query })).toMatchObject({ text: 'now', item: { slowItem: { slow: 's' } } });
  });

  it('gives nothing for properties of values that are no objects', async () => {
    const query = '{ items { length text } }';
    expect(await data({ schema: graph({ items: () => ['abc', 5, true] }), query })).toEqual({
      items: [1, 2, 3].map(() => ({ length: null, text: null })),
    });
  });

  const thing = { __typename: 'Cat', kind: 'Cat', id: 1, name: 'Mia', lives: 9, same: 'cat' };
  const dog = { __typename: 'Dog', kind: 'Dog', id: 2, name: 'Bo', barks: true, same: 'dog', peer: thing };

  it('tells types apart by __typename and by resolveType', async () => {
    const schema = graph({
      node: () => dog,
      nodes: () => [thing, null, Promise.resolve(dog)],
      pet: () => Promise.resolve({ kind: 'Fish', scales: 3 }),
      pets: () => [thing, dog],
    });
    const query = `{
      node { __typename kind: __typename id name peer { ... on Cat { lives } ... on Dog { barks } } }
      nodes { ...N ... on Named { name } }
      pet { __typename ... on Fish { scales } ... on Named { name } }
      pets { ... on Node { id ... on Dog { same } } ... on Named { __typename } }
    } fragment N on Node { id ... on Cat { lives same } ...D } fragment D on Dog { barks same }`;
    expect(await data({ schema, query })).toMatchObject({
      node: { __typename: 'Dog', kind: 'Dog', peer: { lives: 9 } },
      pet: { __typename: 'Fish', scales: 3 },
    });
  });

  it.each([
    '{ __typename }',
    '{ alias: __typename }',
    '{ __typename a: __typename item { __typename b: __typename } }',
    '{ items { t: __typename } nodes { __typename } }',
    '{ item { ... { __typename } ... on Item { __typename } ...F ...F } } fragment F on Item { __typename text }',
    '{ item @skip(if: true) { text } }',
    '{ item { text @skip(if: true) } }',
    '{ item { ... @include(if: false) { text } } other { text ... @include(if: true) { int } } }',
  ])('answers %s as graphql-js does', async (query) => {
    const schema = graph({
      item: () => ({ text: 't' }),
      other: () => Promise.resolve({ text: 'o', int: 1 }),
      items: () => [{}, {}],
      nodes: () => [thing, dog],
    });
    await data({ schema, query });
  });

  it('merges fields of one name, in the order in which they are first seen', async () => {
    const schema = graph({ item: () => ({ ...item, self: item }) }, { slow: () => 's' });
    const query = `{
      item { text self { int } }
      item { int self { text slow } ...F a: text }
      b: item { ...F } ...Q
    }
    fragment F on Item { self { bool text ...G } id }
    fragment G on Item { float slow }
    fragment Q on Query { item { colour } b: item { text a: int } }`;
    const { data: text } = await agreed({ schema, query });
    expect(text).toBe(
      '{"item":{"text":"ø \\"q\\"","self":{"int":-5,"text":"ø \\"q\\"","slow":"s","bool":true,"float":2.5},"int":-5,"id":"7","a":"ø \\"q\\"","colour":"RED"},' +
        '"b":{"self":{"bool":true,"text":"ø \\"q\\"","float":2.5,"slow":"s"},"id":"7","text":"ø \\"q\\"","a":-5}}',
    );
  });

  it('keeps apart what is asked of one type at different places', async () => {
    const schema = graph({ item: () => ({ ...item, self: item }), other: () => item });
    await data({
      schema,
      query: '{ item { self { text } items { int } } other { self { int } items { text } } }',
    });
  });

  it('plans a selection that stands at two places as one, with resolvers at both', async () => {
    const schema = graph(
      { item: () => ({ self: { text: 'a' } }), other: () => ({ self: { text: 'b' } }) },
      { slow: (source) => Promise.resolve(isRecord(source) ? source['text'] : undefined) },
    );
    const query = '{ item { ...F } other { ...F } } fragment F on Item { self { slow text } }';
    expect(await data({ schema, query })).toEqual({
      item: { self: { slow: 'a', text: 'a' } },
      other: { self: { slow: 'b', text: 'b' } },
    });
  });

  it('answers again and again from one plan, with no memory of the answer before', async () => {
    let turn = 0;
    const schema = graph(
      { item: () => ({ text: `turn ${turn}` }), echo },
      { slow: () => Promise.resolve(turn) },
    );
    const asked = { schema, query: 'query ($int: Int) { item { text slow } echo(int: $int) }' };
    const operation = operationOf(asked);
    for (turn = 0; turn < 3; turn += 1) {
      const again = { ...asked, variables: { int: turn } };
      expect(await compiled(again, operation)).toEqual(await plainly(again));
    }
  });

  it('keeps concurrent executions of one plan apart', async () => {
    const schema = graph(
      { item: (_source, _args, context) => Promise.resolve({ text: context }) },
      { slow: (_source, _args, context) => Promise.resolve(context) },
    );
    const asked = {
      schema,
      query: 'query ($int: Int) { item { text slow slowItem { text } } echo(int: $int) }',
    };
    const operation = operationOf(asked);
    const all = Array.from({ length: 30 }, (_, int) => ({
      ...asked,
      variables: { int },
      context: `c${int}`,
    }));
    const answers = await Promise.all(all.map((each) => compiled(each, operation)));
    expect(answers).toEqual(await Promise.all(all.map(plainly)));
  });
});

describe('arguments and variables of the compiled execution', () => {
  it.each([
    ['{ echo }', undefined],
    ['{ echo(int: null, text: null, ids: null, range: null, order: null) }', undefined],
    [
      '{ echo(int: 1, must: 2, text: "t", ids: ["a", 2], order: DOWN, range: { to: 3, tags: [] }) }',
      undefined,
    ],
    ['{ echo(ids: "one", range: { tags: "one", inner: { inner: { from: 9, order: UP } } }) }', undefined],
    ['query ($int: Int) { echo(int: $int) }', {}],
    ['query ($int: Int) { echo(int: $int) }', { int: null }],
    ['query ($int: Int = 8) { echo(int: $int) }', {}],
    ['query ($int: Int = 8) { echo(int: $int) }', { int: null }],
    ['query ($int: Int = 8) { echo(int: $int, must: $int) need(int: $int) }', { int: 9 }],
    ['query ($text: String) { echo(text: $text) }', {}],
    ['query ($text: String) { echo(text: $text) a: echo(text: null) }', { text: null }],
    ['query ($int: Int, $tag: String!) { echo(range: { to: $int, tags: [$tag, "b"] }) }', { tag: 't' }],
    ['query ($int: Int, $tag: String!) { echo(range: { to: $int, tags: [$tag] }) }', { tag: 't', int: null }],
    [
      'query ($range: Range, $ids: [ID!]) { echo(range: $range, ids: $ids) }',
      { range: { inner: {} }, ids: 5 },
    ],
    ['query ($range: Range) { echo(range: $range) }', { range: { from: 2, order: 'DOWN', tags: 'x' } }],
    ['query ($range: Range = { to: 4 }) { echo(range: $range) }', {}],
    ['query ($order: Order = DOWN) { echo(order: $order) }', {}],
    ['query ($id: ID!) { echo(ids: [$id]) }', { id: 12 }],
    // Nullable variables may stand where a default does: a null then fails when the field is executed.
    ['query ($int: Int) { echo(must: $int) text }', { int: null }],
    ['query ($int: Int) { echo(must: $int) text }', {}],
    ['query ($int: Int = 8) { need(int: $int) text }', { int: null }],
    ['query ($from: Int) { echo(range: { from: $from }) text }', {}],
    ['query ($from: Int = 4) { echo(range: { from: $from }) text }', { from: null }],
  ])('gives resolvers of %s with %j what graphql-js gives', async (query, variables) => {
    await agreed({ schema: graph({ text: () => 'still there' }), query, variables });
  });

  it('gives resolvers the context, the source and the facts of their field', async () => {
    const seen: unknown[] = [];
    const note: Resolver = (source, args, context, info) => {
      seen.push({
        source,
        args,
        context,
        facts: [
          info.fieldName,
          String(info.returnType),
          String(info.parentType),
          info.path.key,
          info.fieldNodes.length,
        ],
        variables: { ...info.variableValues },
        fragments: Object.keys(info.fragments),
        operation: info.operation.name?.value,
      });
      return { text: 'held' };
    };
    const schema = graph({ item: note }, { slowItem: note });
    const query =
      'query Q($int: Int = 4) { a: item { slowItem { text } ...F } echo(int: $int) } fragment F on Item { slowItem { int } }';
    const asked = { schema, query, context: { who: 'me' } };
    await plainly(asked);
    const plain = seen.splice(0);
    await compiled(asked);
    expect(seen).toEqual(plain);
    expect(plain).toHaveLength(2);
  });

  const conditional = `query ($a: Boolean!, $b: Boolean!, $c: Boolean!) {
    item @include(if: $a) { text int @skip(if: $b) ...F @include(if: $c) }
    ... @skip(if: $a) { other { text @include(if: $b) @skip(if: $c) } }
    ...G @include(if: $b)
  }
  fragment F on Item { slow self @skip(if: $a) { text } bool @include(if: $b) }
  fragment G on Query { item { float @skip(if: $c) } text }`;

  it('skips and includes by variables in each combination, on one operation', async () => {
    const held = { text: 't', int: 1, float: 1.5, bool: true, self: { text: 's' } };
    const schema = graph(
      { item: () => held, other: () => Promise.resolve(held), text: () => 'text' },
      { slow: () => Promise.resolve('slow') },
    );
    const operation = operationOf({ schema, query: conditional });
    const seen = new Set<string>();
    for (let round = 0; round < 2; round += 1) {
      for (let bits = 0; bits < 8; bits += 1) {
        const variables = { a: (bits & 1) > 0, b: (bits & 2) > 0, c: (bits & 4) > 0 };
        const asked = { schema, query: conditional, variables };
        const plain = await plainly(asked);
        expect(await compiled(asked, operation), JSON.stringify(variables)).toEqual(plain);
        seen.add(plain.data);
      }
    }
    expect(seen.size).toBeGreaterThanOrEqual(6);
  });

  it('refuses more than 16 forms of one operation, and still answers those it has', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const query = `query (${names.map((name) => `$${name}: Boolean!`).join()}) {
      __typename ${names.map((name) => `${name}: text @include(if: $${name})`).join(' ')}
    }`;
    const schema = graph({ text: () => 't' });
    const operation = operationOf({ schema, query });
    const form = (bits: number): Asked => ({
      schema,
      query,
      variables: Object.fromEntries(names.map((name, index) => [name, (bits & (1 << index)) > 0])),
    });
    for (let bits = 0; bits < 16; bits += 1)
      expect(await compiled(form(bits), operation)).toEqual(await plainly(form(bits)));
    for (let bits = 16; bits < 32; bits += 1)
      await expect(compiled(form(bits), operation)).rejects.toThrow(NotPlannable);
    expect(await compiled(form(5), operation)).toEqual(await plainly(form(5)));
  });

  it('leaves the wording to graphql-js when a condition is null after all', async () => {
    const schema = graph({ text: () => 't' });
    const query = 'query ($a: Boolean = true) { text @include(if: $a) }';
    const operation = operationOf({ schema, query });
    await expect(compiled({ schema, query, variables: { a: null } }, operation)).rejects.toThrow(
      GraphQLError,
    );
    expect(await compiled({ schema, query }, operation)).toEqual(await plainly({ schema, query }));
  });

  it('tells forms apart whatever the variables of other directives hold', async () => {
    const schema = graph({ text: () => 't' });
    const query = `query ($s: String, $a: Boolean!, $t: String) {
      x: text @note(text: $s) @include(if: $a) y: text @note(text: $t)
    }`;
    const operation = operationOf({ schema, query });
    for (const variables of [
      { s: 'x', a: false, t: 'true,z' },
      { s: 'x,false', a: true, t: 'z' },
    ]) {
      const asked = { schema, query, variables };
      expect(await compiled(asked, operation)).toEqual(await plainly(asked));
    }
  });
});

function rejection(reason: unknown): Promise<unknown> {
  return new Promise((_resolve, reject) => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- with anything, too
    reject(reason);
  });
}

/** Ways in which a field can fail. */
const failures: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('thrown');
    },
  ],
  [
    'throws an error of GraphQL with extensions',
    () => {
      throw new GraphQLError('worded', { extensions: { code: 'C' } });
    },
  ],
  [
    'throws a text',
    () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- anything can be thrown
      throw 'just text';
    },
  ],
  [
    'throws nothing',
    () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- anything can be thrown
      throw undefined;
    },
  ],
  ['rejects', () => Promise.reject(new Error('rejected'))],
  [
    'rejects later',
    async () => {
      await Promise.resolve();
      throw new TypeError('rejected later');
    },
  ],
  ['rejects with an object', () => rejection({ no: 'error' })],
  ['rejects with nothing', () => rejection(undefined)],
  ['is null', () => null],
  ['is undefined', () => undefined],
  ['is a promise of null', () => Promise.resolve(null)],
];

/** Places at which it can fail: what is asked, and how the failing function gets there. */
const places: readonly (readonly [string, string, (fail: Resolver) => ReturnType<typeof graph>])[] = [
  [
    'a field',
    '{ item { slow text } text }',
    (fail) => graph({ item: () => ({ text: 't' }), text: () => 'x' }, { slow: fail }),
  ],
  [
    'a field of objects',
    '{ item { slowItem { text } text } }',
    (fail) => graph({ item: () => ({ text: 't' }) }, { slowItem: fail }),
  ],
  [
    'a non-null field',
    '{ item { text mustSlow } text }',
    (fail) => graph({ item: () => ({ text: 't' }), text: () => 'x' }, { mustSlow: fail }),
  ],
  [
    'a non-null field within non-null ones',
    '{ text item { text strict { strict { mustSlow text } } } }',
    (fail) => graph({ item: () => ({ strict: { strict: {} } }), text: () => 'x' }, { mustSlow: fail }),
  ],
  ['a root field', '{ text int }', (fail) => graph({ text: fail, int: () => 1 })],
  ['a non-null root field', '{ text mustText }', (fail) => graph({ text: () => 'x', mustText: fail })],
  ['a non-null root object', '{ text must { text } }', (fail) => graph({ text: () => 'x', must: fail })],
  [
    'a field below a non-null root object',
    '{ text must { mustSlow } }',
    (fail) => graph({ text: () => 'x', must: () => ({}) }, { mustSlow: fail }),
  ],
  ['a list', '{ item { slowItems { text } } }', (fail) => graph({ item: () => ({}) }, { slowItems: fail })],
  [
    'a non-null list',
    '{ item { text strictSlowItems { text } } }',
    (fail) => graph({ item: () => ({}) }, { strictSlowItems: fail }),
  ],
  [
    'a list of items that may be null',
    '{ items { mustSlow text } }',
    (fail) =>
      graph(
        { items: () => [{ text: 'a' }, null, { text: 'b' }] },
        {
          mustSlow: (source, ...rest) =>
            isRecord(source) && source['text'] === 'b' ? fail(source, ...rest) : 'fine',
        },
      ),
  ],
  [
    'an item of a list',
    '{ text item { slowItems { slow } } }',
    (fail) =>
      graph(
        { item: () => ({}), text: () => 'x' },
        { slow: () => 's', slowItems: (...given) => [{}, settled(fail, given), {}] },
      ),
  ],
  [
    'a non-null item of a list',
    '{ text item { strictSlowItems { slow } } }',
    (fail) =>
      graph(
        { item: () => ({}), text: () => 'x' },
        { slow: () => 's', strictSlowItems: (...given) => [{}, settled(fail, given), {}] },
      ),
  ],
  [
    'a list of lists',
    '{ text grid { text slow } }',
    (fail) =>
      graph({ text: () => 'x', grid: (...given) => [[{}], settled(fail, given), [{}]] }, { slow: () => 's' }),
  ],
  [
    'a non-null item of a list of lists',
    '{ text grid { text slow } }',
    (fail) =>
      graph(
        { text: () => 'x', grid: (...given) => [[{}], [{}, settled(fail, given)], [{}]] },
        { slow: () => 's' },
      ),
  ],
  [
    'an item of a list without anything null up to the root',
    '{ text strictest { text slow } }',
    (fail) =>
      graph({ text: () => 'x', strictest: (...given) => [{}, settled(fail, given)] }, { slow: () => 's' }),
  ],
  ['a field with an interface', '{ text node { name } }', (fail) => graph({ text: () => 'x', node: fail })],
  [
    'a field with a union',
    '{ text item { pet { ... on Cat { name } } } }',
    (fail) => graph({ text: () => 'x', item: () => ({}) }, { pet: fail }),
  ],
  [
    'an item of an interface',
    '{ text nodes { name } }',
    (fail) =>
      graph({
        text: () => 'x',
        nodes: (...given) => [{ __typename: 'Cat', name: 'n' }, settled(fail, given)],
      }),
  ],
  [
    'an item of a union, not null',
    '{ text pets { ... on Cat { name } } }',
    (fail) =>
      graph({ text: () => 'x', pets: (...given) => [{ kind: 'Cat', name: 'n' }, settled(fail, given)] }),
  ],
  [
    'an aliased and merged field',
    '{ a: item { b: slow } a: item { text b: slow } ...F } fragment F on Query { a: item { b: slow } }',
    (fail) => graph({ item: () => ({ text: 't' }) }, { slow: fail }),
  ],
];

/** In a list, a failure can only be a promise. */
function settled(fail: Resolver, given: Parameters<Resolver>): unknown {
  return new Promise((resolve) => {
    resolve(fail(...given));
  });
}

describe('the compiled execution of what fails', () => {
  describe.each(places)('at %s', (_place, query, make) => {
    it.each(failures)('that %s gives the data and errors of graphql-js', async (_how, fail) => {
      await agreed({ schema: make(fail), query });
    });
  });

  it('tells an error of each failing item, at its own place', async () => {
    const schema = graph(
      { items: () => Array.from({ length: 5 }, (_, int) => ({ int })) },
      {
        mustSlow: (source) => {
          const int = isRecord(source) ? Number(source['int']) : 0;
          if (int % 2 === 1) throw new Error(`no ${int}`);
          return `${int}`;
        },
      },
    );
    const { errors } = await agreed({ schema, query: '{ items { int mustSlow } }' });
    expect(errors.map(({ path, message }) => [path, message])).toEqual([
      [['items', 1, 'mustSlow'], 'no 1'],
      [['items', 3, 'mustSlow'], 'no 3'],
    ]);
  });

  const misfits: readonly (readonly [string, string, unknown])[] = [
    ['an Int beyond 32 bits', 'int', 2_147_483_648],
    ['an Int below 32 bits', 'int', -2_147_483_649],
    ['a fraction for Int', 'int', 1.5],
    ['NaN for Int', 'int', Number.NaN],
    ['a word for Int', 'int', 'twelve'],
    ['an empty text for Int', 'int', ''],
    ['NaN for Float', 'float', Number.NaN],
    ['infinity for Float', 'float', Number.POSITIVE_INFINITY],
    ['a word for Float', 'float', 'much'],
    ['an array for Float', 'float', [1]],
    ['an unknown value for an enum', 'colour', 'PINK'],
    ['the name in place of the value of an enum', 'colour', 'GREEN'],
    ['an object for an enum', 'colour', {}],
    ['an object for String', 'text', { a: 1 }],
    ['an array for String', 'text', ['a']],
    ['NaN for String', 'text', Number.NaN],
    ['a symbol for String', 'text', Symbol('s')],
    ['a fraction for ID', 'id', 1.5],
    ['a boolean for ID', 'id', true],
    ['an object for ID', 'id', {}],
    ['a text for Boolean', 'bool', 'true'],
    ['NaN for Boolean', 'bool', Number.NaN],
    ['an object for Boolean', 'bool', {}],
    ['what a scalar throws at', 'even', 3],
    ['null for a non-null field', 'mustText', null],
    ['nothing for a non-null field', 'mustText', undefined],
    ['an object for a non-null field', 'mustText', {}],
    ['a word for a non-null Int', 'mustInt', 'x'],
    ['a misfit within a list', 'texts', ['a', {}, 'c', []]],
    ['a misfit within a list of non-null items', 'ints', [1, 'x', 'y']],
    ['null within a list of non-null items', 'ints', [1, null, 3]],
    ['misfits within a list of lists', 'matrix', [[1, 'x'], ['y', 2], null]],
    ['null within a list of lists', 'strictMatrix', [[1], [null]]],
    ['null for a list of lists', 'strictMatrix', [[1], null]],
  ];

  it.each(misfits)('tells of %s, held or resolved, as graphql-js does', async (_what, field, value) => {
    const query = `{ text item { id ${field} text } items { ${field} } }`;
    const root = (item: unknown) => ({ text: () => 'x', item: () => item, items: () => [{}, item] });
    const held = await agreed({ schema: graph(root({ [field]: value })), query });
    expect(held.errors.length).toBeGreaterThan(0);
    await agreed({ schema: graph(root({}), { [field]: () => value }), query });
    await agreed({ schema: graph(root({}), { [field]: () => Promise.resolve(value) }), query });
  });

  it('fills what failed with null in text that is otherwise untouched, whatever was written before', async () => {
    const schema = graph({
      strictItems: () => [{ text: 'ø'.repeat(50_000) }, { text: 'x', mustText: null }],
      text: () => 'after',
    });
    const { data: text } = await agreed({
      schema,
      query: '{ int: __typename strictItems { text mustText } text }',
    });
    expect(text).toBe('{"int":"Query","strictItems":null,"text":"after"}');
  });

  it('tells of a getter that throws as graphql-js does', async () => {
    const item = {
      text: 't',
      get int(): number {
        throw new Error('got');
      },
      get mustInt(): number {
        throw new Error('must');
      },
    };
    const schema = graph({ item: () => item, other: () => item }, { slow: () => Promise.resolve('s') });
    const { errors } = await agreed({
      schema,
      query: '{ item { text int } other { slow int text } must: item { mustInt } }',
    });
    expect(errors.map(({ message }) => message)).toEqual(['got', 'got', 'must']);
  });

  it('tells each error with its cause, so that the log can name it', async () => {
    const cause = new RangeError('the cause');
    const schema = graph({
      text: () => {
        throw cause;
      },
      int: () => Promise.reject(cause),
    });
    const operation = operationOf({ schema, query: '{ text int }' });
    const causes: unknown[] = [];
    const parts = wording((errors) => {
      causes.push(...errors.map(({ originalError }) => originalError));
      return '[]';
    });
    await operation.answer(undefined, {}, parts);
    expect(causes).toEqual([cause, cause]);
    expect(causes[0]).toBe(cause);
  });

  it('gives up with what the wording of errors throws', async () => {
    const schema = graph({
      text: () => {
        throw new Error('x');
      },
    });
    const abandoned = new Error('abandoned');
    const parts = wording(() => {
      throw abandoned;
    });
    const answer = operationOf({ schema, query: '{ text }' }).answer(undefined, {}, parts);
    await expect(answer).rejects.toBe(abandoned);
  });
});

describe('errors that are given as values', () => {
  it.each([
    ['for an object', '{ item { message } }', graph({ item: () => new Error('failed') })],
    [
      'for an object with resolvers',
      '{ item { slow } }',
      graph({ item: () => new Error('failed') }, { slow: () => 's' }),
    ],
    ['in a list of objects', '{ items { message } }', graph({ items: () => [{}, new Error('failed')] })],
    [
      'by a promise, in a list',
      '{ items { slow } }',
      graph({ items: () => Promise.resolve([new Error('failed')]) }, { slow: () => 's' }),
    ],
    [
      'held by an object',
      '{ item { self { message } } }',
      graph({ item: () => ({ self: new Error('failed') }) }),
    ],
    ['for a text', '{ text }', graph({ text: () => new Error('failed') })],
    [
      'for a scalar that takes anything',
      '{ item { any } }',
      graph({ item: () => ({ any: new Error('failed') }) }),
    ],
  ])('are failures: %s', async (_where, query, schema) => {
    const { errors } = await agreed({ schema, query });
    expect(errors.map(({ message }) => message)).toEqual(['failed']);
  });
});

describe('what the compiled execution refuses', () => {
  const thenable = {
    then: (resolve: (value: unknown) => void) => {
      resolve({ text: 'late' });
    },
  };
  const refusedOnes: readonly (readonly [string, string, ReturnType<typeof graph>])[] = [
    [
      'a held promise of a text',
      '{ item { text } }',
      graph({ item: () => ({ text: Promise.resolve('t') }) }),
    ],
    ['a held promise of a number', '{ item { int } }', graph({ item: () => ({ int: Promise.resolve(1) }) })],
    [
      'a held promise of an enum',
      '{ item { colour } }',
      graph({ item: () => ({ colour: Promise.resolve(0) }) }),
    ],
    [
      'a held promise of an object',
      '{ item { self { text } } }',
      graph({ item: () => ({ self: Promise.resolve({}) }) }),
    ],
    [
      'a held promise of a list',
      '{ item { texts } }',
      graph({ item: () => ({ texts: Promise.resolve([]) }) }),
    ],
    [
      'a promise in a held list',
      '{ item { texts } }',
      graph({ item: () => ({ texts: ['a', Promise.resolve('b')] }) }),
    ],
    [
      'a promise in a held list of lists',
      '{ item { matrix } }',
      graph({ item: () => ({ matrix: [[1, Promise.resolve(2)]] }) }),
    ],
    [
      'a promise in a held list of objects',
      '{ item { items { text } } }',
      graph({ item: () => ({ items: [Promise.resolve({})] }) }),
    ],
    [
      'a promise in a resolved list of texts',
      '{ texts }',
      graph({ texts: () => ['a', Promise.resolve('b')] }),
    ],
    [
      'a promise in a resolved list of plain objects',
      '{ items { text } }',
      graph({ items: () => [Promise.resolve({})] }),
    ],
    ['a method for a text', '{ item { text } }', graph({ item: () => ({ text: () => 't' }) })],
    ['a method for a Boolean', '{ item { bool } }', graph({ item: () => ({ bool: () => true }) })],
    ['a method for an object', '{ item { self { text } } }', graph({ item: () => ({ self: () => ({}) }) })],
    [
      'a method for an object with resolvers',
      '{ item { self { slow } } }',
      graph({ item: () => ({ self: () => ({}) }) }, { slow: () => 's' }),
    ],
    ['a method for a list', '{ item { texts } }', graph({ item: () => ({ texts: () => [] }) })],
    [
      'a method of a class',
      '{ item { text } }',
      graph({
        item: () =>
          new (class {
            text() {
              return 't';
            }
          })(),
      }),
    ],
    [
      'a method beside a failure',
      '{ text item { text } }',
      graph({
        text: () => {
          throw new Error('x');
        },
        item: () => ({ text: () => 't' }),
      }),
    ],
    [
      'a promise beside a failure',
      '{ text item { text } }',
      graph({
        text: () => {
          throw new Error('x');
        },
        item: () => ({ text: Promise.resolve('t') }),
      }),
    ],
    ['a set for a list', '{ item { texts } }', graph({ item: () => ({ texts: new Set(['a']) }) })],
    [
      'a set for a resolved list of objects',
      '{ items { slow } }',
      graph({ items: () => new Set([{}]) }, { slow: () => 's' }),
    ],
    ['a text for a list', '{ item { texts } }', graph({ item: () => ({ texts: 'abc' }) })],
    [
      'an object for a list',
      '{ item { items { text } } }',
      graph({ item: () => ({ items: { length: 1 } }) }),
    ],
    ['a set within a list', '{ item { matrix } }', graph({ item: () => ({ matrix: [new Set([1])] }) })],
    ['an interface without a type', '{ node { name } }', graph({ node: () => ({ name: 'n' }) })],
    ['an interface of an unknown type', '{ node { name } }', graph({ node: () => ({ __typename: 'Cow' }) })],
    [
      'an interface of a type that does not belong to it',
      '{ node { name } }',
      graph({ node: () => ({ __typename: 'Fish' }) }),
    ],
    ['a union without a type', '{ pet { __typename } }', graph({ pet: () => ({}) })],
    ['a union that is no object', '{ pet { __typename } }', graph({ pet: () => 5 })],
    [
      'an unknown type that comes later',
      '{ nodes { name } }',
      graph({ nodes: () => [{ __typename: 'Cat' }, Promise.resolve({})] }),
    ],
    [
      'a scalar that gives nothing',
      '{ item { any } }',
      schemaOf(TEXT, { scalars: { Any: () => undefined }, fields: { Query: { item: () => ({ any: 1 }) } } }),
    ],
    [
      'a type that is found by a promise',
      '{ pet { __typename } }',
      schemaOf(TEXT, {
        abstract: { Pet: () => Promise.resolve('Fish') },
        fields: { Query: { pet: () => ({}) } },
      }),
    ],
  ];

  it.each(refusedOnes)('is %s', async (_what, query, schema) => {
    await expect(compiled({ schema, query })).rejects.toThrow(NotPlain);
    // And of each, graphql-js makes something: an answer or an error of its own.
    expect(await plainly({ schema, query })).toBeDefined();
  });

  it.each([
    [
      'a held promise for a scalar that takes anything',
      '{ item { any } }',
      graph({ item: () => ({ any: Promise.resolve(1) }) }),
    ],
    [
      'a held promise for a scalar that makes text of it',
      '{ item { shown } }',
      graph({ item: () => ({ shown: Promise.resolve(1) }) }),
    ],
    [
      'a method for a scalar that makes text of it',
      '{ item { shown } }',
      graph({ item: () => ({ shown: () => 1 }) }),
    ],
    [
      'a held promise of another kind, of an object',
      '{ item { self { text } } }',
      graph({ item: () => ({ self: thenable }) }),
    ],
    [
      'a held promise of another kind, of a text',
      '{ item { text } }',
      graph({ item: () => ({ text: thenable }) }),
    ],
    [
      'a promise of another kind in a list of plain objects',
      '{ items { text } }',
      graph({ items: () => [thenable] }),
    ],
  ])('is %s, too', async (_what, query, schema) => {
    await expect(compiled({ schema, query })).rejects.toThrow(NotPlain);
  });

  it.each([
    [
      'a resolveType that throws',
      '{ pet { __typename } }',
      schemaOf(TEXT, {
        abstract: {
          Pet: () => {
            throw new Error('which?');
          },
        },
        fields: { Query: { pet: () => ({}) } },
      }),
    ],
    [
      'a getter that throws above a resolver',
      '{ item { self { slow } } }',
      graph(
        {
          item: () => ({
            get self(): unknown {
              throw new Error('got');
            },
          }),
        },
        { slow: () => 's' },
      ),
    ],
  ])('is not %s, which fails its field', async (_what, query, schema) => {
    expect((await agreed({ schema, query })).errors).toHaveLength(1);
  });

  it('is a type that looks at its values', async () => {
    const schema = graph({ item: () => ({}) });
    const type = schema.getType('Item');
    if (type === undefined || !('isTypeOf' in type)) throw new Error('no type');
    type.isTypeOf = () => true;
    await expect(compiled({ schema, query: '{ item { text } }' })).rejects.toThrow(NotPlannable);
  });

  it('leaves no failure unhandled when it refuses while others are under way', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => {
      unhandled.push(reason);
    };
    process.on('unhandledRejection', note);
    try {
      let release = (): void => undefined;
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const schema = graph({
        text: async () => {
          await gate;
          throw new Error('late');
        },
        node: () => ({}),
      });
      await expect(compiled({ schema, query: '{ text node { name } }' })).rejects.toThrow(NotPlain);
      release();
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });
});

describe('edges at which both writers and graphql-js must be of one mind', () => {
  it('leaves a text that stands for an object with resolvers to graphql-js', async () => {
    const schema = graph({ item: () => 'abc' }, { slow: (source) => source });
    await expect(compiled({ schema, query: '{ item { slow length } }' })).rejects.toThrow(NotPlain);
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

describe('how often resolvers are called', () => {
  it('calls each once for each field of each object, also where something fails', async () => {
    const calls = new Map<string, number>();
    const count =
      (name: string, then: Resolver): Resolver =>
      (source, ...rest) => {
        const key = `${isRecord(source) ? String(source['id']) : 'root'}.${name}`;
        calls.set(key, (calls.get(key) ?? 0) + 1);
        return then(source, ...rest);
      };
    const schema = graph(
      {
        items: count('items', () => [{ id: 1 }, Promise.resolve({ id: 2 }), { id: 3 }]),
        item: count('item', () => Promise.resolve({ id: 4 })),
      },
      {
        slow: count('slow', () => Promise.reject(new Error('x'))),
        mustSlow: count('mustSlow', () => {
          throw new Error('y');
        }),
        slowTexts: count('slowTexts', () => ['a', {}]),
        slowItem: count('slowItem', () => null),
      },
    );
    const query = `{ items { slow ...F slowTexts } items { slow mustSlow } item { ...F slowItem { text } ...F slowItem { int } } }
      fragment F on Item { slow slowTexts }`;
    await compiled({ schema, query });
    const all = ['root.items', 'root.item', '4.slowItem', '4.slow', '4.slowTexts'];
    for (const id of [1, 2, 3]) all.push(`${id}.slow`, `${id}.mustSlow`, `${id}.slowTexts`);
    expect(Object.fromEntries(calls)).toEqual(Object.fromEntries(all.map((key) => [key, 1])));
  });

  it('calls a resolver once for each of its aliases', async () => {
    let calls = 0;
    const schema = graph({ int: () => (calls += 1) });
    await compiled({ schema, query: '{ a: int b: int a: int int }' });
    expect(calls).toBe(3);
  });

  it('calls the resolvers of siblings when one of them throws, and waits for them', async () => {
    const called: string[] = [];
    let finished = false;
    const schema = graph(
      {
        item: () => ({}),
        int: () => called.push('int'),
        text: async () => {
          called.push('text');
          await new Promise((resolve) => setImmediate(resolve));
          finished = true;
          return 'late';
        },
      },
      {
        mustSlow: () => {
          called.push('mustSlow');
          throw new Error('x');
        },
        slow: () => {
          called.push('slow');
          return 's';
        },
      },
    );
    const outcome = await compiled({ schema, query: '{ item { mustSlow slow } text int }' });
    expect(outcome.data).toBe('{"item":null,"text":"late","int":4}');
    expect(called).toEqual(['mustSlow', 'slow', 'text', 'int']);
    expect(finished).toBe(true);
  });

  it('waits for all siblings when one of them rejects first', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const schema = graph({
      text: () => Promise.reject(new Error('first')),
      item: () => gate.then(() => ({ text: 'late' })),
      int: () => gate.then(() => 1),
    });
    const asked = { schema, query: '{ text item { text slow } int }' };
    const answer = compiled(asked);
    await new Promise((resolve) => setImmediate(resolve));
    release();
    expect(await answer).toEqual(await plainly(asked));
    expect((await answer).data).toBe('{"text":null,"item":{"text":"late","slow":null},"int":1}');
  });

  it('calls all resolvers of a level before any promise of it has come', async () => {
    const log: string[] = [];
    const later =
      (name: string): Resolver =>
      () => {
        log.push(name);
        return Promise.resolve({}).then((value) => {
          log.push(`${name} came`);
          return value;
        });
      };
    const schema = graph({ item: later('item'), other: later('other'), must: later('must') });
    await compiled({ schema, query: '{ item { text } other { text } must { text } }' });
    expect(log.slice(0, 3)).toEqual(['item', 'other', 'must']);
  });

  it('hands each execution arguments of its own', async () => {
    const seen: unknown[] = [];
    const schema = graph({
      echo: (_source, args: object) => {
        seen.push({ ...args });
        Reflect.set(args, 'int', 'changed');
        return 1;
      },
    });
    const asked = { schema, query: 'query ($text: String) { echo(text: $text) }' };
    const operation = operationOf(asked);
    await compiled(asked, operation);
    await compiled(asked, operation);
    expect(seen[1]).toEqual(seen[0]);
  });
});

describe('documents that multiply', () => {
  const schema = graph({ item: () => ({ self: { text: 't' } }) });

  /** Planning's work, whatever the speed of the machine: how often the nodes of the document are looked at. */
  function lookedAt(query: string): { plan: () => Promise<unknown>; looks: () => number } {
    let looks = 0;
    const document = parse(query);
    const watched = visit(document, {
      [Kind.SELECTION_SET]: {
        leave: (node) => {
          const { selections } = node;
          return Object.defineProperty({ ...node }, 'selections', {
            enumerable: true,
            get: () => {
              looks += 1;
              return selections;
            },
          });
        },
      },
    });
    const [operation] = watched.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const made = new Operation(schema, watched, operation, new ProgramStore(100_000_000));
    looks = 0;
    return {
      plan: () =>
        made
          .answer(
            undefined,
            {},
            wording(() => '[]'),
          )
          .catch((error: unknown) => {
            if (!isRefusal(error)) throw error;
          }),
      looks: () => looks,
    };
  }

  const DEEP = 14;
  const fragments = (body: (next: string) => string): string =>
    Array.from(
      { length: DEEP },
      (_, level) =>
        `fragment F${level} on Item { ${level === DEEP - 1 ? 'text' : body(`...F${level + 1}`)} }`,
    ).join('\n');

  const kinds: readonly (readonly [string, string])[] = [
    [
      'spreads of one fragment, side by side',
      `{ item { ...F0 ...F0 } } ${fragments((next) => `${next} ${next}`)}`,
    ],
    [
      'fields of their own names',
      `{ item { ...F0 } } ${fragments((next) => `a: self { ${next} } b: self { ${next} }`)}`,
    ],
    [
      'inline fragments',
      `{ item { ...F0 } } ${fragments((next) => `... { ${next} } ... on Item { ${next} }`)}`,
    ],
  ];

  it.each(kinds)('are planned with little work, or refused: %s', async (_what, query) => {
    const { plan, looks } = lookedAt(query);
    await plan();
    expect(looks()).toBeGreaterThan(0);
    expect(looks()).toBeLessThan(5_000);
  });

  it('are planned with little work, or refused: fields that are merged', async () => {
    const { plan, looks } = lookedAt(
      `{ item { ...F0 } item { ...F0 } } ${fragments((next) => `self { ${next} } self { ${next} }`)}`,
    );
    await plan();
    expect(looks()).toBeGreaterThan(0);
    expect(looks()).toBeLessThan(5_000);
  });
});
