import { describe, expect, it } from 'vitest';
import { executed, formatting, operationOf } from '../support/compiled-execution.js';
import { agreed, graph, isRecord } from './agreement.js';

describe('the compiled execution of what fails', () => {
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
    const parts = formatting((errors) => {
      causes.push(...errors.map(({ originalError }) => originalError));
      return '[]';
    });
    await executed(operation, {}, parts);
    expect(causes).toEqual([cause, cause]);
    expect(causes[0]).toBe(cause);
  });

  it('gives up with what the formatting of errors throws', async () => {
    const schema = graph({
      text: () => {
        throw new Error('x');
      },
    });
    const abandoned = new Error('abandoned');
    const parts = formatting(() => {
      throw abandoned;
    });
    const execution = executed(operationOf({ schema, query: '{ text }' }), {}, parts);
    await expect(execution).rejects.toBe(abandoned);
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
