import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { z } from 'zod';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const EMPTY = '700031';

const page = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: z.object({ pspReference: z.string() }) })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
});
type Page = z.infer<typeof page>;

const it = sharedStack({ env: { REQUEST_TIMEOUT_MS: '60000' } });

/** One page of a feed of the ledger that has only what the test adds. */
async function read(
  stack: Stack,
  field: 'salesEvents' | 'funds' | 'fees',
  first: number,
  after?: string,
): Promise<Page> {
  const { data, errors } = await stack.askText(
    `query($first: Int!, $after: String) { ledger(ledgerId: "${EMPTY}") {
      ${field}(first: $first, after: $after) { edges { cursor node { pspReference } } pageInfo { hasNextPage endCursor } }
    } }`,
    { first, after },
  );
  expect(errors).toBeUndefined();
  return page.parse(z.object({ ledger: z.record(z.string(), z.unknown()) }).parse(data).ledger[field]);
}

const ids = ({ edges }: Page): string[] => edges.map(({ node }) => node.pspReference);

let lastId = 0;
/** What the feed must hold, in order. */
const all: string[] = [];

/** Adds events, each with one entry of funds and one of fees. */
async function append(stack: Stack, count: number): Promise<void> {
  if (count === 0) return;
  const added = Array.from({ length: count }, () => `55${String((lastId += 1)).padStart(8, '0')}`);
  await stack.sandbox.ledgers.addEvents(
    EMPTY,
    added.map((pspReference) => ({ pspReference })),
  );
  all.push(...added);
}

const step = fc.record({
  first: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 2_500 })),
  append: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
});

describe.each(['salesEvents', 'funds', 'fees'] as const)('the feed of %s', (field) => {
  it(
    'gives every item once and in order, whatever the page sizes and whatever is added between pages',
    ({ stack }) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 12 }),
          fc.integer({ min: 40, max: 1_000 }),
          fc.boolean(),
          async (steps, pageSize, feedEndRepeatsCursor) => {
            // Entries come in pages of the API's choice, which may change while somebody is on the way.
            await stack.sandbox.ledgers.put(EMPTY, { pageSize });
            await stack.sandbox.quirks.set({ feedEndRepeatsCursor });
            const seen: string[] = [];
            let after: string | undefined;
            for (const { first, append: added } of steps) {
              const found = await read(stack, field, first, after);
              const got = ids(found);
              expect(got).toEqual(all.slice(seen.length, seen.length + first));
              seen.push(...got);
              expect(found.pageInfo.hasNextPage).toBe(seen.length < all.length);
              expect(found.edges.at(-1)?.cursor ?? found.pageInfo.endCursor).toBe(found.pageInfo.endCursor);
              after = found.pageInfo.endCursor;
              await append(stack, added);
            }
          },
        ),
        { numRuns: 12 },
      ),
    120_000,
  );

  it('goes on exactly behind any edge', async ({ stack }) => {
    await append(stack, Math.max(0, 1_200 - all.length));
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 2_500 }),
        fc.nat(),
        fc.integer({ min: 1, max: 1_500 }),
        fc.integer({ min: 50, max: 1_000 }),
        async (first, pick, next, pageSize) => {
          await stack.sandbox.ledgers.put(EMPTY, { pageSize });
          const { edges } = await read(stack, field, first);
          expect(edges.map(({ node }) => node.pspReference)).toEqual(all.slice(0, first));
          const index = pick % edges.length;
          const rest = await read(stack, field, next, edges[index]?.cursor);
          expect(ids(rest)).toEqual(all.slice(index + 1, index + 1 + next));
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);
});
