import { readFile } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  compiled,
  operationOf,
  plainly,
  schemaOf,
  type Asked,
  executed,
  formatting,
} from '../support/compiled-execution.js';

const SLICE_BYTES = 2 * 1_048_576;
const ITEM_BYTES = 9_000;
const ITEMS = 1_000;

/** A slice ends after this time too. */
const SLICE_MS = 20;
/** Where the writer looks at the clock. */
const CHUNK_BYTES = 65_536;

/** Notes which response is written, item by item, and how many turns others had. */
interface Log {
  turns: number;
  readonly written: { readonly response: string; readonly turn: number }[];
  /** How long each item takes, on the clock of these tests. */
  msPerItem?: number;
}

const schema = schemaOf(
  `scalar Noted
  type Query { items(first: Int!): [Item] strictItems(first: Int!): [Item!] must(first: Int!): [Item!]! page(first: Int!): Page small: String }
  type Page { nodes: [Item!]! }
  type Item { text: Noted! fails: String mustFail: String! late: String }`,
  {
    scalars: {
      Noted: (value) => {
        if (!(value instanceof Text)) throw new TypeError('no text of these tests');
        value.log.written.push({ response: value.response, turn: value.log.turns });
        vi.advanceTimersByTime(value.log.msPerItem ?? 0);
        return value.text;
      },
    },
    fields: {
      Query: {
        items: (_source, { first }, context) => itemsOf(first, context),
        strictItems: (_source, { first }, context) => itemsOf(first, context),
        must: (_source, { first }, context) => itemsOf(first, context),
        page: (_source, { first }, context) => Promise.resolve({ nodes: itemsOf(first, context) }),
        small: () => 'small',
      },
      Item: {
        late: () => Promise.resolve('late'),
      },
    },
  },
);

class Text {
  constructor(
    readonly text: string,
    readonly response: string,
    readonly log: Log,
  ) {}
}

class Context {
  constructor(
    readonly response: string,
    readonly log: Log,
    /** The items whose texts are not what they should be. */
    readonly failing: readonly number[] = [],
  ) {}
}

function itemsOf(first: unknown, context: unknown): unknown[] {
  if (!(context instanceof Context)) throw new TypeError('no context of these tests');
  const text = 'x'.repeat(ITEM_BYTES);
  return Array.from({ length: Number(first) }, (_, index) => ({
    text: new Text(text, context.response, context.log),
    fails: context.failing.includes(index) ? {} : null,
    mustFail: context.failing.includes(index) ? null : 'fine',
  }));
}

/** Counts the turns of the event loop until it is stopped: no clock, only events. */
function startLog(): { readonly log: Log; readonly stop: () => void } {
  const log: Log = { turns: 0, written: [] };
  let runs = true;
  const turn = (): void => {
    log.turns += 1;
    if (runs) setImmediate(turn);
  };
  setImmediate(turn);
  return {
    log,
    stop: () => {
      runs = false;
    },
  };
}

/** The bytes that were written within each turn of the event loop. */
function bytesByTurn({ written }: Log): number[] {
  const bytes = new Map<number, number>();
  for (const { turn } of written) bytes.set(turn, (bytes.get(turn) ?? 0) + ITEM_BYTES);
  return [...bytes.values()];
}

/** Which responses were written, one after the other. */
function order({ written }: Log): string[] {
  return written
    .map(({ response }) => response)
    .filter((response, index, all) => response !== all[index - 1]);
}

const LONG = `{ items(first: ${ITEMS}) { text } }`;

async function logged(asked: Omit<Asked, 'schema' | 'context'>, failing: readonly number[] = []) {
  const { log, stop } = startLog();
  const context = new Context('a', log, failing);
  const outcome = await compiled({ schema, ...asked, context });
  stop();
  const plain = await plainly({ schema, ...asked, context: new Context('plain', startlessLog(), failing) });
  return { log, outcome, plain };
}

function startlessLog(): Log {
  return { turns: 0, written: [] };
}

