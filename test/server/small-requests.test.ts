import { z } from 'zod';
import { describe, expect } from 'vitest';
import { BothPaths, type SeenResponse } from '../support/both-paths.js';
import { it as base } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = base.extend(
  'startBoth',
  ({ start }) =>
    (env?: Readonly<Record<string, string>>) =>
      BothPaths.start(start, env),
);

const answer = z.object({
  data: z.unknown().optional(),
  errors: z.array(z.object({ message: z.string(), extensions: z.object({ code: z.string() }) })).optional(),
});

function times(count: number, text: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => text(index)).join(' ');
}

/** Levels of ledgers of units of ledgers, two at each. */
function ledgers(levels: number): string {
  if (levels === 0) return '{ ledgerId }';
  const units = `salesUnits { ledger ${ledgers(levels - 1)} }`;
  return `{ a: ${units} b: ${units} }`;
}

function relatedEvents(levels: number): string {
  return levels === 0 ? 'id' : `relatedEvents { ${relatedEvents(levels - 1)} }`;
}

const ORDER = 'order(msn: "204117", paymentType: ECOM, orderId: "kaffe-2026-00417")';
const KEYS = 'query ($k: [OrderKey!]!) { orders(keys: $k) { id } }';

/** Sends a request on both paths, and gives the one answer that both must give. */
async function refused(paths: BothPaths, body: object, status = 200) {
  const { compiled, apollo } = await paths.ask(body);
  expect(compiled).toStrictEqual(apollo);
  expect(compiled.status).toBe(status);
  expect(await paths.each((stack) => stack.calls())).toStrictEqual({ compiled: [], apollo: [] });
  return told(compiled);
}

function told({ body }: SeenResponse) {
  const { data, errors = [] } = answer.parse(JSON.parse(body));
  return { data, errors: errors.map(({ message, extensions: { code } }) => ({ message, code })) };
}

