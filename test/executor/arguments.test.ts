import { describe, expect, it } from 'vitest';
import { compiled, plainly, type Resolver } from '../support/compiled-execution.js';
import { agreed, graph } from './agreement.js';

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
        facts: [info.fieldName, String(info.returnType), String(info.parentType), info.fieldNodes.length],
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

  it('fails the field of a resolver that asks for its path, which one plan for all objects does not know', async () => {
    const schema = graph({ item: (_source, _args, _context, info) => ({ text: info.path.key }) });
    const asked = { schema, query: '{ item { text } int }' };
    expect(await plainly(asked)).toEqual({ data: '{"item":{"text":"item"},"int":null}', errors: [] });
    expect(await compiled(asked)).toEqual({
      data: '{"item":null,"int":null}',
      errors: [
        {
          message: 'item: compiled operations tell resolvers no path',
          path: ['item'],
          locations: ['1:3'],
          extensions: {},
        },
      ],
    });
  });
});
