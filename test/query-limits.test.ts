import { getVariableValues, parse, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { documentLimits } from '../src/query-limits/document-limits.js';
import { depthLimit } from '../src/query-limits/depth-limit.js';
import { ItemCount } from '../src/query-limits/ItemCount.js';
import { costFault, leastCost, operationCost } from '../src/query-limits/operation-cost.js';
import { Representations } from '../src/query-limits/representations.js';
import { vipps } from '../src/subgraphs/vipps.js';

const { schema } = vipps.build();

function cost(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const [operation] = document.definitions;
  const node = operation as OperationDefinitionNode;
  const { coerced = {} } = getVariableValues(schema, node.variableDefinitions ?? [], variables);
  return operationCost(schema, document, node, coerced);
}

describe('the count of items a query may ask for', () => {
  it.each<[string, string, number, Record<string, unknown>?]>([
    ['a single thing', '{ salesUnit(msn: "1234") { name merchant { name } } }', 0],
    ['one page', '{ salesUnits(first: 10) { nodes { name } } }', 10],
    ['the default page', '{ salesUnits { nodes { name } } }', 50],
    [
      'a page within a page',
      '{ salesUnits(first: 10) { nodes { merchant { salesUnits(first: 5) { nodes { name } } } } } }',
      60,
    ],
    [
      'nodes and edges of one page',
      '{ salesUnits(first: 10) { nodes { name } edges { node { merchant { salesUnits(first: 5) { totalCount } } } } } }',
      60,
    ],
    ['two aliases', '{ a: salesUnits(first: 10) { totalCount } b: salesUnits(first: 7) { totalCount } }', 17],
    ['a variable', 'query ($n: Int!) { salesUnits(first: $n) { totalCount } }', 30, { n: 30 }],
    ['a variable that is not given', 'query ($n: Int) { salesUnits(first: $n) { totalCount } }', 50],
    ['the default of a variable', 'query ($n: Int! = 20) { salesUnits(first: $n) { totalCount } }', 20],
    [
      'a fragment spread twice',
      '{ a: salesUnits(first: 3) { ...P } b: salesUnits(first: 3) { ...P } } fragment P on SalesUnitConnection { nodes { merchant { salesUnits(first: 2) { totalCount } } } }',
      18,
    ],
    [
      'ledgers, as many as may come at most',
      '{ ledgers { nodes { salesEvents(first: 1000) { nodes { time } } funds(first: 1000) { nodes { time } } fees(last: 1000) { nodes { time } } } } }',
      50 + 50 * 3_000,
    ],
    [
      'fewer ledgers than that',
      '{ ledgers(first: 3) { nodes { funds(first: 10) { nodes { time } } } } }',
      33,
    ],
    [
      'ledgers of their owners of ledgers',
      '{ ledgers(first: 1000) { nodes { owner { ledgers(first: 1000) { nodes { fees(first: 5) { nodes { time } } } } } } } }',
      1_000 + 1_000 * (1_000 + 1_000 * 5),
    ],
    [
      'the last items, instead of the first',
      '{ ledger(ledgerId: "1") { funds(last: 7) { isComplete } } }',
      7,
    ],
    [
      'the last items by a variable',
      'query ($n: Int) { ledger(ledgerId: "1") { funds(last: $n) { isComplete } } }',
      9,
      { n: 9 },
    ],
    [
      'entities',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Merchant { salesUnits(first: 4) { totalCount } } } }',
      15,
      { r: [{}, {}, {}] },
    ],
  ])('of %s', (_what, query, expected, variables) => {
    expect(cost(query, variables).items).toBe(expected);
  });

  it('is quick for fragments within fragments', () => {
    const fragments = Array.from({ length: 25 }, (_, index) => {
      const next =
        index === 24
          ? 'name'
          : `a: merchant { ...F${String(index + 1)} } b: merchant { ...F${String(index + 1)} }`;
      return `fragment F${String(index)} on Merchant { salesUnits(first: 1) { nodes { ${next} } } }`;
    });
    const query = `{ salesUnit(msn: "1234") { merchant { ...F0 } } } ${fragments.join('\n').replaceAll('nodes { name }', 'totalCount')}`;
    expect(cost(query).items).toBeGreaterThan(1e6);
  });
});

