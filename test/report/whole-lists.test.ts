import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '418806';
const DATE = '2026-05-21';
const paths = {
  funds: `/report/v2/ledgers/${LEDGER}/funds/dates/${DATE}`,
  sales: `/sales/report/v1/ledgers/${LEDGER}/dates/${DATE}`,
};

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

const entry = (pspReference: string) => ({ pspReference, ledgerDate: DATE, entryType: 'capture', amount: 1 });
const sale = (pspReference: string) => ({ pspReference, entryType: 'capture', reference: pspReference });

/** 74 items on pages of two, whose ends say what `end` says of whether there is more. */
function pages(item: (id: string) => object, end: (isLast: boolean, page: number) => object): object[] {
  return Array.from({ length: 37 }, (_, page) => ({
    items: [item(String(2 * page)), item(String(2 * page + 1))],
    ...end(page === 36, page),
  }));
}

async function answers(stack: Stack, path: string, bodies: readonly object[]): Promise<void> {
  for (const body of bodies) {
    const json = JSON.parse(JSON.stringify(body)) as Record<string, never>;
    await stack.sandbox.faults.add({ path, status: 200, body: json });
  }
}

const date = (field: string) =>
  `{ ledger(ledgerId: "${LEDGER}") { page: ${field}(date: "${DATE}", first: 100) { nodes { pspReference } pageInfo { hasNextPage } } } }`;

const answered = z.object({
  data: z.object({
    ledger: z.object({
      page: z.object({
        nodes: z.array(z.object({ pspReference: z.string() })),
        pageInfo: z.object({ hasNextPage: z.boolean() }),
      }),
    }),
  }),
});

const cursor = (page: number) => `c${String(page)}`;

const ends = {
  'says "more" as a word': (isLast: boolean, page: number) =>
    isLast ? { hasMore: 'false' } : { cursor: cursor(page), hasMore: 'true' },
  'says nothing, but gives a cursor': (isLast: boolean, page: number) =>
    isLast ? { hasMore: false } : { cursor: cursor(page) },
  'says null, and gives a cursor': (isLast: boolean, page: number) =>
    isLast ? { cursor: '', hasMore: false } : { cursor: cursor(page), hasMore: null },
};

describe.for([
  ['funds', paths.funds, entry],
  ['salesEvents', paths.sales, sale],
] as const)('%s of a date of 74, on pages of two', ([field, path, item]) => {
  it.for(Object.entries(ends))('are all there when the API %s', async ([, end], { stack }) => {
    const bodies = pages(item, (isLast, page) => ({ ...end(isLast, page), tryLater: false }));
    await answers(stack, path, bodies);
    const { page } = answered.parse(await stack.askText(date(field))).data.ledger;
    expect(page.nodes).toHaveLength(74);
    expect(page.pageInfo).toEqual({ hasNextPage: false });
    expect(await stack.calls()).toHaveLength(37);
    // What is kept is whole. (Short pages of sales are not kept.)
    if (field === 'funds')
      expect(answered.parse(await stack.askText(date(field))).data.ledger.page.nodes).toHaveLength(74);
  });

  it.for([
    ['a number for a flag', { cursor: 'a', hasMore: 1 }],
    ['a word that is no flag', { cursor: 'a', hasMore: 'yes' }],
    ['an object for a cursor', { cursor: {}, hasMore: false }],
    ['a cursor that JSON has rounded', { cursor: 2 ** 60, hasMore: true }],
    ['neither a flag nor a cursor', {}],
    ['null for a flag and an empty cursor', { cursor: '', hasMore: null }],
  ] as const)('are an error, and not kept, with %s', async ([, end], { stack }) => {
    await answers(stack, path, [{ items: [item('1')], tryLater: false, ...end }]);
    const answer = await stack.askText(date(field));
    expect(answer.data).toEqual({ ledger: { page: null } });
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_BAD_RESPONSE']);
    expect((await stack.askText(date(field))).errors).toBeUndefined();
  });

  it('are an error when an item is none', async ({ stack }) => {
    await answers(stack, path, [{ items: [item('1'), null], hasMore: false, tryLater: false }]);
    const answer = await stack.askText(date(field));
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });
});

