import { describe, expect, it } from 'vitest';
import { agreed, data, graph, isRecord } from './agreement.js';

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
});
