import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { FindSalesUnitsDocument, SalesUnitsDocument } from '../generated/graphql.js';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const PAGE = `query ($first: Int!, $after: String, $filter: SalesUnitFilter) {
  salesUnits(first: $first, after: $after, filter: $filter) {
    edges { cursor node { msn } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

const it = sharedStack({ env: { CACHE_MAX_BYTES: '0' } });

describe.each([false, true])('paging through sales units, MSNs in lists as numbers: %s', (msnAsNumber) => {
  // Without the cache every page sees the list as it is at that moment.

  it.beforeEach(async ({ stack }) => {
    await stack.sandbox.reset();
    await stack.sandbox.quirks.set({ msnAsNumber });
  });

  async function page(stack: Stack, first: number, after: string | null, filter?: object) {
    const { data, errors } = await stack.askText(PAGE, { first, after, filter });
    expect(errors).toBeUndefined();
    return (data as unknown as { salesUnits: Page }).salesUnits;
  }

  async function walk(
    stack: Stack,
    sizes: readonly number[],
    between?: (page: number) => Promise<void>,
  ): Promise<string[]> {
    const seen: string[] = [];
    let after: string | null = null;
    for (let index = 0; ; index += 1) {
      const { edges, pageInfo }: Page = await page(stack, sizes[index % sizes.length] ?? 1, after);
      seen.push(...edges.map(({ node }) => node.msn));
      expect(pageInfo.hasPreviousPage).toBe(after !== null && seen.length > 0);
      if (!pageInfo.hasNextPage) return seen;
      after = pageInfo.endCursor;
      await between?.(index);
    }
  }

  function inOrder(msns: readonly string[]): boolean {
    return msns.every((msn, index) => index === 0 || Number(msns[index - 1]) < Number(msn));
  }

  it('meets every unit once and in order, whatever the page sizes', async ({ stack }) => {
    const all = await walk(stack, [1000]);
    expect(all).toHaveLength(134);
    expect(inOrder(all)).toBe(true);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 7, max: 90 }), { minLength: 1, maxLength: 6 }),
        async (sizes) => {
          expect(await walk(stack, sizes)).toEqual(all);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('can be resumed behind every single edge', async ({ stack }) => {
    const { edges } = await page(stack, 1000, null);
    for (const [index, { cursor }] of [...edges.entries()].filter(([at]) => at % 13 === 0)) {
      const rest = await page(stack, 1000, cursor);
      expect(rest.edges).toEqual(edges.slice(index + 1));
    }
  });

  it('repeats and skips nothing when units appear and disappear between pages', async ({ stack }) => {
    const all = await walk(stack, [1000]);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: 40 }),
        fc.integer({ min: 0, max: all.length - 1 }),
        fc.integer({ min: 204_118, max: 1_300_000 }),
        async (size, goneAt, bornMsn) => {
          await stack.sandbox.reset();
          const gone = all[goneAt] ?? '';
          const born = String(bornMsn);
          fc.pre(!all.includes(born));
          const seen = await walk(stack, [size], async (index) => {
            if (index !== 0) return;
            await stack.sandbox.salesUnits.remove(gone);
            await stack.sandbox.salesUnits.put(born, {
              name: 'Nyåpnet kiosk',
              businessIdentifier: { scheme: 'business:NO:ORG', id: '311204173' },
            });
          });
          expect(inOrder(seen)).toBe(true);
          const expected = new Set(all.filter((msn) => msn !== gone || seen.includes(gone)));
          expect(new Set(seen.filter((msn) => msn !== born))).toEqual(expected);
          // Born behind the first page it must be met; before it, it is not.
          expect(seen.includes(born)).toBe(bornMsn > Number(all[size - 1]));
          // Gone behind the first page it must not be met any more.
          expect(seen.includes(gone)).toBe(goneAt < size);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('goes on behind the place of a unit that is gone', async ({ stack }) => {
    const first = await page(stack, 3, null);
    await stack.sandbox.salesUnits.remove(first.edges[2]?.node.msn ?? '');
    const next = await page(stack, 2, first.pageInfo.endCursor);
    expect(next.edges.map(({ node }) => node.msn)).toEqual(['204146', '204155']);
  });

  it.for([
    ['not-a-cursor', 'after is not a cursor. Take it from `endCursor` or from an edge of the same list.'],
    ['', 'after is not a cursor. Take it from `endCursor` or from an edge of the same list.'],
    ['MS54eHh4eHh4eC4yMDQxMzk', 'after is the cursor of another list, or of this one with another filter.'],
  ] as const)('refuses the cursor %j before any call', async ([after, message], { stack }) => {
    await stack.clearCalls();
    const { data, errors } = await stack.askText(PAGE, { first: 2, after });
    expect(data).toEqual({ salesUnits: null });
    expect(errors).toMatchObject([
      { message, path: ['salesUnits'], extensions: { code: 'BAD_USER_INPUT', argument: ['after'] } },
    ]);
    expect(await stack.calls()).toEqual([]);
  });

  it('refuses a cursor of the same list with another filter', async ({ stack }) => {
    const { pageInfo } = await page(stack, 2, null);
    const { errors } = await stack.askText(PAGE, {
      first: 2,
      after: pageInfo.endCursor,
      filter: { name: 'torget' },
    });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', argument: ['after'] } }]);
  });

  it.for([0, -1, 1001])('refuses first: %i before any call', async (first, { stack }) => {
    await stack.clearCalls();
    const { errors } = await stack.askText(PAGE, { first });
    expect(errors).toMatchObject([
      {
        message: `first must be from 1 to 1000, not ${String(first)}.`,
        extensions: { code: 'BAD_USER_INPUT', argument: ['first'] },
      },
    ]);
    expect(await stack.calls()).toEqual([]);
  });

  it('filters by name without regard to case', async ({ stack }) => {
    const { data } = await stack.ask(FindSalesUnitsDocument, { name: 'NETTBUTIKK' });
    const names = data?.salesUnits?.edges.map(({ node }) => node.name) ?? [];
    expect(names.length).toBe(data?.salesUnits?.totalCount);
    expect(names.length).toBeGreaterThan(1);
    expect(names.every((name) => name?.toLowerCase().includes('nettbutikk'))).toBe(true);
  });

  it('filters by merchant with one call to that merchant', async ({ stack }) => {
    await stack.clearCalls();
    const merchant = { scheme: 'business:NO:ORG', id: '311204173' };
    const { data, errors } = await stack.ask(SalesUnitsDocument, { first: 1, filter: { merchant } });
    expect(errors).toBeUndefined();
    expect(data?.salesUnits).toMatchObject({ totalCount: 7, nodes: [{ msn: '204117' }] });
    expect((await stack.calls())[0]).toBe(
      'GET /management/v1/merchants/business:NO:ORG/311204173/sales-units',
    );
  });

  it('gives an empty page for a merchant that is not visible', async ({ stack }) => {
    const merchant = { scheme: 'business:NO:ORG', id: '123456785' };
    const { data, errors } = await stack.ask(SalesUnitsDocument, { filter: { merchant } });
    expect(errors).toBeUndefined();
    expect(data?.salesUnits).toEqual({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    });
  });
});

interface Page {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly msn: string } }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}
