import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-09-14T16:00:00Z' });
it.beforeEach(({ stack }) => stack.sandbox.clock.freeze('2026-09-14T16:00:00Z'));

/** Some 120 sales a day, some 11 a day, and none at all. */
const BUSY = '418806';
const SMALL = '420177';
const EMPTY = '700031';

const connection = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: z.object({ id: z.string(), time: z.string() }) })),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    startCursor: z.string().nullable(),
    endCursor: z.string().nullable(),
  }),
});

async function page(stack: Stack, ledgerId: string, args: string) {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { salesEvents(${args}) { edges { cursor node { id time } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  return z.object({ ledger: z.object({ salesEvents: connection }) }).parse(data).ledger.salesEvents;
}

const ids = ({ edges }: z.infer<typeof connection>) => edges.map(({ node }) => node.id);

const dates = (ledgerId: string, ...days: readonly string[]) =>
  days.map((day) => `GET /sales/report/v1/ledgers/${ledgerId}/dates/2026-${day}?pageSize=1000`);

describe('the latest 20 sales of a ledger', () => {
  it('are one call where that many were made today, oldest first', async ({ stack }) => {
    const latest = await page(stack, BUSY, 'last: 20');
    expect(await stack.calls()).toEqual(dates(BUSY, '09-14'));
    const day = await page(stack, BUSY, 'date: "2026-09-14", first: 1000');
    expect(ids(latest)).toEqual(ids(day).slice(-20));
    expect(latest.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: true,
      startCursor: latest.edges[0]?.cursor,
      endCursor: latest.edges.at(-1)?.cursor,
    });
  });

  it('go back as many dates as they take', async ({ stack }) => {
    const latest = await page(stack, SMALL, 'last: 20');
    expect(await stack.calls()).toEqual(dates(SMALL, '09-14', '09-13'));
    await stack.clearCalls();
    // A date may grow for three days, so both are asked for again.
    expect(await page(stack, SMALL, 'last: 20')).toEqual(latest);
    expect(await stack.calls()).toEqual(dates(SMALL, '09-14', '09-13'));
    const feed = await page(stack, SMALL, 'first: 10000');
    expect(ids(latest)).toEqual(ids(feed).slice(-20));
  });

  it('hold what was sold since, with one call for today', async ({ stack }) => {
    const before = await page(stack, SMALL, 'last: 3');
    await stack.sandbox.ledgers.addEvents(SMALL, [{ pspReference: 'new-1', time: '2026-09-14T15:59:00Z' }]);
    await stack.clearCalls();
    const after = await page(stack, SMALL, 'last: 3');
    expect(ids(after).slice(0, 2)).toEqual(ids(before).slice(1));
    expect(await stack.calls()).toEqual(dates(SMALL, '09-14'));
  });

  it('are walked back page by page, each event once', async ({ stack }) => {
    const feed = ids(await page(stack, SMALL, 'first: 10000'));
    const walked: string[] = [];
    let before = '';
    while (walked.length < 120) {
      const next = await page(stack, SMALL, `last: 30${before}`);
      expect(next.edges).toHaveLength(30);
      expect(next.pageInfo.hasNextPage).toBe(before !== '');
      walked.unshift(...ids(next));
      before = `, before: "${next.pageInfo.startCursor}"`;
    }
    expect(walked).toEqual(feed.slice(-120));
    const middle = (await page(stack, SMALL, 'last: 30')).edges[10];
    const inFront = await page(stack, SMALL, `last: 2, before: "${middle?.cursor}"`);
    expect(ids(inFront)).toEqual(feed.slice(-22, -20));
  });

  it('of one date are its last, and nothing of other dates', async ({ stack }) => {
    const day = await page(stack, SMALL, 'date: "2026-09-10", first: 100');
    await stack.clearCalls();
    const all = await page(stack, SMALL, 'date: "2026-09-10", last: 1000');
    expect(ids(all)).toEqual(ids(day));
    expect(all.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const latest = await page(stack, SMALL, 'date: "2026-09-10", last: 4');
    expect(ids(latest)).toEqual(ids(day).slice(-4));
    expect(latest.pageInfo.hasPreviousPage).toBe(true);
    expect(await stack.calls()).toEqual(dates(SMALL, '09-10'));
  });

  it('of a ledger without any end after 92 dates, and say how far that was', async ({ stack }) => {
    const none = await page(stack, EMPTY, 'last: 20');
    expect(none).toEqual({
      edges: [],
      pageInfo: {
        hasNextPage: false,
        hasPreviousPage: true,
        startCursor: expect.any(String) as string,
        endCursor: null,
      },
    });
    const calls = await stack.calls();
    expect(calls).toHaveLength(92);
    expect(calls.at(-1)).toBe(dates(EMPTY, '06-15')[0]);
    await stack.clearCalls();
    await page(stack, EMPTY, 'last: 20');
    expect(await stack.calls()).toEqual(dates(EMPTY, '09-14', '09-13', '09-12'));
    // No sale is older than 9 March.
    const older = await page(stack, EMPTY, `last: 20, before: "${none.pageInfo.startCursor}"`);
    expect(older.pageInfo.hasPreviousPage).toBe(true);
    const oldest = await page(stack, EMPTY, `last: 20, before: "${older.pageInfo.startCursor}"`);
    expect(oldest.pageInfo.hasPreviousPage).toBe(false);
    expect((await stack.calls()).at(-1)).toBe(dates(EMPTY, '03-09')[0]);
  });

  it('are null for an unknown ledger, after one call', async ({ stack }) => {
    expect(
      await stack.askText('{ ledger(ledgerId: "999999") { salesEvents(last: 20) { nodes { id } } } }'),
    ).toEqual({ data: { ledger: { salesEvents: null } } });
    expect(await stack.calls()).toEqual(dates('999999', '09-14'));
  });

  it('are an error where a date in between is a 404: what is missing there must not look whole', async ({
    stack,
  }) => {
    await stack.sandbox.faults.add({
      path: `/sales/report/v1/ledgers/${EMPTY}/dates/2026-09-12`,
      status: 404,
      body: { title: 'Not Found' },
    });
    const answer = await stack.askText(
      `{ ledger(ledgerId: "${EMPTY}") { salesEvents(last: 20) { nodes { id } } } }`,
    );
    expect(answer.data).toEqual({ ledger: { salesEvents: null } });
    expect(answer.errors).toMatchObject([
      {
        path: ['ledger', 'salesEvents'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'sales', status: 404 } },
      },
    ]);
  });

  it('leave out what the API gives twice', async ({ stack }) => {
    const twice = {
      pspReference: 'twice',
      reference: 'r',
      entryType: 'capture',
      time: '2026-09-14T15:00:00Z',
    };
    await stack.sandbox.ledgers.addEvents(EMPTY, [twice, { ...twice, pspReference: 'once' }, twice], false);
    const { data } = await stack.askText(
      `{ ledger(ledgerId: "${EMPTY}") { salesEvents(last: 3, date: "2026-09-14") { nodes { pspReference } } } }`,
    );
    expect(data).toEqual({
      ledger: { salesEvents: { nodes: [{ pspReference: 'twice' }, { pspReference: 'once' }] } },
    });
  });

  it.for([
    ['last: 0', 'last must be from 1 to 1000, not 0.', 'last'],
    ['last: 1001', 'last must be from 1 to 1000, not 1001.', 'last'],
    ['before: "x"', 'before goes with last: say how many items.', 'before'],
    ['last: 2, after: "x"', 'after goes with first, and before with last.', 'after'],
    [
      'last: 2, before: "x"',
      'before is not a cursor. Take it from `startCursor` or from an edge of the same list.',
      'before',
    ],
    ['last: 2, reference: "r"', 'reference and last can not go together: give one of them.', 'last'],
  ] as const)('refuse %s before any call', async ([args, message, argument], { stack }) => {
    const { errors } = await stack.askText(
      `{ ledger(ledgerId: "${BUSY}") { salesEvents(${args}) { nodes { id } } } }`,
    );
    expect(errors).toEqual([
      expect.objectContaining({ message, extensions: { code: 'BAD_USER_INPUT', argument: [argument] } }),
    ]);
    expect(await stack.calls()).toEqual([]);
  });

  it('have cursors of their own: those of the feed and of other filters are refused', async ({ stack }) => {
    const feed = (await page(stack, SMALL, 'first: 1')).pageInfo.endCursor;
    const latest = (await page(stack, SMALL, 'last: 1')).pageInfo.startCursor;
    const refused = async (args: string) => {
      const { errors } = await stack.askText(
        `{ ledger(ledgerId: "${SMALL}") { salesEvents(${args}) { nodes { id } } } }`,
      );
      return errors?.map(({ message }) => message);
    };
    const of = (argument: string) => [
      `${argument} is the cursor of another list, or of this one with another filter.`,
    ];
    expect(await refused(`last: 1, before: "${feed}"`)).toEqual(of('before'));
    expect(await refused(`after: "${latest}"`)).toEqual(of('after'));
    expect(await refused(`last: 1, paymentType: CARD, before: "${latest}"`)).toEqual(of('before'));
  });
});

describe('sales by the way they were paid and their solution', () => {
  const ask = async (stack: Stack, args: string) => {
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "421390") { salesEvents(${args}) { nodes { id entryType paymentType classification { solution } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { ledger } = data as unknown as {
      ledger: {
        salesEvents: {
          nodes: {
            id: string;
            entryType: string;
            paymentType: string;
            classification: { solution: string };
          }[];
        };
      };
    };
    return ledger.salesEvents.nodes;
  };

  it('are picked from whole pages, and from whole dates for the latest', async ({ stack }) => {
    const all = await ask(stack, 'date: "2026-05-20", first: 1000');
    const cash = all.filter(({ paymentType }) => paymentType === 'CASH');
    expect(cash.length).toBeGreaterThan(0);
    expect(cash.length).toBeLessThan(all.length);
    expect(await ask(stack, 'date: "2026-05-20", first: 1000, paymentType: CASH')).toEqual(cash);
    expect(await ask(stack, 'date: "2026-05-20", first: 1000, paymentType: CASH, solution: MPOS')).toEqual(
      cash.filter(({ classification }) => classification.solution === 'MPOS'),
    );
    expect(await ask(stack, 'date: "2026-05-20", first: 1000, solution: SHOPPING_BASKET')).toEqual(
      all.filter(({ classification }) => classification.solution === 'SHOPPING_BASKET'),
    );
    await stack.clearCalls();
    const latest = await ask(stack, 'last: 2, date: "2026-05-20", paymentType: CASH, entryType: CAPTURE');
    expect(latest).toEqual(cash.filter(({ entryType }) => entryType === 'CAPTURE').slice(-2));
    expect(await stack.calls()).toEqual([]);
  });

  it('are read from ten calls at most, with the last edge where that ended', async ({ stack }) => {
    const { data } = await stack.askText(
      `{ ledger(ledgerId: "418806") { salesEvents(first: 10, paymentType: UNKNOWN) { nodes { id } pageInfo { hasNextPage endCursor } } } }`,
    );
    expect(data).toEqual({
      ledger: {
        salesEvents: { nodes: [], pageInfo: { hasNextPage: true, endCursor: expect.any(String) as string } },
      },
    });
    const calls = await stack.calls();
    expect(calls).toHaveLength(10);
    expect(calls[0]).toBe('GET /sales/report/v1/ledgers/418806?pageSize=1000');
  });

  it('within an order are picked from its events', async ({ stack }) => {
    const [first] = await ask(stack, 'first: 1, paymentType: CARD');
    const { data } = await stack.askText(
      `{ ledger(ledgerId: "421390") { salesEvents(first: 1, paymentType: CARD) { nodes { reference } } } }`,
    );
    const { ledger } = data as unknown as { ledger: { salesEvents: { nodes: { reference: string }[] } } };
    const reference = ledger.salesEvents.nodes[0]?.reference ?? '';
    expect(await ask(stack, `reference: "${reference}", paymentType: CARD`)).toContainEqual(first);
    expect(await ask(stack, `reference: "${reference}", paymentType: CASH`)).toEqual([]);
  });
});
