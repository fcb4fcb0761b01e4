import { expect } from 'vitest';
import { BothPaths } from '../support/both-paths.js';
import { it } from '../support/fixture.js';

const QUERY = `{ ledgers(first: 1000) { totalCount nodes {
  a: salesEvents(first: 4, date: "2026-05-20") { nodes { time } } b: salesEvents(last: 4, date: "2026-05-20") { nodes { time } } } } }`;

it('ledgers count by what such lists hold, not by what they may hold at most', async ({ start }) => {
  // 20 ledgers with 8 items each; by first it would be 9,000.
  const paths = await BothPaths.start(start, { QUERY_MAX_NODES: '180' });
  const { compiled, apollo } = await paths.ask({ query: QUERY });
  expect(compiled).toStrictEqual(apollo);
  const { data, errors } = JSON.parse(compiled.body) as {
    data: { ledgers: { totalCount: number; nodes: Record<string, { nodes: unknown[] } | null>[] } };
    errors?: unknown;
  };
  expect(errors).toBeUndefined();
  expect(data.ledgers.nodes).toHaveLength(data.ledgers.totalCount);
  expect(data.ledgers.nodes[0]?.['a']?.nodes).toHaveLength(4);

  const less = await BothPaths.start(start, { QUERY_MAX_NODES: '179' });
  const refused = await less.ask({ query: QUERY });
  expect(refused.compiled).toStrictEqual(refused.apollo);
  expect(refused.compiled.body).toContain('The query asks for up to 180 items; at most 179 are allowed.');
  expect(await less.compiled.calls()).toEqual([]);
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
