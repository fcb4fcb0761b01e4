import { describe, expect, it } from 'vitest';
import { data, graph } from './agreement.js';

describe('the compiled execution of what succeeds', () => {
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
});