describe('the count of items while the lists of an operation come', () => {
  const document = parse(
    '{ ledgers(first: 1000) { nodes { funds(first: 10) { isComplete } owner { salesUnits(first: 1000) { edges { node { name } } } } } } }',
  );
  const [operation] = document.definitions;
  const least = leastCost(schema, document, operation as OperationDefinitionNode, {});
  const [[nodes, perItem] = []] = least.perItem;

  it('begins with one item of each list that is given whole', () => {
    expect(least.items).toBe(1 + 10 + 1);
    expect(least.perItem.size).toBe(1);
    expect(nodes?.name.value).toBe('nodes');
    expect(perItem).toBe(11);
  });

  it('goes on with what really comes, to the last item that may', () => {
    const all = nodes === undefined ? [] : [nodes];
    const count = new ItemCount(least, 36);
    expect(count.came(all, 3)).toBe(true);
    expect(count.report).toEqual({ items: 36 });
    expect(new ItemCount(least, 35).came(all, 3)).toBe(false);
    const none = new ItemCount(least, 12);
    expect(none.came(all, 0)).toBe(true);
    expect(none.report).toEqual({ items: 0 });
  });
});

describe('the cost of an operation', () => {
  it('counts every value in the answer, also under aliases and in fragments', () => {
    expect(
      cost('{ salesUnits(first: 10) { nodes { a: msn b: msn ...F } } } fragment F on SalesUnit { name }')
        .values,
    ).toBe(41);
  });

  it('counts changes, also in fragments', () => {
    const change = (alias: string): string =>
      `${alias}: deleteCategory(input: { msn: "1234", categoryId: "x" }) { userErrors { code } }`;
    expect(
      cost(`mutation { ${change('a')} ...F } fragment F on Mutation { ${change('b')} ${change('c')} }`)
        .changes,
    ).toBe(3);
    expect(cost('{ a: __typename b: __typename }').changes).toBe(0);
  });

  it.each([
    [
      { items: 11, values: 0, changes: 0 },
      'The query asks for up to 11 items; at most 10 are allowed. Lists count by their first argument, or its default. Ask for smaller pages or less nesting.',
    ],
    [
      { items: 10, values: 21, changes: 0 },
      'The query asks for up to 21 values; at most 20 are allowed. Ask for smaller pages or fewer fields.',
    ],
    [
      { items: 10, values: 20, changes: 4 },
      'The operation makes 4 changes; at most 3 are allowed in one request.',
    ],
    [{ items: 10, values: 20, changes: 3 }, undefined],
  ])('%j is told in a sentence', (sum, fault) => {
    expect(costFault(sum, { maxItems: 10, maxValues: 20, maxChanges: 3 })?.message).toBe(fault);
  });
});

describe('representations', () => {
  const fault = (representations: unknown): string | undefined => {
    const document = parse('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }');
    const [operation] = document.definitions;
    return new Representations(schema, document, operation as OperationDefinitionNode).fault({
      r: representations,
    });
  };

  it.each([
    [[{ __typename: 'SalesUnit', msn: null }, { __typename: 'Merchant' }], undefined],
    [[{ __typename: 'SalesUnit' }, 'x'], 'representations.1 must be an object.'],
    [[[]], 'representations.0 must be an object.'],
    [[{}], expect.stringMatching(/^representations\.0\.__typename must be one of Category, FeesEntry, /)],
    [
      [{ __typename: 'constructor' }],
      expect.stringMatching(/^representations\.0\.__typename must be one of /),
    ],
    [[{ __typename: 'Money' }], expect.stringMatching(/^representations\.0\.__typename must be one of /)],
  ])('%j are looked at before anything is resolved', (representations, expected) => {
    expect(fault(representations)).toEqual(expected);
  });
});

