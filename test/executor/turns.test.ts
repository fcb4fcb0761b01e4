import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { payloadLength } from '../../src/executor/JsonWriter.js';
import { LimitExceeded } from '../../src/executor/limits.js';
import { WORK_OF_FAILURE, WORK_OF_PROMISE, WORK_OF_TURN } from '../../src/executor/turns.js';
import {
  compiled,
  executed,
  formatting,
  operationOf,
  plainly,
  schemaOf,
  type Asked,
} from '../support/compiled-execution.js';
import { UnsupportedValue } from '../support/executor.js';
import { Turns } from '../support/turns.js';

const COUNT = 20_000;
const SLICE_BYTES = 2 * 1_048_576;
/** Between two looks at the turn. */
const LOOK = 1_024;

/** What an execution of these tests calls, and in which turn of the event loop. */
class Calls extends Turns {
  readonly ended: string[] = [];
}

function called(context: unknown): void {
  if (context instanceof Calls) context.note();
}

function objects(count: number): object[] {
  return Array.from({ length: count }, () => ({}));
}

const schema = schemaOf(
  `type Query { items(count: Int!): [Item!] few: [Item!] any: [Any!] odd: [Item!] }
  type Mutation { first: [Item!] second: [Item!] }
  union Any = Item
  type Item { name: String later: String late: Item fails: Item below(count: Int = 11): [Item!] text: String }`,
  {
    fields: {
      Query: {
        items: (_source, { count }) => objects(Number(count)),
        few: () => objects(11),
        any: () => objects(COUNT * 4),
        odd: () => [...objects(COUNT * 3), 'no object'],
      },
      Mutation: {
        first: () => objects(COUNT * 4),
        second: (_source, _args, context) => {
          if (context instanceof Calls) context.ended.push(`first: ${context.count} calls`);
          return objects(1);
        },
      },
      Item: {
        name: (_source, _args, context) => {
          called(context);
          return 'name';
        },
        later: (_source, _args, context) => {
          called(context);
          return Promise.resolve('later');
        },
        late: (_source, _args, context) => {
          called(context);
          return Promise.resolve({});
        },
        fails: (_source, _args, context) => {
          called(context);
          throw new Error('fails');
        },
        below: (_source, { count }, context) => {
          called(context);
          return objects(Number(count));
        },
        text: () => 'x'.repeat(1_000),
      },
    },
    abstract: {
      Any: (_value, context) => {
        called(context);
        return 'Item';
      },
    },
  },
);

async function watched(asked: Omit<Asked, 'schema' | 'context'>) {
  const calls = new Calls();
  calls.start();
  const outcome = await compiled({ schema, ...asked, context: calls });
  calls.stop();
  return { calls, outcome };
}

/** Executes a query, and counts the slices in which its response is written: before each, it is asked for. */
async function written(query: string) {
  const calls = new Calls();
  let slices = 0;
  calls.start();
  const parts = formatting(() => '[]');
  const { payload, errors } = await executed(
    operationOf({ schema, query }),
    { context: calls },
    {
      ...parts,
      limits: { ...parts.limits, maxErrors: 10 },
      isWanted: () => {
        slices += 1;
        return true;
      },
    },
  );
  calls.stop();
  return { calls, slices, errors, bytes: payloadLength(payload) };
}

// The clock stands still: what is seen here is by the work alone.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('an execution that takes long', () => {
  it.each([
    ['objects of one list', `{ items(count: ${COUNT * 4}) { name } }`, 1],
    ['objects of short lists', '{ few { below { below { below { below { name } } } } } }', 1],
    ['promises', `{ items(count: ${COUNT}) { later } }`, WORK_OF_PROMISE],
    ['objects behind promises', `{ items(count: ${COUNT}) { late { later } } }`, WORK_OF_PROMISE],
    ['values of an abstract type', '{ any { ... on Item { __typename } } }', 1],
  ])('calls only so many resolvers in each turn of the event loop: %s', async (_what, query, work) => {
    const { calls, outcome } = await watched({ query });
    expect(calls.count).toBeGreaterThanOrEqual(COUNT);
    expect(calls.most).toBeLessThanOrEqual((WORK_OF_TURN + LOOK) / work);
    expect(calls.turns).toBeGreaterThanOrEqual(Math.floor((calls.count * work) / (WORK_OF_TURN + LOOK)));
    const plain = await plainly({ schema, query });
    expect(outcome.errors.length).toBe(plain.errors.length);
    expect(outcome.data === plain.data).toBe(true);
  });

  it('does a small one in between', async () => {
    const calls = new Calls();
    const ask = async (name: string, query: string): Promise<void> => {
      await compiled({ schema, query, context: calls });
      calls.ended.push(name);
    };
    const long = ask('long', `{ items(count: ${COUNT * 5}) { name } }`);
    await new Promise((goOn) => {
      setImmediate(goOn);
    });
    await Promise.all([long, ask('small', '{ few { later name } }')]);
    expect(calls.ended).toEqual(['small', 'long']);
  });

  it('does the fields of a mutation one after the other all the same', async () => {
    const { calls, outcome } = await watched({ query: 'mutation { first { name } second { name } }' });
    expect(calls.ended).toEqual([`first: ${COUNT * 4} calls`]);
    expect(calls.most).toBeLessThanOrEqual(WORK_OF_TURN + LOOK);
    expect(outcome.errors).toEqual([]);
  });

  it('ends in whichever turn it comes to a limit, or to what it does not know', async () => {
    for (const [query, error] of [
      [`{ items(count: ${COUNT * 4}) { name } }`, new LimitExceeded('values')],
      ['{ odd { name } }', new UnsupportedValue('no object')],
    ] as const) {
      const calls = new Calls();
      const parts = formatting(() => expect.unreachable());
      await expect(
        executed(
          operationOf({ schema, query }),
          { context: calls },
          { ...parts, limits: { ...parts.limits, maxValues: COUNT * 3.5 } },
        ),
      ).rejects.toEqual(error);
      const { count } = calls;
      expect(count).toBeGreaterThanOrEqual(COUNT * 3);
      await new Promise((goOn) => {
        setImmediate(goOn);
      });
      expect(calls.count).toBe(count);
    }
  });
});

describe('the response of an execution that takes long', () => {
  it('is written in slices where lists are long by the lists around them', async () => {
    const query = '{ few { below { below { below { text } } } } }';
    const { slices, bytes } = await written(query);
    expect(bytes).toBeGreaterThan(11 ** 4 * 1_000);
    expect(slices).toBeGreaterThanOrEqual(Math.floor(bytes / SLICE_BYTES));
  });

  it('is written in slices where it is short, for the work that its failures are', async () => {
    const { calls, slices, errors } = await written(`{ items(count: ${COUNT}) { fails { name } } }`);
    expect(errors).toBe(COUNT);
    expect(calls.most).toBeLessThanOrEqual((WORK_OF_TURN + LOOK) / WORK_OF_FAILURE);
    expect(slices).toBeGreaterThanOrEqual(1 + Math.floor((COUNT * WORK_OF_FAILURE) / WORK_OF_TURN));
  });
});