describe('a date of the Report API', () => {
  const ask = `{ ledger(ledgerId: "${LEDGER}") { funds(date: "${DATE}") { nodes { isDateComplete } } } }`;

  it.for([
    [false, true],
    ['false', true],
    [true, false],
    ['true', false],
    [undefined, false],
    [null, false],
  ])('with tryLater %j is complete: %s', async ([tryLater, isDateComplete], { stack, clock }) => {
    await answers(stack, paths.funds, [{ items: [entry('1')], hasMore: false, tryLater }]);
    const data = { ledger: { funds: { nodes: [{ isDateComplete }] } } };
    expect(await stack.askText(ask)).toEqual({ data });
    await stack.clearCalls();
    clock.advance(3_600);
    await stack.askText(ask);
    // What is complete is kept for days, anything else for seconds.
    expect(await stack.calls()).toEqual(isDateComplete === true ? [] : [`GET ${paths.funds}`]);
  });

  it('is not complete for a sale when one of its pages may grow', async ({ stack }) => {
    await answers(stack, `/sales/report/v1/ledgers/${LEDGER}/psp-references/1`, [
      { items: [{ ...sale('1'), time: `${DATE}T10:00:00Z`, currency: 'NOK' }], hasMore: false },
    ]);
    await answers(stack, paths.funds, [
      { items: [entry('1')], cursor: 'a', hasMore: true, tryLater: false },
      { items: [entry('2')], hasMore: false, tryLater: true },
    ]);
    expect(
      await stack.askText(
        `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "1") { fundsEntries { pspReference isDateComplete } } }`,
      ),
    ).toEqual({ data: { salesEvent: { fundsEntries: [{ pspReference: '1', isDateComplete: false }] } } });
  });

  it('is an error with a tryLater that is no flag', async ({ stack }) => {
    await answers(stack, paths.funds, [{ items: [entry('1')], hasMore: false, tryLater: 0 }]);
    const { errors } = await stack.askText(ask);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });
});

describe('the feed of the Report API', () => {
  const path = `/report/v2/ledgers/${LEDGER}/funds/feed`;
  const ask = `{ ledger(ledgerId: "${LEDGER}") { funds(first: 3) { nodes { pspReference } pageInfo { hasNextPage } } } }`;

  it('ends where tryLater says so as a word', async ({ stack }) => {
    await answers(stack, path, [
      { items: [entry('1')], cursor: 'a', tryLater: 'false' },
      { items: [], cursor: 'a', tryLater: 'true' },
    ]);
    expect(await stack.askText(ask)).toEqual({
      data: { ledger: { funds: { nodes: [{ pspReference: '1' }], pageInfo: { hasNextPage: false } } } },
    });
  });
});

describe('what ends without a flag and a cursor', () => {
  it.for([
    [
      'of the feed of the Sales API',
      `/sales/report/v1/ledgers/${LEDGER}`,
      `{ page: ledger(ledgerId: "${LEDGER}") { salesEvents(first: 3) { nodes { pspReference } } } }`,
    ],
    [
      'of a reference in the Sales API',
      `/sales/report/v1/ledgers/${LEDGER}/references/1`,
      `{ page: ledger(ledgerId: "${LEDGER}") { salesEvents(reference: "1") { nodes { pspReference } } } }`,
    ],
  ] as const)('is an error on a page %s, and not kept', async ([, path, ask], { stack }) => {
    await answers(stack, path, [{ items: [sale('1')] }]);
    const answer = await stack.askText(ask);
    expect(answer.data).toEqual({ page: { salesEvents: null } });
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_BAD_RESPONSE']);
    expect((await stack.askText(ask)).errors).toBeUndefined();
  });
});

describe("the Sales API's own sample of an answer", () => {
  it('is the event of a PSP reference, whatever it says of more', async ({ stack }) => {
    const path = `/sales/report/v1/ledgers/${LEDGER}/psp-references/1`;
    const ask = `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "1") { reference } }`;
    await answers(stack, path, [{ items: [sale('1')], cursor: 'string', hasMore: true }]);
    expect(await stack.askText(ask)).toEqual({ data: { salesEvent: { reference: '1' } } });
  });

  it('is an error when it has none, and not "does not exist"', async ({ stack }) => {
    const path = `/sales/report/v1/ledgers/${LEDGER}/psp-references/1`;
    await answers(stack, path, [{ items: [], cursor: 'string', hasMore: true }]);
    const { errors } = await stack.askText(
      `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "1") { reference } }`,
    );
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });
});

describe('the list of ledgers', () => {
  const path = '/settlement/v1/ledgers';
  const ask = '{ ledgers { nodes { ledgerId } totalCount } }';
  const ledger = { ledgerId: '1' };

  it.for([
    ['a cursor that is none', { items: [ledger], cursor: {} }],
    ['more, but no cursor', { items: [ledger], hasMore: true }],
    ['a ledger without its id', { items: [ledger, { currency: 'NOK' }], cursor: '' }],
  ] as const)('is an error with %s', async ([, body], { stack }) => {
    await answers(stack, path, [body]);
    const answer = await stack.askText(ask);
    expect(answer.data).toEqual({ ledgers: null });
    expect(answer.errors?.map(({ extensions }) => extensions['code'])).toEqual(['UPSTREAM_BAD_RESPONSE']);
  });
});