describe('the depth limit', () => {
  const faults = (query: string): readonly string[] =>
    validate(schema, parse(query), [depthLimit(5)]).map(({ message }) => message);

  it('lets through what is as deep as allowed, also in fragments', () => {
    expect(faults('{ salesUnits { nodes { merchant { businessIdentifier { id } } } } }')).toEqual([]);
    expect(
      faults('{ ...Q } fragment Q on Query { salesUnits { ... { nodes { merchant { name } } } } }'),
    ).toEqual([]);
  });

  it('refuses what is deeper, with the figures', () => {
    const message = 'The query nests 6 levels of fields; at most 5 are allowed.';
    expect(faults('{ salesUnits { nodes { merchant { salesUnits { nodes { name } } } } } }')).toEqual([
      message,
    ]);
    expect(
      faults(
        '{ salesUnits { nodes { ...U } } } fragment U on SalesUnit { merchant { salesUnits { nodes { name } } } }',
      ),
    ).toEqual([message]);
  });

  it('comes to an end with a fragment that spreads itself, which another rule refuses', () => {
    expect(
      faults(
        '{ salesUnits { nodes { ...U } } } fragment U on SalesUnit { merchant { ...M } } fragment M on Merchant { salesUnits { nodes { ...U } } }',
      ),
    ).toEqual([]);
  });

  it('leaves introspection alone', () => {
    expect(faults('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }')).toEqual([]);
  });
});

describe('the limits of documents', () => {
  const few = { maxRootFields: 3, maxAliases: 1_000, maxDirectives: 4 };
  const faults = (query: string): readonly string[] =>
    validate(schema, parse(query), [documentLimits({ ...few, maxAliases: 2 })]).map(({ message }) => message);

  it('count root fields, those in fragments too', () => {
    expect(faults('{ a: __typename __typename ...F } fragment F on Query { b: __typename }')).toEqual([]);
    expect(faults('{ __typename __typename ...F } fragment F on Query { __typename __typename }')).toEqual([
      'The operation has more than 3 root fields. Ask for fewer things in one request.',
    ]);
  });

  it('count directives as they are written, wherever they stand', () => {
    const query = (more: string): string =>
      `query ($a: Boolean!) { salesUnit(msn: "1234") @skip(if: $a) { ...F @include(if: $a) ... @skip(if: $a) { msn } merchant { salesUnits { nodes { ...F } } } } } fragment F on SalesUnit { name @skip(if: $a) ${more} }`;
    expect(faults(query(''))).toEqual([]);
    expect(faults(query('msn @include(if: true)'))).toEqual([
      'The document has more than 4 directives. Ask for fewer things under conditions.',
    ]);
  });

  it('count an alias once, wherever its fragment is spread', () => {
    const spread = (names: string): string =>
      `{ salesUnit(msn: "1234") { ...F merchant { salesUnits { nodes { ...F } } } } } fragment F on SalesUnit { ${names} }`;
    expect(faults(spread('a: msn b: msn'))).toEqual([]);
    expect(faults(spread('a: msn b: msn c: msn'))).toEqual([
      'The document has more than 2 aliases. Ask for fewer things in one request.',
    ]);
  });

  it('come to an end with fragments that spread themselves, which another rule refuses', () => {
    const units = 'merchant { salesUnits { nodes { ...F } } }';
    expect(
      faults(`{ salesUnit(msn: "1234") { ...F ...F } } fragment F on SalesUnit { ${units} ${units} }`),
    ).toEqual([]);
  });

  it('count fields at each place that their fragment is spread at, up to what takes some milliseconds', () => {
    const fragments = Array.from({ length: 30 }, (_, index) => {
      const next =
        index === 29 ? 'name' : `a: merchant { ...F${index + 1} } b: merchant { ...F${index + 1} }`;
      return `fragment F${index} on Merchant { ${next} }`;
    });
    const query = `{ salesUnit(msn: "1234") { ...F0 ...F0 } } ${fragments.join(' ')}`;
    expect(validate(schema, parse(query), [documentLimits(few)])).toHaveLength(0);
    const wide = `{ ${Array.from({ length: 60 }, (_, index) => `u${index}: salesUnit(msn: "1234") { ...F }`).join(' ')} } fragment F on SalesUnit { ${'msn '.repeat(2)} ${Array.from({ length: 900 }, (_, index) => `a${index}: msn`).join(' ')} }`;
    expect(
      validate(schema, parse(wide), [documentLimits({ ...few, maxRootFields: 100 })]).map(
        ({ message }) => message,
      ),
    ).toEqual([expect.stringContaining('more than 50000 fields')]);
  });
});
