import { describe, expect, it } from 'vitest';
import { LimitExceeded, type ExecutionLimits } from '../../src/executor/limits.js';
import { executed, formatting, operationOf, schemaOf } from '../support/compiled-execution.js';

let calls = 0;
const schema = schemaOf(
  `type Query { item: Item items: [Item!] texts: [String] }
  type Item { name: String fails: String children: [Item!] later: [Item!] held: [Held!] }
  type Held { a: String b: String }`,
  {
    fields: {
      Query: {
        item: () => ({}),
        items: () => Array.from({ length: 10_000 }, () => ({})),
        texts: () => Array.from({ length: 100 }, () => 'x'.repeat(1_000)),
      },
      Item: {
        children: () => {
          calls += 1;
          return Array.from({ length: 11 }, () => ({}));
        },
        later: () => {
          calls += 1;
          return Promise.resolve(Array.from({ length: 11 }, () => ({})));
        },
        fails: () => {
          throw new Error('fails');
        },
      },
    },
  },
);

const NONE: ExecutionLimits = { maxItems: 1e9, maxValues: 1e9, maxBytes: 1e9, maxErrors: 1e9 };

async function run(query: string, limits: Partial<ExecutionLimits>, isOverdue = () => false) {
  calls = 0;
  let told = 0;
  let leftOut = 0;
  const execution = await executed(
    operationOf({ schema, query }),
    {},
    {
      ...formatting((errors, more) => {
        told = errors.length;
        leftOut = more;
        return '[]';
      }),
      limits: { ...NONE, ...limits },
      isOverdue,
    },
  );
  return { told, leftOut, errors: execution.errors };
}

function nested(field: string, levels: number): string {
  return levels === 0 ? 'name' : `${field} { ${nested(field, levels - 1)} }`;
}

describe('an execution that makes too much', () => {
  it.each([
    ['items', { maxItems: 500 }, 'children'],
    ['items', { maxItems: 500 }, 'later'],
    ['values', { maxValues: 500 }, 'children'],
    ['values', { maxValues: 500 }, 'later'],
  ] as const)('of %s is stopped, and calls no resolver any more: %j, %s', async (excess, limits, field) => {
    // Seven levels of eleven items would be twenty million.
    await expect(run(`{ item { ${nested(field, 7)} } }`, limits)).rejects.toEqual(new LimitExceeded(excess));
    const after = calls;
    expect(after).toBeLessThan(700);
    await new Promise((goOn) => {
      setImmediate(goOn);
    });
    expect(calls).toBe(after);
  });

  it('of bytes is stopped', async () => {
    await expect(run('{ texts }', { maxBytes: 50_000 })).rejects.toEqual(new LimitExceeded('bytes'));
    await expect(run('{ texts }', { maxBytes: 200_000 })).resolves.toMatchObject({ errors: 0 });
  });

  it('is stopped when its time is over, though it never gives a timer a turn', async () => {
    let looks = 0;
    await expect(
      run(`{ item { ${nested('children', 7)} } }`, {}, () => {
        looks += 1;
        return looks > 3;
      }),
    ).rejects.toEqual(new LimitExceeded('time'));
    expect(calls).toBeLessThan(20_000);
  });

  it('counts what comes near its limits and stays within them', async () => {
    const limits = { maxItems: 121 + 11, maxValues: 1 + 1 + 11 + 121 };
    await expect(run(`{ item { ${nested('children', 2)} } }`, limits)).resolves.toMatchObject({ errors: 0 });
    await expect(run(`{ item { ${nested('children', 2)} } }`, { ...limits, maxItems: 131 })).rejects.toEqual(
      new LimitExceeded('items'),
    );
  });
});

describe('an execution with many errors', () => {
  it('tells the first ones and counts the others', async () => {
    expect(await run('{ items { fails } }', { maxErrors: 100 })).toEqual({
      told: 100,
      leftOut: 9_900,
      errors: 10_000,
    });
  });
});