/** No matcher: it would take minutes to show how megabytes differ. */
function expectSame(
  found: Awaited<ReturnType<typeof compiled>>,
  plain: Awaited<ReturnType<typeof plainly>>,
): void {
  expect(found.errors).toEqual(plain.errors);
  expect(found.data.length).toBe(plain.data.length);
  expect(found.data === plain.data).toBe(true);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a response of two megabytes that takes long', () => {
  it('gives others a turn after each twenty milliseconds', async () => {
    const { log, stop } = startLog();
    log.msPerItem = 1;
    const query = '{ items(first: 230) { text } }';
    const outcome = await compiled({ schema, query, context: new Context('a', log) });
    stop();
    expectSame(outcome, await plainly({ schema, query, context: new Context('plain', startlessLog()) }));
    // The clock is looked at when a chunk is full.
    const itemsOfChunk = Math.ceil(CHUNK_BYTES / ITEM_BYTES);
    expect(Math.max(...bytesByTurn(log))).toBeLessThanOrEqual((SLICE_MS + itemsOfChunk + 1) * ITEM_BYTES);
  });
});

describe('a response of nine megabytes', () => {
  it.each([
    ['a list', LONG],
    ['a list of non-null items', `{ strictItems(first: ${ITEMS}) { text } }`],
    ['a list in a page', `{ page(first: ${ITEMS}) { nodes { text } } }`],
    ['a list whose items have resolvers', `{ items(first: ${ITEMS}) { text late } }`],
    [
      'a list beside others',
      `{ small must(first: ${ITEMS}) { text } items(first: 3) { text } other: small }`,
    ],
  ])('gives others a turn after each slice: %s', async (_what, query) => {
    const { log, outcome, plain } = await logged({ query });
    expectSame(outcome, plain);
    const bytes = bytesByTurn(log);
    expect(bytes.length).toBe(Math.ceil((ITEMS * ITEM_BYTES) / SLICE_BYTES));
    expect(Math.max(...bytes)).toBeLessThan(SLICE_BYTES + 2 * ITEM_BYTES);
  });

  it('lets timers come after its first slice, also in the turn in which its data came', async () => {
    const log = startlessLog();
    let itemsAtTimer = 0;
    const outcome = await new Promise((done, fail) => {
      // What comes from outside comes in this phase of a turn, behind which immediates are next, and then timers.
      readFile(import.meta.filename, () => {
        setTimeout(() => {
          itemsAtTimer = log.written.length;
        }, 0);
        compiled({ schema, query: LONG, context: new Context('a', log) }).then(done, fail);
      });
    });
    expect(outcome).toMatchObject({ errors: [] });
    expect(itemsAtTimer).toBeGreaterThan(0);
    expect(itemsAtTimer).toBeLessThan(SLICE_BYTES / ITEM_BYTES + 2);
  });

  it('is written in one go when it is no longer than a slice', async () => {
    const { log, outcome, plain } = await logged({ query: '{ items(first: 230) { text } }' });
    expectSame(outcome, plain);
    expect(bytesByTurn(log)).toEqual([230 * ITEM_BYTES]);
  });

  it('is written after the long one that came before, not by turns with it', async () => {
    const { log, stop } = startLog();
    const operation = operationOf({ schema, query: LONG });
    const ended: string[] = [];
    const responses = ['a', 'b', 'c'].map(async (response) => {
      const outcome = await compiled({ schema, query: LONG, context: new Context(response, log) }, operation);
      ended.push(response);
      return outcome;
    });
    const outcomes = await Promise.all(responses);
    stop();
    expect(ended).toEqual(['a', 'b', 'c']);
    // Each begins with a slice of its own, by which it shows that it is long.
    expect(order(log)).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    const plain = await plainly({ schema, query: LONG, context: new Context('plain', startlessLog()) });
    for (const outcome of outcomes) expectSame(outcome, plain);
  });

  it('does not keep a short one waiting', async () => {
    const { log, stop } = startLog();
    const ended: string[] = [];
    const ask = async (response: string, query: string): Promise<void> => {
      await compiled({ schema, query, context: new Context(response, log) });
      ended.push(response);
    };
    const long = [ask('a', LONG), ask('b', LONG)];
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([
      ...long,
      ask('short', '{ items(first: 2) { text late } }'),
      ask('small', '{ small }'),
    ]);
    stop();
    expect(ended.slice(0, 2).sort()).toEqual(['short', 'small']);
    expect(ended.slice(2)).toEqual(['a', 'b']);
  });

  it.each([
    ['in the first slice', [3]],
    ['in a later slice', [ITEMS / 2]],
    ['in the last item', [ITEMS - 1]],
    ['in many places', [0, 1, 250, 251, 700, ITEMS - 1]],
  ])('tells of a failure %s as graphql-js does', async (_where, failing) => {
    for (const query of [
      `{ items(first: ${ITEMS}) { text fails } small }`,
      `{ items(first: ${ITEMS}) { text mustFail } small }`,
      `{ small items(first: ${ITEMS}) { text mustFail late } }`,
    ]) {
      const { outcome, plain } = await logged({ query }, failing);
      expect(plain.errors).toHaveLength(failing.length);
      expectSame(outcome, plain);
    }
  });

  it('becomes null from the place of a failure up to where null may be', async () => {
    for (const query of [
      `{ small strictItems(first: ${ITEMS}) { text mustFail } }`,
      `{ small page(first: ${ITEMS}) { nodes { text mustFail } } }`,
      `{ small must(first: ${ITEMS}) { text mustFail } }`,
    ]) {
      const { outcome, plain } = await logged({ query }, [ITEMS - 1]);
      expect(plain.errors).toHaveLength(1);
      expectSame(outcome, plain);
    }
  });

  it('gives others a turn after each slice when something fails at its beginning', async () => {
    const { log, outcome, plain } = await logged({ query: `{ items(first: ${ITEMS}) { fails text } }` }, [0]);
    expectSame(outcome, plain);
    expect(bytesByTurn(log).length).toBe(Math.ceil((ITEMS * ITEM_BYTES) / SLICE_BYTES));
    expect(Math.max(...bytesByTurn(log))).toBeLessThan(SLICE_BYTES + 2 * ITEM_BYTES);
  });

  it('gives others a turn after each slice when something fails at its end', async () => {
    const { log, outcome, plain } = await logged({ query: `{ items(first: ${ITEMS}) { text fails } }` }, [
      ITEMS - 1,
    ]);
    expectSame(outcome, plain);
    // The end of what is given up and the beginning of what is written anew may share a turn.
    expect(Math.max(...bytesByTurn(log))).toBeLessThan(2 * SLICE_BYTES + 4 * ITEM_BYTES);
  });

  it('stops when nobody waits any more, and lets the next one begin', async () => {
    const { log, stop } = startLog();
    const query = `{ items(first: ${ITEMS}) { text } }`;
    let asked = 0;
    const unwanted = executed(
      operationOf({ schema, query }),
      { context: new Context('unwanted', log) },
      {
        ...formatting(() => expect.unreachable()),
        // Wanted when it begins and for one slice more.
        isWanted: () => (asked += 1) <= 2,
      },
    );
    const [first, next] = await Promise.allSettled([
      unwanted,
      compiled({ schema, query, context: new Context('next', log) }),
    ]);
    stop();
    expect([first.status, next.status]).toEqual(['rejected', 'fulfilled']);
    const written = log.written.filter(({ response }) => response === 'unwanted').length;
    const itemBytes = ITEM_BYTES + '{"text":""},'.length;
    expect(written).toBe(2 * Math.ceil(SLICE_BYTES / itemBytes));
  });

  it('lets the next one begin when it failed', async () => {
    const { log, stop } = startLog();
    const failing = [ITEMS - 1];
    const query = `{ must(first: ${ITEMS}) { text mustFail } }`;
    const responses = await Promise.all(
      [failing, [], failing, []].map((each, index) =>
        compiled({ schema, query, context: new Context(`${index}`, log, each) }),
      ),
    );
    stop();
    expect(responses.map(({ data, errors }) => [data.length > 9_000_000, errors.length])).toEqual([
      [false, 1],
      [true, 0],
      [false, 1],
      [true, 0],
    ]);
  });

  it('lets the next one begin when the formatting of its errors throws', async () => {
    const { log, stop } = startLog();
    const query = `{ items(first: ${ITEMS}) { fails text } }`;
    const responses = await Promise.allSettled([
      executed(
        operationOf({ schema, query }),
        { context: new Context('a', log, [0]) },
        formatting(() => {
          throw new Error('abandoned');
        }),
      ),
      compiled({ schema, query, context: new Context('b', log) }),
    ]);
    stop();
    expect(responses.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('leaves no bytes of it in the responses that come after', async () => {
    const { outcome } = await logged({ query: LONG });
    expect(outcome.data.length).toBeGreaterThan(ITEMS * ITEM_BYTES);
    for (let turn = 0; turn < 6; turn += 1) {
      const next = await compiled({ schema, query: '{ small }' });
      expect(next).toEqual({ data: '{"small":"small"}', errors: [] });
    }
  });
});
