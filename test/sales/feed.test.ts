import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '418806';
const feedPath = `/sales/report/v1/ledgers/${LEDGER}`;

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

const connection = z.object({
  nodes: z.array(z.object({ id: z.string() })),
  edges: z.array(z.object({ cursor: z.string() })),
  pageInfo: z.object({
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
    endCursor: z.string().nullable(),
  }),
});

async function page(stack: Stack, args: string, ledgerId = LEDGER) {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { salesEvents(${args}) { nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  return z.object({ ledger: z.object({ salesEvents: connection }) }).parse(data).ledger.salesEvents;
}

/** All calls since the last time. */
async function callsSince(stack: Stack): Promise<readonly string[]> {
  const calls = await stack.calls();
  await stack.clearCalls();
  return calls;
}

const at = (position: number): string => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(position));
  return encodeURIComponent(bytes.toString('base64'));
};

describe('the calls for a page of sales events', () => {
  it('are one for 10 events, for no more than 10', async ({ stack }) => {
    expect((await page(stack, 'first: 10')).nodes).toHaveLength(10);
    expect(await callsSince(stack)).toEqual([`GET ${feedPath}?pageSize=10`]);
  });

  it('are one for 100 events, and none for the same again', async ({ stack }) => {
    const once = await page(stack, 'first: 100');
    expect(once.nodes).toHaveLength(100);
    expect(await callsSince(stack)).toEqual([`GET ${feedPath}?pageSize=100`]);
    expect(await page(stack, 'first: 100')).toEqual(once);
    expect(await stack.calls()).toEqual([]);
  });

  it('are three for 2,500 events, the last one for the missing 500', async ({ stack }) => {
    const { nodes, edges, pageInfo } = await page(stack, 'first: 2500');
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(2_500);
    expect(new Set(edges.map(({ cursor }) => cursor)).size).toBe(2_500);
    expect(pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(await callsSince(stack)).toEqual([
      `GET ${feedPath}?pageSize=1000`,
      `GET ${feedPath}?cursor=${at(1_000)}&pageSize=1000`,
      `GET ${feedPath}?cursor=${at(2_000)}&pageSize=500`,
    ]);
  });

  it('are one for the page behind: from the end of the page before, not from its start', async ({
    stack,
  }) => {
    const { pageInfo } = await page(stack, 'first: 50');
    await callsSince(stack);
    const next = await page(stack, `first: 30, after: "${pageInfo.endCursor ?? ''}"`);
    expect(next.pageInfo.hasPreviousPage).toBe(true);
    expect(await callsSince(stack)).toEqual([`GET ${feedPath}?cursor=${at(50)}&pageSize=30`]);
  });

  it('are one from the middle of a page: that page again, as far as it is needed', async ({ stack }) => {
    const { edges } = await page(stack, 'first: 50');
    await callsSince(stack);
    await page(stack, `first: 30, after: "${edges[9]?.cursor ?? ''}"`);
    expect(await callsSince(stack)).toEqual([`GET ${feedPath}?pageSize=40`]);
  });

  it('are one for a date, and none for the same date again once it is long past', async ({ stack }) => {
    const once = await page(stack, 'first: 500, date: "2026-05-20"');
    expect(once.nodes).toHaveLength(85);
    expect(once.pageInfo.hasNextPage).toBe(false);
    expect(await callsSince(stack)).toEqual([`GET ${feedPath}/dates/2026-05-20?pageSize=500`]);
    await page(stack, 'first: 500, date: "2026-05-20"');
    expect(await stack.calls()).toEqual([]);
  });

  it('are full pages for refunds alone, which the API can not be asked for', async ({ stack }) => {
    const { nodes } = await page(stack, 'first: 20, entryType: REFUND');
    expect(nodes).toHaveLength(20);
    expect(await callsSince(stack)).toEqual([`GET ${feedPath}?pageSize=1000`]);
  });
});

describe('a filter that nothing passes', () => {
  it('costs ten full pages and ends there, to be gone on from', async ({ stack }) => {
    const found = await page(stack, 'first: 5, entryType: UNKNOWN');
    expect(found).toMatchObject({ nodes: [], edges: [], pageInfo: { hasNextPage: true } });
    const pages = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, index) => {
        const cursor = from + index === 0 ? '' : `cursor=${at((from + index) * 1_000)}&`;
        return `GET ${feedPath}?${cursor}pageSize=1000`;
      });
    expect(await callsSince(stack)).toEqual(pages(0, 10));
    const rest = await page(
      stack,
      `first: 5, entryType: UNKNOWN, after: "${found.pageInfo.endCursor ?? ''}"`,
    );
    expect(rest).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect(await callsSince(stack)).toEqual(pages(10, 20));
  });
});

