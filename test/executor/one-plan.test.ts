import { Kind, visit, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  compile,
  compiled,
  executed,
  formatting,
  isRefusal,
  operationOf,
  plainly,
} from '../support/compiled-execution.js';
import { graph } from './agreement.js';

describe('the compiled execution of what succeeds', () => {
  it('answers again and again from one plan, with no memory of the response before', async () => {
    let turn = 0;
    const schema = graph({ item: () => ({ text: `turn ${turn}` }) }, { slow: () => Promise.resolve(turn) });
    const asked = { schema, query: 'query ($int: Int) { item { text slow } echo(int: $int) }' };
    const operation = operationOf(asked);
    for (turn = 0; turn < 3; turn += 1) {
      const again = { ...asked, variables: { int: turn } };
      expect(await compiled(again, operation)).toEqual(await plainly(again));
    }
  });

  it('keeps concurrent executions of one plan apart', async () => {
    const schema = graph(
      { item: (_source, _args, context) => Promise.resolve({ text: context }) },
      { slow: (_source, _args, context) => Promise.resolve(context) },
    );
    const asked = {
      schema,
      query: 'query ($int: Int) { item { text slow slowItem { text } } echo(int: $int) }',
    };
    const operation = operationOf(asked);
    const all = Array.from({ length: 30 }, (_, int) => ({
      ...asked,
      variables: { int },
      context: `c${int}`,
    }));
    const answers = await Promise.all(all.map((each) => compiled(each, operation)));
    expect(answers).toEqual(await Promise.all(all.map(plainly)));
  });
});

describe('documents that multiply', () => {
  const schema = graph({ item: () => ({ self: { text: 't' } }) });

  /** Planning's work, whatever the speed of the machine: how often the nodes of the document are looked at. */
  function lookedAt(query: string): { plan: () => Promise<unknown>; looks: () => number } {
    let looks = 0;
    const document = parse(query);
    const watched = visit(document, {
      [Kind.SELECTION_SET]: {
        leave: (node) => {
          const { selections } = node;
          return Object.defineProperty({ ...node }, 'selections', {
            enumerable: true,
            get: () => {
              looks += 1;
              return selections;
            },
          });
        },
      },
    });
    const [operation] = watched.definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation');
    const made = compile({ schema, document: watched, operation });
    looks = 0;
    return {
      plan: () =>
        executed(
          made,
          {},
          formatting(() => '[]'),
        ).catch((error: unknown) => {
          if (!isRefusal(error)) throw error;
        }),
      looks: () => looks,
    };
  }

  const DEEP = 14;
  const fragments = (body: (next: string) => string): string =>
    Array.from(
      { length: DEEP },
      (_, level) =>
        `fragment F${level} on Item { ${level === DEEP - 1 ? 'text' : body(`...F${level + 1}`)} }`,
    ).join('\n');

  const kinds: readonly (readonly [string, string])[] = [
    [
      'spreads of one fragment, side by side',
      `{ item { ...F0 ...F0 } } ${fragments((next) => `${next} ${next}`)}`,
    ],
    [
      'fields of their own names',
      `{ item { ...F0 } } ${fragments((next) => `a: self { ${next} } b: self { ${next} }`)}`,
    ],
    [
      'inline fragments',
      `{ item { ...F0 } } ${fragments((next) => `... { ${next} } ... on Item { ${next} }`)}`,
    ],
  ];

  it.each(kinds)('are planned with little work, or refused: %s', async (_what, query) => {
    const { plan, looks } = lookedAt(query);
    await plan();
    expect(looks()).toBeGreaterThan(0);
    expect(looks()).toBeLessThan(5_000);
  });

  it('are planned with little work, or refused: fields that are merged', async () => {
    const { plan, looks } = lookedAt(
      `{ item { ...F0 } item { ...F0 } } ${fragments((next) => `self { ${next} } self { ${next} }`)}`,
    );
    await plan();
    expect(looks()).toBeGreaterThan(0);
    expect(looks()).toBeLessThan(5_000);
  });
});
