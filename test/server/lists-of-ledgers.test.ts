import { expect } from 'vitest';
import { z } from 'zod';
import { BothPaths } from '../support/both-paths.js';
import { it } from '../support/fixture.js';

const QUERY = `{ ledgers(first: 1000) { totalCount nodes {
  a: salesEvents(first: 4, date: "2026-05-20") { nodes { time } } b: salesEvents(last: 4, date: "2026-05-20") { nodes { time } } } } }`;

const answer = z.object({
  data: z.object({
    ledgers: z.object({
      totalCount: z.number(),
      nodes: z.array(z.record(z.string(), z.object({ nodes: z.array(z.unknown()) }))),
    }),
  }),
  extensions: z.object({ cost: z.object({ items: z.number(), left: z.object({ items: z.number() }) }) }),
});

it('ledgers count by what such lists hold, not by what they may hold at most', async ({ start }) => {
  const withCost = { 'content-type': 'application/json', 'x-include-cost': '1' };
  const request = { method: 'POST', headers: withCost, body: JSON.stringify({ query: QUERY }) };
  // By first it would be 9,000.
  const paths = await BothPaths.start(start, { QUERY_MAX_NODES: '1000' });
  const { compiled, apollo } = await paths.fetch('/graphql', request);
  expect(compiled).toStrictEqual(apollo);
  const { data, extensions } = answer.parse(JSON.parse(compiled.body));
  const { totalCount, nodes } = data.ledgers;
  expect(nodes).toHaveLength(totalCount);
  expect(totalCount).toBeGreaterThan(1);
  expect(nodes[0]?.['a']?.nodes).toHaveLength(4);
  const asked = totalCount * (1 + 8);
  expect(extensions.cost).toMatchObject({ items: asked, left: { items: 1_000 - asked } });

  const less = await BothPaths.start(start, { QUERY_MAX_NODES: String(asked - 1) });
  const refused = await less.ask({ query: QUERY });
  expect(refused.compiled).toStrictEqual(refused.apollo);
  expect(JSON.parse(refused.compiled.body)).toMatchObject({
    data: null,
    errors: [
      {
        message: `The query asks for more than ${asked - 1} items, by what its lists hold. Ask for smaller pages, fewer fields or less nesting.`,
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      },
    ],
  });
  // Nothing of the ledgers was asked for.
  const calls = await less.each((stack) => stack.calls());
  expect(calls.compiled).toEqual(calls.apollo);
  expect(calls.compiled.filter((call) => call.includes('/sales/'))).toEqual([]);
});

it.for([
  [
    'sales units',
    '{ salesUnits(first: 1000) { nodes { merchant { salesUnits(first: 1000) { nodes { name } } } } } }',
  ],
  [
    'edges',
    '{ salesUnits(first: 1000) { edges { node { merchant { ledgers(first: 1000) { edges { node { ledgerId } } } } } } } }',
  ],
  ['merchants', '{ merchants(first: 100) { nodes { salesUnits(first: 1000) { totalCount } } } }'],
  [
    'by variables',
    'query ($n: Int! = 1000) { salesUnits(first: $n) { nodes { merchant { salesUnits(first: $n) { nodes { name } } } } } }',
  ],
] as const)('lists of few items may lead to others: %s', async ([, query], { start }) => {
  const paths = await BothPaths.start(start);
  const { compiled, apollo } = await paths.ask({ query });
  expect(compiled).toStrictEqual(apollo);
  expect(JSON.parse(compiled.body)).toMatchObject({ data: expect.anything() });
  expect(compiled.body).not.toContain('errors');
  expect(paths.compiled.server.fallBacks).toStrictEqual(new Map());
});

it('what not even single items leave room for is refused before any call', async ({ start }) => {
  const paths = await BothPaths.start(start, { QUERY_MAX_NODES: '8' });
  const { compiled, apollo } = await paths.ask({ query: QUERY });
  expect(compiled).toStrictEqual(apollo);
  expect(compiled.body).toContain('The query asks for up to 9000 items; at most 8 are allowed.');
  expect(await paths.compiled.calls()).toEqual([]);
});

it('more ledgers than that are stopped by what is really there', async ({ start }) => {
  const paths = await BothPaths.start(start, { QUERY_MAX_NODES: '25' });
  const items = Array.from({ length: 26 }, (_, index) => ({ ledgerId: String(418_000 + index) }));
  await paths.each(({ sandbox }) =>
    sandbox.faults.add({
      path: '/settlement/v1/ledgers',
      status: 200,
      body: { items, cursor: '' },
      times: null,
    }),
  );
  const { compiled, apollo } = await paths.ask({ query: '{ ledgers(first: 1000) { nodes { ledgerId } } }' });
  expect(compiled).toStrictEqual(apollo);
  expect(JSON.parse(compiled.body)).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }],
  });
  const few = await paths.ask({ query: '{ ledgers(first: 25) { nodes { ledgerId } } }' });
  expect(JSON.parse(few.compiled.body)).toMatchObject({ data: { ledgers: { nodes: { length: 25 } } } });
});
