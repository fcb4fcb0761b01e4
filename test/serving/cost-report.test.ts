import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const cost = { headers: { 'x-include-cost': '1' } };
const UNITS = '{ salesUnits(first: 3) { nodes { msn merchant { name } } } }';
const now = '2026-09-14T10:00:00Z';

/** The text of an answer, and what it was asked with. */
async function textOf({ url }: Stack, query: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return response.text();
}

for (const compile of ['true', 'false']) {
  const it = sharedStack({
    now,
    env: { COMPILE_QUERIES: compile, RATE_LIMIT_PER_SECOND: '50', RATE_LIMIT_BURST: '100' },
  });

  describe(`what a request costs (compiled: ${compile})`, () => {
    it('is told to whom asks for it: what it may ask for, what it used, and what is left', async ({
      stack,
      clock,
    }) => {
      clock.advance(3_600);
      await stack.clearCalls();
      const { data, ...rest } = await stack.askText(UNITS, undefined, cost);
      expect(data).toMatchObject({ salesUnits: { nodes: { length: 3 } } });
      const made = (await stack.calls()).length;
      expect(made).toBeGreaterThan(1);
      expect(rest).toEqual({
        extensions: {
          cost: {
            items: 3,
            values: 1 + 3 * 4,
            upstreamCalls: made,
            left: {
              items: 100_000 - 3,
              values: 1_000_000 - 13,
              upstreamCalls: 1_000 - made,
              requests: 99,
            },
          },
        },
      });
      // What is in memory costs no call.
      const again = await stack.askText(UNITS, undefined, cost);
      expect(again).toMatchObject({
        extensions: { cost: { items: 3, upstreamCalls: 0, left: { requests: 98 } } },
      });
    });

    it('is told behind the rest, also of errors, changes and long answers', async ({ stack, clock }) => {
      clock.advance(3_600);
      const wrong = await stack.askText('{ salesUnit(msn: "x") { name } }', undefined, cost);
      expect(Object.keys(wrong)).toEqual(['errors', 'data', 'extensions']);
      const change =
        'mutation { deleteCategory(input: { msn: "204117", categoryId: "1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de199" }) { userErrors { code } } }';
      expect(await stack.askText(change, undefined, cost)).toMatchObject({
        data: { deleteCategory: { userErrors: [{ code: 'NOT_FOUND' }] } },
        extensions: { cost: { upstreamCalls: 1 } },
      });
      const long =
        '{ ledger(ledgerId: "418806") { salesEvents(first: 1000) { nodes { id time reference pspReference ledger { ledgerId } lines { name } } } } }';
      const answer = await stack.askText(long, undefined, cost);
      expect(JSON.stringify(answer).length).toBeGreaterThan(100_000);
      expect(answer).toMatchObject({ extensions: { cost: { items: 1000 } } });
    });

    it('is told to nobody else, whether it was asked with or before them', async ({ stack, clock }) => {
      clock.advance(3_600);
      const plain = await textOf(stack, UNITS, {});
      expect(plain).not.toContain('extensions');
      const [told, ...others] = await Promise.all([
        textOf(stack, UNITS, cost.headers),
        textOf(stack, UNITS, {}),
        textOf(stack, UNITS, { 'x-include-cost': '0' }),
        textOf(stack, UNITS, { 'x-include-cost': 'yes' }),
      ]);
      expect(told).toContain('"extensions":{"cost":');
      expect(told.startsWith(plain.slice(0, plain.lastIndexOf('}')))).toBe(true);
      expect(others).toEqual([plain, plain, plain]);
      expect(await textOf(stack, UNITS, {})).toBe(plain);
    });

    it('is told of what is refused as it would cost too much', async ({ stack, clock }) => {
      clock.advance(3_600);
      await stack.clearCalls();
      const events = 'ledger(ledgerId: "418806") { salesEvents(first: $n) { nodes { id } } }';
      const query = `query ($n: Int = 10000) { ${Array.from({ length: 11 }, (_, at) => `a${at}: ${events}`).join(' ')} }`;
      expect(await stack.askText(query, undefined, cost)).toEqual({
        errors: [expect.objectContaining({ extensions: { code: 'COST_LIMIT_EXCEEDED' } })],
        extensions: {
          cost: {
            items: 110_000,
            values: 11 * (1 + 1 + 10_000 * 2),
            upstreamCalls: 0,
            left: { items: 0, values: 1_000_000 - 220_022, upstreamCalls: 1_000, requests: 99 },
          },
        },
      });
      const entities = 'query ($all: [_Any!]!) { _entities(representations: $all) { __typename } }';
      const all = Array.from({ length: 1_001 }, () => ({ __typename: 'SalesUnit', msn: '204117' }));
      expect(await stack.askText(entities, { all }, cost)).toMatchObject({
        errors: [{ extensions: { code: 'COST_LIMIT_EXCEEDED' } }],
        extensions: { cost: { items: 1_001, upstreamCalls: 0 } },
      });
      expect(await stack.askText(query)).not.toHaveProperty('extensions');
      expect(await stack.calls()).toEqual([]);
    });

    it('is not told of what was not let in', async ({ stack, clock }) => {
      clock.advance(3_600);
      const answer = await textOf(stack, '{ nothing }', cost.headers);
      expect(answer).not.toContain('cost');
    });
  });
}

const limited = sharedStack({ env: { QUERY_MAX_RESPONSE_BYTES: '2000' } });

describe('an answer that came to a limit', () => {
  limited('has its cost too', async ({ stack }) => {
    const query = '{ salesUnits(first: 100) { nodes { msn name id } } }';
    expect(await stack.askText(query, undefined, cost)).toEqual({
      errors: [expect.objectContaining({ extensions: { code: 'COST_LIMIT_EXCEEDED' } })],
      data: null,
      extensions: { cost: expect.objectContaining({ items: 100, values: 401, upstreamCalls: 1 }) },
    });
    const plain = await stack.askText(query);
    expect(plain).not.toHaveProperty('extensions');
  });
});
