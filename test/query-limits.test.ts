import { parse, validate, type OperationDefinitionNode } from 'graphql';
import { describe, expect, it } from 'vitest';
import { depthLimit } from '../src/query-limits/depth-limit.js';
import { nodeCount } from '../src/query-limits/node-count.js';
import { buildSubgraph } from '../src/subgraph.js';

const { schema } = buildSubgraph();

function count(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const [operation] = document.definitions;
  return nodeCount(schema, document, operation as OperationDefinitionNode, variables);
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
    ['the default of a variable', 'query ($n: Int! = 20) { salesUnits(first: $n) { totalCount } }', 20],
    [
      'a fragment spread twice',
      '{ a: salesUnits(first: 3) { ...P } b: salesUnits(first: 3) { ...P } } fragment P on SalesUnitConnection { nodes { merchant { salesUnits(first: 2) { totalCount } } } }',
      18,
    ],
    [
      'entities',
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Merchant { salesUnits(first: 4) { totalCount } } } }',
      15,
      { r: [{}, {}, {}] },
    ],
  ])('of %s', (_what, query, expected, variables) => {
    expect(count(query, variables)).toBe(expected);
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
    expect(count(query)).toBeGreaterThan(1e6);
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