describe('the sales of a date', () => {
  it('are asked for anew while late ones may come, and kept from the third day on', async ({
    stack,
    clock,
  }) => {
    await stack.sandbox.clock.freeze('2026-10-18T10:00:00Z');
    await stack.sandbox.ledgers.addEvents('700031', [{}]);
    const ofDate = async () => (await page(stack, 'first: 10, date: "2026-10-18"', '700031')).nodes.length;
    expect(await ofDate()).toBe(1);
    await stack.sandbox.ledgers.addEvents('700031', [{}]);
    expect(await ofDate()).toBe(2);
    clock.advance(86_400);
    await callsSince(stack);
    expect(await ofDate()).toBe(2);
    expect(await ofDate()).toBe(2);
    expect(await callsSince(stack)).toEqual([
      'GET /sales/report/v1/ledgers/700031/dates/2026-10-18?pageSize=10',
    ]);
  });
});

describe('the end of the feed', () => {
  it('keeps a cursor behind which new events appear, once each, a year later too', async ({
    stack,
    clock,
  }) => {
    const empty = await page(stack, 'first: 5', '700031');
    expect(empty).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });
    const start = empty.pageInfo.endCursor ?? '';
    await stack.sandbox.ledgers.addEvents('700031', [{ pspReference: 'a' }, { pspReference: 'b' }]);
    const news = await page(stack, `first: 5, after: "${start}"`, '700031');
    expect(news.nodes).toHaveLength(2);
    const end = news.pageInfo.endCursor ?? '';
    clock.advance(365 * 86_400);
    const nothing = await page(stack, `first: 5, after: "${end}"`, '700031');
    expect(nothing.nodes).toEqual([]);
    expect(nothing.pageInfo.endCursor).toBe(end);
    await stack.sandbox.ledgers.addEvents('700031', [{ pspReference: 'c' }]);
    await callsSince(stack);
    expect((await page(stack, `first: 5, after: "${end}"`, '700031')).nodes).toHaveLength(1);
    expect(await callsSince(stack)).toEqual([
      `GET /sales/report/v1/ledgers/700031?cursor=${at(2)}&pageSize=5`,
    ]);
  });

  it('of a date without a cursor of its own is resumed from too', async ({ stack }) => {
    await stack.sandbox.quirks.set({ salesDateEndsWithoutCursor: true });
    await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
    await stack.sandbox.ledgers.addEvents('700031', [{}, {}, {}]);
    const { nodes, pageInfo } = await page(stack, 'first: 10, date: "2026-09-20"', '700031');
    expect(nodes).toHaveLength(3);
    await stack.sandbox.ledgers.addEvents('700031', [{}]);
    const next = await page(
      stack,
      `first: 10, date: "2026-09-20", after: "${pageInfo.endCursor ?? ''}"`,
      '700031',
    );
    expect(next.nodes).toHaveLength(1);
    expect(nodes).not.toContainEqual(next.nodes[0]);
  });
});

describe('a feed that misbehaves', () => {
  const answer = (body: object) => ({
    path: `${feedPath}**`,
    times: null,
    status: 200,
    body: JSON.parse(JSON.stringify(body)) as Record<string, never>,
  });
  const event = { entryType: 'capture', time: '2026-09-01T10:00:00Z', reference: '1', currency: 'NOK' };

  it.for([
    {
      fault: 'gives the cursor back that it was asked with',
      body: { items: [event], cursor: 'same', hasMore: true },
      reason: 'it leads back to a page that was read already',
      calls: 2,
    },
    {
      fault: 'promises more without a cursor',
      body: { items: [event], hasMore: true },
      reason: 'it promises more but gives no cursor',
      calls: 1,
    },
  ])('ends in a clear error when it $fault', async ({ body, reason, calls }, { stack }) => {
    await stack.sandbox.faults.add(answer(body));
    await expectBadAnswer(stack, reason);
    expect(await callsSince(stack)).toHaveLength(calls);
  });

  it('ends in a clear error when it promises more with empty pages only', async ({ stack }) => {
    for (let call = 0; call < 10; call += 1) {
      await stack.sandbox.faults.add({
        ...answer({ items: [], cursor: `c${String(call)}`, hasMore: true }),
        times: 1,
      });
    }
    await expectBadAnswer(stack, 'it promises more but gives empty pages only');
    expect(await callsSince(stack)).toHaveLength(5);
  });

  async function expectBadAnswer(stack: Stack, reason: string): Promise<void> {
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { ledgerId salesEvents(first: 100) { nodes { id } } } }`,
    );
    expect(data).toEqual({ ledger: { ledgerId: LEDGER, salesEvents: null } });
    expect(errors).toEqual([
      expect.objectContaining({
        message: `The Vipps MobilePay Sales API sent an answer that can't be used: ${reason}.`,
        path: ['ledger', 'salesEvents'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'sales' } },
      }),
    ]);
  }
});

