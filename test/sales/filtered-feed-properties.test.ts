import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

/** The ledger of a bar with about 36 sales a day and some refunds. */
const BAR = '421390';

const node = z.object({ time: z.string(), pspReference: z.string().nullable() });
const page = z.object({
  edges: z.array(z.object({ cursor: z.string(), node })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
});

const it = sharedStack({
  now: '2026-10-20T10:00:00Z',
  env: { REQUEST_TIMEOUT_MS: '60000' },
});

const steps = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });

describe.each([
  ['salesEvents', ', entryType: REFUND'],
  ['salesEvents', ', date: "2026-05-20"'],
  ['salesEvents', ', date: "2026-05-20", entryType: REFUND'],
  ['funds', ', date: "2026-05-20"'],
  ['fees', ', date: "2026-05-20"'],
] as const)('%s(first, after%s)', (field, filter) => {
  async function read(stack: Stack, first: number, after?: string) {
    const { data, errors } = await stack.askText(
      `query($first: Int!, $after: String) { ledger(ledgerId: "${BAR}") {
        ${field}(first: $first, after: $after${filter}) { edges { cursor node { time pspReference } } pageInfo { hasNextPage endCursor } }
      } }`,
      { first, after },
    );
    expect(errors).toBeUndefined();
    return page.parse(z.object({ ledger: z.record(z.string(), z.unknown()) }).parse(data).ledger[field]);
  }

  it('gives every item once and in order, from the end of any page and behind any edge', async ({
    stack,
  }) => {
    await stack.sandbox.ledgers.put(BAR, { pageSize: 1_000 });
    const whole = await read(stack, 1_000);
    expect(whole.pageInfo.hasNextPage).toBe(false);
    const all = whole.edges.map((edge) => edge.node);
    expect(all.length).toBeGreaterThan(0);

    /** What is behind place `from`: the next items, and "more" whenever there are any left. */
    async function readFrom(from: number, first: number, after?: string) {
      const found = await read(stack, first, after);
      const got = found.edges.map((edge) => edge.node);
      expect(got).toEqual(all.slice(from, from + got.length));
      if (got.length > 0) expect(found.edges.at(-1)?.cursor).toBe(found.pageInfo.endCursor);
      if (from + got.length < all.length) expect(found.pageInfo.hasNextPage).toBe(true);
      return found;
    }

    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 3, max: 40 }), fc.nat(), async (sizes, pageSize, pick) => {
        // Entries come in pages of the API's choice, which may change while somebody is on the way.
        await stack.sandbox.ledgers.put(BAR, { pageSize });
        let seen = 0;
        let after: string | undefined;
        for (const first of sizes) {
          const { edges, pageInfo } = await readFrom(seen, first, after);
          expect(edges).toHaveLength(Math.min(first, all.length - seen));
          if (edges.length > 0) {
            const index = pick % edges.length;
            await readFrom(seen + index + 1, 7, edges[index]?.cursor);
          }
          seen += edges.length;
          after = pageInfo.endCursor;
        }
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});
