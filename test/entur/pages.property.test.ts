import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCursorCodec } from '../../resolvers/shared/cursor.js';
import { numberedConnection } from '../../resolvers/entur/numbered-connection.js';
import { enturApis } from '../../src/clients/entur/apis.js';
import { NumberedList } from '../../src/loaders/entur/numbered-list.js';

const cursors = createCursorCodec({ cursorRealm: '' }, 'numbers');

interface Service {
  readonly items: number[];
  /** Pages as they were asked for: number and size. */
  readonly asked: (readonly [page: number, perPage: number])[];
  readonly list: NumberedList<number>;
}

/**
 * A service that counts its pages from `firstPage` on.
 * @param largest what it makes of pages that are asked to be larger
 * @param before called before each page is made
 */
function service(
  count: number,
  firstPage: number,
  pageSizeMax: number,
  largest = Infinity,
  before: (items: number[]) => void = () => undefined,
): Service {
  const items = Array.from({ length: count }, (_, index) => index);
  const asked: [number, number][] = [];
  const list = new NumberedList<number>(
    { api: enturApis.orders, firstPage, pageSizeMax },
    (page, perPage) => {
      asked.push([page, perPage]);
      before(items);
      if (page < firstPage || perPage < 1 || perPage > pageSizeMax) throw new Error('no such page');
      const size = Math.min(perPage, largest);
      const start = (page - firstPage) * size;
      return Promise.resolve({
        items: items.slice(start, start + size),
        totalItems: items.length,
        totalPages: Math.ceil(items.length / size),
      });
    },
  );
  return { items, asked, list };
}

const identity = (item: number): number => item;
type Args = Parameters<typeof numberedConnection>[0];
const page = ({ list }: Service, args: Partial<Args>) =>
  numberedConnection({ first: 50, ...args }, cursors, () => list, identity);

/** All pages in one direction, at most so many. */
async function walk(from: Service, size: number, direction: 'forward' | 'backward', most: number) {
  const pages: (readonly number[])[] = [];
  let cursor: string | null = null;
  for (let turn = 0; turn < most; turn += 1) {
    const args = direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor };
    const { nodes, pageInfo, edges } = await page(from, args);
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    expect(pageInfo.startCursor).toBe(nodes.length === 0 ? pageInfo.startCursor : edges[0]?.cursor);
    pages.push(nodes);
    if (direction === 'forward' ? !pageInfo.hasNextPage : !pageInfo.hasPreviousPage) return pages;
    cursor = direction === 'forward' ? pageInfo.endCursor : pageInfo.startCursor;
  }
  throw new Error('the walk comes to no end');
}

const base = fc.constantFrom(0, 1);
const size = fc.integer({ min: 1, max: 40 });
const cap = fc.integer({ min: 1, max: 30 });

describe('a walk through numbered pages', () => {
  it('meets every item once and in order, forward and backward, whatever the sizes, the base and the cap', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(120), base, size, cap, async (count, firstPage, first, max) => {
        const forward = service(count, firstPage, max);
        const pages = await walk(forward, first, 'forward', count + 1);
        expect(pages.flat()).toEqual(forward.items);
        const backward = service(count, firstPage, max);
        const others = await walk(backward, first, 'backward', count + 1);
        expect(others.reverse().flat()).toEqual(backward.items);
      }),
    );
  });

  it('takes one call for each page where all have one size, as long as the cap allows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 120 }), base, size, async (count, firstPage, first) => {
        const from = service(count, firstPage, 40);
        const pages = await walk(from, first, 'forward', count + 1);
        expect(from.asked).toEqual(pages.map((_, index) => [firstPage + index, first]));
      }),
    );
  });

  it('takes at most one call more than the largest pages that it fills, wherever it begins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.nat(150), size, cap, async (count, start, first, max) => {
        const from = service(count, 1, max);
        const { items } = await from.list.slice(start, first);
        expect(items).toEqual(from.items.slice(start, start + first));
        expect(from.asked.length).toBeLessThanOrEqual(Math.ceil(first / max) + 1);
      }),
    );
  });

  it('is right also where the service makes smaller pages than it is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(120), base, size, cap, cap, async (count, firstPage, first, max, largest) => {
        const from = service(count, firstPage, max, largest);
        expect((await walk(from, first, 'forward', count + 1)).flat()).toEqual(from.items);
      }),
    );
  });

  it('comes to an end and does not fail while items are added and taken away', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(60),
        base,
        size,
        cap,
        fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 40 }),
        fc.boolean(),
        async (count, firstPage, first, max, changes, atTheFront) => {
          const left = [...changes];
          // No two items are the same.
          let latest = 1_000;
          const from = service(count, firstPage, max, Infinity, (items) => {
            const change = left.shift() ?? 0;
            for (let added = 0; added < change; added += 1)
              if (atTheFront) items.unshift((latest += 1));
              else items.push((latest += 1));
            if (change < 0) items.splice(atTheFront ? 0 : items.length + change, -change);
          });
          // Each change adds three items at most: no walk is longer than all that ever was there.
          const most = count + 3 * changes.length + 2;
          const seen = await walk(from, first, 'forward', most);
          if (!atTheFront && changes.every((change) => change >= 0))
            expect(seen.flat().slice(0, count)).toEqual(from.items.slice(0, count));
          await walk(service(count, firstPage, max), first, 'backward', most);
        },
      ),
    );
  });
});

describe('a page', () => {
  it('tells how many there are in all, also in front of the first item', async () => {
    const from = service(5, 1, 100);
    const { pageInfo, totalCount } = await page(from, { last: 2 });
    expect([totalCount, pageInfo.hasNextPage, pageInfo.hasPreviousPage]).toEqual([5, false, true]);
    expect(from.asked).toEqual([
      [1, 2],
      [2, 3],
    ]);
    const first = await page(from, { first: 1 });
    const none = await page(from, { last: 2, before: first.pageInfo.startCursor ?? '' });
    expect([none.nodes, none.totalCount]).toEqual([[], 5]);
    expect([none.pageInfo.hasNextPage, none.pageInfo.hasPreviousPage]).toEqual([true, false]);
  });

  it('of the last items takes one call where they are all', async () => {
    const from = service(3, 0, 100);
    expect((await page(from, { last: 10 })).nodes).toEqual([0, 1, 2]);
    expect(from.asked).toEqual([[0, 10]]);
  });

  it.each([
    [{ first: 0 }, 'first', 'first must be from 1 to 1000, not 0.'],
    [{ first: 1_001 }, 'first', 'first must be from 1 to 1000, not 1001.'],
    [{ last: 0 }, 'last', 'last must be from 1 to 1000, not 0.'],
    [{ before: 'x' }, 'before', 'before goes with last; with first, give after.'],
    [{ last: 1, after: 'x' }, 'after', 'after goes with first; with last, give before.'],
    [{ after: 'x' }, 'after', /^after is not a cursor\./],
    [{ last: 1, before: cursors.encode('-1') }, 'before', 'before is not a cursor of this list.'],
    [
      { after: createCursorCodec({ cursorRealm: '' }, 'others').encode('1') },
      'after',
      /^after is the cursor of another list/,
    ],
    [
      { after: createCursorCodec({ cursorRealm: 'other tenant\n' }, 'numbers').encode('1') },
      'after',
      /^after is not a cursor\./,
    ],
  ])('asked for with %j is refused, without a call', async (args, argument, message) => {
    const from = service(5, 1, 100);
    const error: unknown = await page(from, args).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', argument: [argument] });
    expect(error).toMatchObject({ message: expect.stringMatching(message) as unknown });
    expect(from.asked).toEqual([]);
  });
});
