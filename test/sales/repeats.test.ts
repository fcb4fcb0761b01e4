import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const LEDGER = '700031';
const DATE = '2026-09-20';
const FEED = `GET /sales/report/v1/ledgers/${LEDGER}`;

const it = freshStack({ now: '2026-09-20T20:00:00Z' });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
});

const sale = (pspReference: string | null, more: Record<string, string | number> = {}) => ({
  pspReference,
  reference: 'order-1',
  ...more,
});
/** Comes twice: as second and as fourth. */
const twice = ['a', 'b', 'c', 'b', 'd', 'e'].map((psp) => sale(psp));

const connection = z.object({
  nodes: z.array(z.object({ id: z.string(), pspReference: z.string().nullable() })),
  edges: z.array(z.object({ cursor: z.string() })),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string() }),
});

/** The PSP references of a page, and what it took to read it. */
async function page(stack: Stack, args: string) {
  await stack.clearCalls();
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${LEDGER}") { salesEvents(${args}) { nodes { id pspReference } edges { cursor } pageInfo { hasNextPage endCursor } } } }`,
  );
  expect(errors).toBeUndefined();
  const { nodes, edges, pageInfo } = z.object({ ledger: z.object({ salesEvents: connection }) }).parse(data)
    .ledger.salesEvents;
  return {
    psps: nodes.map(({ pspReference }) => pspReference),
    cursors: edges.map(({ cursor }) => cursor),
    ...pageInfo,
    calls: await stack.calls(),
  };
}

const halfPair = String.fromCharCode(0xd800);

const notices = (stack: Stack) =>
  stack.logs.filter(({ msg }) => typeof msg === 'string' && msg.includes('more than once'));

describe('a sales event that the API gives twice', () => {
  it('is one node, whatever its texts hold', async ({ stack }) => {
    const odd = sale('a', { reference: `order ${halfPair}` });
    await stack.sandbox.ledgers.addEvents(LEDGER, [odd, odd, sale('a', { reference: 'order \ufffd' })]);
    expect(await page(stack, 'first: 10')).toMatchObject({ psps: ['a', 'a'] });
  });

  it('is one node, and the log says so, once per request', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, twice);
    expect(await page(stack, 'first: 10')).toMatchObject({
      psps: ['a', 'b', 'c', 'd', 'e'],
      hasNextPage: false,
      calls: [`${FEED}?pageSize=10`],
    });
    expect(notices(stack)).toMatchObject([
      {
        level: 40,
        requestId: expect.any(String) as string,
        api: 'sales',
        operation: 'getSalesEventsForLedger',
        ledgerId: LEDGER,
        repeats: 1,
        pspReference: 'b',
        msg: 'the API gave the same sales event more than once: it is shown once',
      },
    ]);
    const both = (args: string) => `ledger(ledgerId: "${LEDGER}") { salesEvents(${args}) { nodes { id } } }`;
    await stack.askText(`{ one: ${both('first: 20')} other: ${both(`first: 30, date: "${DATE}"`)} }`);
    expect(notices(stack)).toHaveLength(2);
  });

  it('does not count towards `first`: the missing one is read behind it', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, twice);
    const { psps, hasNextPage, endCursor, calls } = await page(stack, 'first: 4');
    expect([psps, hasNextPage]).toEqual([['a', 'b', 'c', 'd'], true]);
    expect(calls).toEqual([
      `${FEED}?pageSize=4`,
      expect.stringMatching(/\?cursor=[^&]+&pageSize=1$/) as string,
    ]);
    expect(await page(stack, `first: 4, after: "${endCursor}"`)).toMatchObject({
      psps: ['e'],
      hasNextPage: false,
    });
  });

  it('costs no further call where none is missing', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, twice);
    expect(await page(stack, 'first: 3')).toMatchObject({
      psps: ['a', 'b', 'c'],
      hasNextPage: true,
      calls: [`${FEED}?pageSize=3`],
    });
    expect(notices(stack)).toEqual([]);
  });

  it.for(['', `, date: "${DATE}"`, ', entryType: CAPTURE'])(
    'is met once by a walk from any cursor (%s)',
    async (filter, { stack }) => {
      await stack.sandbox.ledgers.addEvents(LEDGER, twice);
      const { psps, cursors } = await page(stack, `first: 10${filter}`);
      expect(psps).toEqual(['a', 'b', 'c', 'd', 'e']);
      for (const [index, cursor] of cursors.entries()) {
        const rest = await page(stack, `first: 10, after: "${cursor}"${filter}`);
        expect(rest.psps).toEqual(psps.slice(index + 1));
      }
    },
  );

  it('is found on another page of the same answer', async ({ stack }) => {
    const many = Array.from({ length: 1_000 }, (_, index) => sale(`p${String(index)}`));
    await stack.sandbox.ledgers.addEvents(LEDGER, [
      ...many,
      ...['p7', 'x', 'y', 'z'].map((psp) => sale(psp)),
    ]);
    const { psps, cursors, hasNextPage, endCursor, calls } = await page(stack, 'first: 1002');
    expect(psps).toHaveLength(1_002);
    expect(psps.slice(998)).toEqual(['p998', 'p999', 'x', 'y']);
    expect(psps.filter((psp) => psp === 'p7')).toHaveLength(1);
    expect(new Set(cursors).size).toBe(1_002);
    expect(hasNextPage).toBe(true);
    expect(calls.map((call) => /pageSize=\d+/.exec(call)?.[0])).toEqual([
      'pageSize=1000',
      'pageSize=2',
      'pageSize=1',
    ]);
    expect((await page(stack, `first: 5, after: "${endCursor}"`)).psps).toEqual(['z']);
    expect(notices(stack)).toMatchObject([{ repeats: 1, pspReference: 'p7' }]);
  });

  it('is one of the events of its order, and none of its own relatives', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, twice);
    const { psps, calls } = await page(stack, 'first: 10, reference: "order-1"');
    expect([...psps].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(calls).toEqual([`${FEED}/references/order-1`]);
    expect(notices(stack)).toMatchObject([{ operation: 'getSalesEventsByReference', repeats: 1 }]);
    expect(
      await stack.askText(
        `{ salesEvent(ledgerId: "${LEDGER}", pspReference: "b") { relatedEvents { pspReference } } }`,
      ),
    ).toEqual({
      data: {
        salesEvent: { relatedEvents: ['a', 'c', 'd', 'e'].map((pspReference) => ({ pspReference })) },
      },
    });
  });
});

describe('sales events that are not the same', () => {
  it.for([
    ['another kind', sale('a'), sale('a', { entryType: 'refund' })],
    ['another time', sale('a'), sale('a', { time: '2026-09-20T09:59:59Z' })],
    ['another order', sale('a'), sale('a', { reference: 'order-2' })],
    ['cash, alike in everything', sale(null), sale(null)],
  ] as const)('stay, with one PSP reference or none: %s', async ([, one, other], { stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, [one, other]);
    expect((await page(stack, 'first: 10')).psps).toEqual([one.pspReference, other.pspReference]);
    expect(notices(stack)).toEqual([]);
  });

  it('in amount alone stay, and what comes again of them goes', async ({ stack }) => {
    const of = (gross: number) => ({ ...sale('a'), amounts: { gross, net: gross, vat: 0 } });
    await stack.sandbox.ledgers.addEvents(LEDGER, [of(1), of(2), of(2), of(1), of(3)]);
    expect((await page(stack, 'first: 10')).psps).toEqual(['a', 'a', 'a']);
    expect(notices(stack)).toMatchObject([{ repeats: 2 }]);
  });
});
