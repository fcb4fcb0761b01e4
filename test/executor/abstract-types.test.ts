import { describe, expect, it } from 'vitest';
import { data, graph } from './agreement.js';

describe('the compiled execution of what succeeds', () => {
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
});
