import { describe, expect, it } from 'vitest';
import { compiled, plainly, schemaOf } from '../support/compiled-execution.js';
import { UnsupportedValue, UnsupportedOperation } from '../support/executor.js';
import { TEXT, agreed, graph } from './agreement.js';

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
    await expect(compiled({ schema, query })).rejects.toThrow(UnsupportedValue);
    // And of each, graphql-js makes something: a response or an error of its own.
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
    await expect(compiled({ schema, query })).rejects.toThrow(UnsupportedValue);
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
    await expect(compiled({ schema, query: '{ item { text } }' })).rejects.toThrow(UnsupportedOperation);
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
      await expect(compiled({ schema, query: '{ text node { name } }' })).rejects.toThrow(UnsupportedValue);
      release();
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });
});