describe('variables that do not fit', () => {
  it.for([
    [
      'a thousand of the wrong type',
      { query: KEYS, variables: { k: Array.from({ length: 1_000 }, () => 1) } },
      'Variable "$k" got invalid value 1 at "k[0]"; Expected type "OrderKey" to be an object.',
    ],
    [
      'ten thousand fields that nobody knows',
      {
        query: 'query ($f: SalesUnitFilter) { salesUnits(filter: $f) { totalCount } }',
        variables: { f: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x${index}`, 1])) },
      },
      'Variable "$f" got invalid value { x0: 1, x1: 1, x2: 1, x3: 1, x4: 1, x5: 1, x6: 1,…; Field "x0" is not defined by type "SalesUnitFilter".',
    ],
    [
      'a long text',
      {
        query: 'query ($f: Int) { salesUnits(first: $f) { totalCount } }',
        variables: { f: 'x'.repeat(100_000) },
      },
      `Variable "$f" got invalid value "${'x'.repeat(49)}…; Int cannot represent non-integer value: "${'x'.repeat(49)}…`,
    ],
    [
      'an object of fifty thousand fields where a text belongs',
      {
        query: 'query ($msn: String!) { salesUnit(msn: $msn) { name } }',
        variables: {
          msn: Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`key${index}`, index])),
        },
      },
      'Variable "$msn" got invalid value { key0: 0, key1: 1, key2: 2, key3: 3, key4: 4, key…; String cannot represent a non string value: { key0: 0, key1: 1, key2: 2, key3: 3, key4: 4, key5: 5, key6: 6, key7: 7, key8: 8, key9: 9, key10: 10, key11: 11, key12: 12, key13: 13, key14: 14, key15: 15…',
    ],
    [
      'two of them: the first is told',
      {
        query:
          'query ($a: Int!, $b: Int!) { x: salesUnits(first: $a) { totalCount } y: salesUnits(first: $b) { totalCount } }',
        variables: { a: null },
      },
      'Variable "$a" of non-null type "Int!" must not be null.',
    ],
  ] as const)(
    'are refused at the first fault, and not repeated in full: %s',
    async ([, body, message], { startBoth }) => {
      const paths = await startBoth();
      expect(await refused(paths, body)).toEqual({
        data: undefined,
        errors: [{ message, code: 'BAD_USER_INPUT' }],
      });
    },
  );

  it('cost next to nothing beyond the parsing of their body, two million of them', async ({ startBoth }) => {
    const paths = await startBoth({ BODY_LIMIT_BYTES: '5000000' });
    const before = process.cpuUsage();
    await refused(paths, { query: KEYS, variables: { k: Array.from({ length: 2_000_000 }, () => 1) } });
    const { user } = process.cpuUsage(before);
    // Both servers and the client, in one process: for each item an error would take minutes.
    expect(user / 1_000).toBeLessThan(5_000);
  });

  it('are refused where a condition is null, and never share a form with false', async ({ startBoth }) => {
    const paths = await startBoth();
    const query =
      'query ($is: Boolean = true) { salesUnit(msn: "204117") { msn ... @include(if: $is) { __typename } } }';
    const seen = async (variables: object) => {
      const { compiled, apollo } = await paths.ask({ query, variables });
      expect(compiled).toStrictEqual(apollo);
      return told(compiled);
    };
    const without = { data: { salesUnit: { msn: '204117' } }, errors: [] };
    expect(await seen({ is: false })).toEqual(without);
    expect(await seen({ is: null })).toEqual({
      data: undefined,
      errors: [
        {
          message: 'Argument "if" of non-null type "Boolean!" must not be null.',
          code: 'BAD_USER_INPUT',
        },
      ],
    });
    expect(await seen({})).toEqual({
      data: { salesUnit: { msn: '204117', __typename: 'SalesUnit' } },
      errors: [],
    });
  });
});

describe('a small query for much', () => {
  it.for([
    ['six levels of ledgers of units', `{ ledger(ledgerId: "418806") ${ledgers(6)} }`],
    ['seven levels of related events', `{ ${ORDER} { salesEvents { ${relatedEvents(7)} } } }`],
  ] as const)('is refused before any call: %s', async ([, query], { startBoth }) => {
    const { errors } = await refused(await startBoth(), { query });
    expect(errors).toEqual([
      {
        message: expect.stringMatching(/^The query asks for up to \d+ items; at most 100000 are allowed\./),
        code: 'COST_LIMIT_EXCEEDED',
      },
    ]);
  });

  it.for([
    [
      'items of lists without an argument',
      { QUERY_MAX_NODES: '3' },
      '{ ledgers(first: 3) { nodes { salesUnits { msn } } } }',
      'The answer has more than 3 items in its lists.',
    ],
    [
      'values in such lists',
      { QUERY_MAX_VALUES: '20' },
      `{ pricePackages { ${times(11, (index) => `a${index}: id`)} } }`,
      'The answer has more than 20 values.',
    ],
    [
      'bytes',
      { QUERY_MAX_RESPONSE_BYTES: '1024' },
      `{ salesUnits(first: 20) { nodes { ${times(5, (index) => `a${index}: name`)} } } }`,
      'The answer is longer than 1024 bytes.',
    ],
  ] as const)('is stopped by what is really made: %s', async ([, env, query, message], { startBoth }) => {
    const paths = await startBoth(env);
    const { compiled, apollo } = await paths.ask({ query });
    expect(compiled).toStrictEqual(apollo);
    expect(compiled.status).toBe(200);
    expect(told(compiled)).toEqual({
      data: null,
      errors: [
        {
          message: `${message} Ask for smaller pages, fewer fields or less nesting.`,
          code: 'COST_LIMIT_EXCEEDED',
        },
      ],
    });
    // Nothing of it is kept.
    expect((await paths.ask({ query })).compiled.body).toBe(compiled.body);
    expect([...paths.compiled.server.fallBacks]).toEqual([]);
  });

  it('is stopped by lists in lists that have no argument, of which each is short', async ({ startBoth }) => {
    const paths = await startBoth({ QUERY_MAX_VALUES: '1000' });
    const psp = '990000000001';
    await paths.each(({ sandbox }) =>
      sandbox.ledgers.addEvents(
        '418806',
        Array.from({ length: 12 }, (_, index) => ({
          reference: 'twelve-events',
          pspReference: String(Number(psp) + index),
        })),
      ),
    );
    // 11 times 11 times 11 related events.
    const query = `{salesEvent(ledgerId:"418806",pspReference:"${psp}"){relatedEvents{relatedEvents{relatedEvents{id}}}}}`;
    expect(query.length).toBeLessThan(118);
    const { compiled, apollo } = await paths.ask({ query });
    expect(compiled).toStrictEqual(apollo);
    expect(told(compiled)).toEqual({
      data: null,
      errors: [
        {
          message:
            'The answer has more than 1000 values. Ask for smaller pages, fewer fields or less nesting.',
          code: 'COST_LIMIT_EXCEEDED',
        },
      ],
    });
    const two = await paths.ask({ query: query.replace('relatedEvents{id}', 'id') });
    expect(two.compiled).toStrictEqual(two.apollo);
    expect(two.compiled.body.match(/"id":/g)).toHaveLength(11 * 11);
  });

  it('calls no resolver any more once it is stopped', async ({ startBoth }) => {
    const paths = await startBoth({ QUERY_MAX_NODES: '3', CACHE_MAX_BYTES: '0' });
    // Each unit would be asked for.
    const query = '{ ledgers(first: 3) { nodes { salesUnits { configuration { captureType } } } } }';
    const { compiled, apollo } = await paths.ask({ query });
    expect(compiled).toStrictEqual(apollo);
    const calls = await paths.each((stack) => stack.calls());
    for (const of of Object.values(calls))
      expect(of.filter((call) => call.includes('/management/')).length).toBeLessThanOrEqual(3);
  });

  it('may have no more representations than a gateway needs, and nothing is done with them', async ({
    startBoth,
  }) => {
    const paths = await startBoth();
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const refusal = (count: number) => ({
      data: undefined,
      errors: [
        {
          message: `The query has ${count} representations; at most 1000 are allowed in one request.`,
          code: 'COST_LIMIT_EXCEEDED',
        },
      ],
    });
    // The first is wrong, but too many of them are not looked at.
    const r = Array.from({ length: 40_000 }, () => 1);
    expect(await refused(paths, { query, variables: { r } })).toEqual(refusal(40_000));
    const literal = `{ ${times(2, (alias) => `a${alias}: _entities(representations: [${times(600, () => '1')}]) { __typename }`)} }`;
    expect(await refused(paths, { query: literal })).toEqual(refusal(1_200));
  });
});

describe('a document that costs more to validate than to read', () => {
  it.for([
    ['490 times one field', `{ ${times(490, () => 'salesUnit(msn:"300000"){msn}')} }`, 'root fields'],
    ['600 times one list', `{ ${times(600, () => 'salesUnits{nodes{id}}')} }`, 'root fields'],
    [
      '190 deep ones',
      `{ ${times(190, () => 'salesUnits{nodes{merchant{salesUnits{nodes{msn}}}}}')} }`,
      'root fields',
    ],
    [
      'repeated below the root',
      `{ salesUnit(msn: "204117") { merchant { ${times(200, (index) => `salesUnits { nodes { a${index}: msn } }`)} } } }`,
      'repeats fields',
    ],
    [
      'repeated in fragments',
      `{ salesUnit(msn: "204117") { ${times(150, (index) => `...F${index}`)} } } ${times(150, (index) => `fragment F${index} on SalesUnit { msn }`)}`,
      'repeats fields',
    ],
    ['aliases', `{ salesUnit(msn: "204117") { ${times(1_001, (index) => `a${index}: msn`)} } }`, 'aliases'],
    [
      'deep ones',
      `{ ${times(20, () => 'salesUnits { nodes { merchant {')} name ${times(20, () => '} } }')} }`,
      'levels',
    ],
  ] as const)('is refused, and remembered with its reason: %s', async ([, query, what], { startBoth }) => {
    const paths = await startBoth();
    const first = await refused(paths, { query });
    expect(first).toEqual({
      data: undefined,
      errors: [{ message: expect.stringContaining(what), code: 'GRAPHQL_VALIDATION_FAILED' }],
    });
    const before = process.cpuUsage();
    for (let turn = 0; turn < 20; turn += 1) expect(await refused(paths, { query })).toEqual(first);
    const { user } = process.cpuUsage(before);
    // Forty requests, of which each took a quarter of a second and more.
    expect(user / 1_000).toBeLessThan(5_000);
  });

  it('is answered while it is large but sane', async ({ startBoth }) => {
    const paths = await startBoth();
    const entities = `query ($r: [_Any!]!) { ${times(90, (index) => `e${index}: _entities(representations: $r) { ... on SalesUnit { id msn name } ... on Merchant { id name } }`)} }`;
    const fragments = `{ salesUnit(msn: "204117") { ${times(40, (index) => `...F${index}`)} } } ${times(40, (index) => `fragment F${index} on SalesUnit { id msn name merchant { id name } }`)}`;
    for (const body of [
      { query: entities, variables: { r: [{ __typename: 'SalesUnit', msn: '204117' }] } },
      { query: fragments },
    ]) {
      const { compiled, apollo } = await paths.ask(body);
      expect(compiled).toStrictEqual(apollo);
      expect(told(compiled).errors).toEqual([]);
    }
  });
});

describe('an answer with many errors', () => {
  it.for(['true', 'false'])(
    'tells the first hundred and how many more there were: COMPILE_QUERIES=%s',
    async (compile, { start }) => {
      let failures = 0;
      let seen = 0;
      const stack: Stack = await start({
        env: { COMPILE_QUERIES: compile, QUERY_MAX_CALLS: '1', CACHE_MAX_BYTES: '0' },
        hooks: {
          failed: ({ errors }) => {
            seen = errors.length;
          },
          executed: ({ errors }) => {
            failures = errors;
          },
        },
      });
      const query = `{ salesUnits(first: 30) { nodes { ${times(10, (index) => `a${index}: configuration { captureType }`)} } } }`;
      const { data, errors = [] } = await stack.askText(query);
      const { salesUnits } = z.object({ salesUnits: z.object({ nodes: z.array(z.unknown()) }) }).parse(data);
      const count = 10 * salesUnits.nodes.length;
      expect(count).toBeGreaterThan(150);
      expect(errors).toHaveLength(101);
      expect(errors.at(-1)).toEqual({
        message: `${count - 100} more errors were left out.`,
        extensions: { code: 'TOO_MANY_ERRORS' },
      });
      expect(new Set(errors.slice(0, 100).map(({ path }) => path?.join())).size).toBe(100);
      expect({ failures, seen }).toEqual({ failures: count, seen: 101 });
    },
  );
});
