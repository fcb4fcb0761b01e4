import { execute, parse } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QueryLimits } from '../../src/query-limits/limits.js';
import { WORK_OF_TURN } from '../../src/executor/turns.js';
import { ExecutionUsage, meteredFieldResolver, meteredSchema } from '../../src/server/metered-schema.js';
import { schemaOf } from '../support/compiled-execution.js';
import { limitsWith } from '../support/limits.js';
import { Turns } from '../support/turns.js';

const COUNT = 20_000;
/** What a field costs graphql-js, and how often the turn is looked at. */
const WORK_OF_FIELD = 8;
const LOOK = 1_024;

class Context extends Turns {
  readonly usage: ExecutionUsage;
  excesses = 0;

  constructor(limits: Partial<QueryLimits>) {
    super();
    this.usage = new ExecutionUsage(
      limitsWith(limits),
      () => false,
      () => {
        this.excesses += 1;
      },
    );
  }
}

const schema = schemaOf(
  `type Query { items(count: Int!): [Item!] }
  type Item { name: String later: String held: String fails: String below: [Item!] said: [Said!] }
  type Said { text: String number: Float is: Boolean none: Int words: [String] }`,
  {
    fields: {
      Query: {
        items: (_source, { count }) => Array.from({ length: Number(count) }, () => ({ held: 'held' })),
      },
      Item: {
        name: (_source, _args, context) => noted(context, 'name'),
        later: (_source, _args, context) => Promise.resolve(noted(context, 'later')),
        said: () => [
          { text: 'blåbærsyltetøy på brød', number: -12.5, is: false, none: null, words: ['æ', null, 'ø'] },
          { text: '', number: 1e21, is: true, none: undefined, words: [] },
        ],
        fails: (_source, _args, context) => {
          noted(context, '');
          throw new Error('fails');
        },
        below: (_source, _args, context) => noted(context, eleven({ held: 'held' })),
      },
    },
  },
);

function eleven<T>(item: T): T[] {
  return Array.from({ length: 11 }, () => item);
}

function noted<T>(context: unknown, value: T): T {
  if (context instanceof Context) context.note();
  return value;
}

function usageOf(context: unknown): ExecutionUsage | undefined {
  return context instanceof Context ? context.usage : undefined;
}

const metered = meteredSchema(schema, usageOf);

async function run(query: string, limits: Partial<QueryLimits> = {}) {
  const context = new Context(limits);
  context.start();
  const { data, errors = [] } = await execute({
    schema: metered,
    document: parse(query),
    contextValue: context,
    fieldResolver: meteredFieldResolver(usageOf),
  });
  context.stop();
  return { context, data: JSON.stringify(data), errors };
}

// The clock stands still: what is seen here is by the work alone.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an execution by graphql-js that takes long', () => {
  it.each([
    ['values', COUNT, 'held name', { held: 'held', name: 'name' }],
    ['promises', COUNT, 'later', { later: 'later' }],
    [
      'lists',
      COUNT / 100,
      'below { below { name } }',
      { below: eleven({ below: eleven({ name: 'name' }) }) },
    ],
    ['failures', COUNT, 'fails', { fails: null }],
  ])('calls only so many resolvers in each turn of the event loop: %s', async (what, items, fields, item) => {
    const { context, data, errors } = await run(`{ items(count: ${items}) { ${fields} } }`);
    expect(context.count).toBeGreaterThanOrEqual(COUNT);
    expect(context.most).toBeLessThanOrEqual((WORK_OF_TURN + LOOK) / WORK_OF_FIELD);
    expect(errors.length).toBe(what === 'failures' ? COUNT : 0);
    expect(data === JSON.stringify({ items: Array.from({ length: items }, () => item) })).toBe(true);
  });

  it('stops in whichever turn it comes to a limit', async () => {
    const { context, errors } = await run(`{ items(count: ${COUNT}) { name } }`, { maxValues: COUNT / 2 });
    expect(context.count).toBeLessThanOrEqual(COUNT / 2);
    expect(context.count).toBeGreaterThan(WORK_OF_TURN / WORK_OF_FIELD);
    expect(context.excesses).toBe(1);
    expect(context.usage.excess).toBe('values');
    expect(errors.length).toBeGreaterThan(0);
  });
});

it('the bytes of an execution by graphql-js are those of its answer, and one for each object', async () => {
  const query = '{ items(count: 100) { said { text number is none words } } }';
  const { data } = await run(query);
  const bytes = Buffer.byteLength(data);
  const objects = 1 + 100 + 200;
  for (const [maxBytes, excess] of [
    [bytes + objects, undefined],
    [bytes - objects, 'bytes'],
  ] as const) {
    const { context } = await run(query, { maxBytes });
    expect(context.usage.excess).toBe(excess);
  }
});
