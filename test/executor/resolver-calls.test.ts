import { describe, expect, it } from 'vitest';
import { compiled, operationOf, plainly, type Resolver } from '../support/compiled-execution.js';
import { graph, isRecord } from './agreement.js';

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
