import { GraphQLError } from 'graphql';
import { describe, it } from 'vitest';
import { type Resolver } from '../support/compiled-execution.js';
import { agreed, graph, isRecord } from './agreement.js';

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
});