describe('what is asked wrongly', () => {
  it.for([
    ['first: 0', 'first', 'first must be from 1 to 10000, not 0.'],
    ['first: 10001', 'first', 'first must be from 1 to 10000, not 10001.'],
    [
      'after: "x"',
      'after',
      'after is not a cursor. Take it from `endCursor` or from an edge of the same list.',
    ],
    [
      'date: "2026-05-20", reference: "1"',
      'reference',
      'reference and date can not go together: give one of them.',
    ],
    [
      'reference: ".."',
      'reference',
      'reference must be a text of 1 to 100 characters without slashes and line breaks, such as "48200917733".',
    ],
  ] as const)(
    'salesEvents(%s) is refused without a call, naming the argument',
    async ([args, argument, message], { stack }) => {
      await page(stack, 'first: 1');
      await stack.clearCalls();
      const { errors } = await stack.askText(
        `{ ledger(ledgerId: "${LEDGER}") { salesEvents(${args}) { nodes { id } } } }`,
      );
      expect(errors).toEqual([
        expect.objectContaining({ message, extensions: { code: 'BAD_USER_INPUT', argument: [argument] } }),
      ]);
      expect(await stack.calls()).toEqual([]);
    },
  );

  it.for([
    [
      'another ledger',
      (cursor: string) =>
        `{ ledger(ledgerId: "418914") { salesEvents(after: "${cursor}") { nodes { id } } } }`,
    ],
    [
      'the feed of funds',
      (cursor: string) =>
        `{ ledger(ledgerId: "${LEDGER}") { funds(after: "${cursor}") { nodes { time } } } }`,
    ],
    [
      'the same ledger on a date',
      (cursor: string) =>
        `{ ledger(ledgerId: "${LEDGER}") { salesEvents(date: "2026-05-20", after: "${cursor}") { nodes { id } } } }`,
    ],
  ] as const)('a cursor is refused for %s', async ([, query], { stack }) => {
    const { pageInfo } = await page(stack, 'first: 3');
    await callsSince(stack);
    const { errors } = await stack.askText(query(pageInfo.endCursor ?? ''));
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'after is the cursor of another list, or of this one with another filter.',
        extensions: { code: 'BAD_USER_INPUT', argument: ['after'] },
      }),
    ]);
    expect(await callsSince(stack)).toEqual([]);
  });
});

describe('a cursor that the API itself refuses', () => {
  const refusal = { path: feedPath, status: 400, body: { title: 'Invalid cursor' }, times: null };

  it('is a fault of `after`', async ({ stack }) => {
    const { pageInfo } = await page(stack, 'first: 3');
    await stack.sandbox.faults.add(refusal);
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 3, after: "${pageInfo.endCursor ?? ''}") { nodes { id } } } }`,
    );
    expect(data).toEqual({ ledger: { salesEvents: null } });
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'after is a cursor that the API refuses. Begin anew without it.',
        path: ['ledger', 'salesEvents'],
        extensions: { code: 'BAD_USER_INPUT', argument: ['after'] },
      }),
    ]);
  });

  it.for([
    ['without one', 0, { code: 'BAD_USER_INPUT', upstream: { api: 'sales', status: 400 } }],
    ['on its way', 1, { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'sales' } }],
  ] as const)('is not blamed on `after` %s', async ([, skip, extensions], { stack }) => {
    await stack.sandbox.faults.add({ ...refusal, skip });
    const { errors } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 1500) { nodes { id } } } }`,
    );
    expect(errors).toEqual([expect.objectContaining({ extensions })]);
  });
});

describe('a client that goes away', () => {
  it('stops the pages that are still to come', async ({ stack }) => {
    await page(stack, 'first: 1');
    await stack.clearCalls();
    await stack.sandbox.faults.add({ path: feedPath, skip: 1, hang: true });
    const gone = new AbortController();
    const answer = stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 9000) { nodes { id } } } }`,
      {},
      { signal: gone.signal },
    );
    await expect.poll(async () => (await stack.sandbox.requests({ path: feedPath })).inFlight).toBe(1);
    await expect.poll(async () => (await stack.sandbox.requests({ path: feedPath })).requests.length).toBe(2);
    gone.abort();
    await expect(answer).rejects.toThrow();
    await expect.poll(async () => (await stack.sandbox.requests({ path: feedPath })).inFlight).toBe(0);
    const { requests } = await stack.sandbox.requests({ path: feedPath });
    expect(requests.map(({ closedByClient }) => closedByClient)).toEqual([false, true]);
  });
});
