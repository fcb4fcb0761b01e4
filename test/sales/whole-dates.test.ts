import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import { fakeClock, type Stack } from '../support/stack.js';

const LEDGER = '700031';
const DATE = '2026-09-20';
const funds = `/report/v2/ledgers/${LEDGER}/funds/dates/${DATE}`;
const sales = `/sales/report/v1/ledgers/${LEDGER}/dates/${DATE}`;

const it = freshStack({ now: '2026-09-20T20:00:00Z' });
it.beforeEach(async ({ stack }) => {
  await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
});

const added = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ pspReference: `psp${String(index)}` }));

/** Pages that never end, each behind a cursor of its own. */
async function endless(
  stack: Stack,
  path: string,
  pages: number,
  item: Record<string, string | number>,
): Promise<void> {
  for (let page = 0; page < pages; page += 1) {
    const body = { items: [item], cursor: `c${String(page)}`, hasMore: true, tryLater: false };
    await stack.sandbox.faults.add({ path, status: 200, body });
  }
}

describe('a whole date', () => {
  it('is read to its end on pages as small as the API announces', async ({ stack }) => {
    await stack.sandbox.ledgers.put(LEDGER, { pageSize: 1 });
    await stack.sandbox.ledgers.addEvents(LEDGER, added(120));
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 120) { nodes { pspReference fundsEntries { pspReference } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ledger: {
        salesEvents: {
          nodes: added(120).map(({ pspReference }) => ({ pspReference, fundsEntries: [{ pspReference }] })),
        },
      },
    });
    expect((await stack.calls()).filter((call) => call.includes(funds))).toHaveLength(120);
  });

  it('of entries that does not end is an error that says how far it was read', async ({ stack }) => {
    await stack.sandbox.ledgers.addEvents(LEDGER, added(1), false);
    await endless(stack, funds, 101, { pspReference: 'other' });
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents { nodes { pspReference fundsEntries { pspReference } } } } }`,
    );
    expect(data).toEqual({
      ledger: { salesEvents: { nodes: [{ pspReference: 'psp0', fundsEntries: null }] } },
    });
    expect(errors).toEqual([
      expect.objectContaining({
        message:
          "The Vipps MobilePay Report API sent an answer that can't be used: it goes on behind 100 pages, which held 100 items.",
        path: ['ledger', 'salesEvents', 'nodes', 0, 'fundsEntries'],
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'report' } },
      }),
    ]);
    expect((await stack.calls()).filter((call) => call.includes(funds))).toHaveLength(100);
  });

  it('of sales that does not end is an error, not sales that are not there', async ({ stack }) => {
    await stack.sandbox.ledgers.addEntries(
      LEDGER,
      'funds',
      added(3).map(({ pspReference }) => ({ pspReference, entryType: 'capture', amount: 100 })),
    );
    await endless(stack, sales, 101, { pspReference: 'other' });
    const { data, errors = [] } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { funds(date: "${DATE}") { nodes { pspReference salesEvent { id } } } } }`,
    );
    expect(data).toEqual({
      ledger: {
        funds: { nodes: added(3).map(({ pspReference }) => ({ pspReference, salesEvent: null })) },
      },
    });
    expect(errors.map(({ message, extensions }) => [message, extensions])).toEqual(
      added(3).map(() => [
        "The Vipps MobilePay Sales API sent an answer that can't be used: it goes on behind 100 pages, which held 100 items.",
        { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'sales' } },
      ]),
    );
    expect((await stack.calls()).filter((call) => call.includes(sales))).toHaveLength(100);
  });

  it('that needs more calls than a request may start says that', async ({ start }) => {
    const stack = await start({
      clock: fakeClock(Date.parse('2026-09-20T20:00:00Z')),
      env: { QUERY_MAX_CALLS: '20' },
    });
    await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
    await stack.sandbox.ledgers.put(LEDGER, { pageSize: 1 });
    await stack.sandbox.ledgers.addEvents(LEDGER, added(30));
    const { errors } = await stack.askText(
      `{ ledger(ledgerId: "${LEDGER}") { salesEvents(first: 1) { nodes { fundsEntries { time } } } } }`,
    );
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'The request needs more than 20 upstream calls. Ask for smaller pages or fewer things.',
        extensions: { code: 'COST_LIMIT_EXCEEDED' },
      }),
    ]);
  });
});
