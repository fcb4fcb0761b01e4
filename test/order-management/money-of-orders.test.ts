import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';

const it = freshStack({ now: '2026-05-23T10:00:00Z' });

/** A web shop's ledger, which the Sales API does not cover, and its unit. */
const SHOP = '421006';
const MSN = '251308';

const order = (orderId: string, fields: string, msn = MSN): string =>
  `order(msn: "${msn}", paymentType: ECOM, orderId: "${orderId}") { ${fields} }`;

const dates = (topic: string, from: number, to: number): readonly string[] =>
  Array.from(
    { length: to - from + 1 },
    (_, day) =>
      `GET /report/v2/ledgers/${SHOP}/${topic}/dates/2026-05-${String(from + day).padStart(2, '0')}`,
  );

describe('the money of an order', () => {
  it.beforeEach(async ({ stack }) => {
    await stack.sandbox.clock.freeze('2026-05-23T10:00:00Z');
    await stack.clearCalls();
  });

  it('is found on the dates that are named, for payments that the Sales API does not cover', async ({
    stack,
  }) => {
    const { data, errors } = await stack.askText(
      `{ ${order(
        '9130720001',
        `salesEvents { id }
       fundsEntries(from: "2026-05-20", days: 1) { fromDate toDate isComplete nodes { entryType pspReference ledgerDate isDateComplete amount { value } order { orderId } } }
       feeEntries(from: "2026-05-20", days: 2) { fromDate toDate isComplete nodes { entryType pspReference ledgerDate amount { value } } }`,
      )} }`,
    );
    expect(errors).toBeUndefined();
    const fee = (value: number) => ({
      entryType: 'CAPTURE_FEE',
      pspReference: '48130720001',
      ledgerDate: '2026-05-20',
      amount: { value },
    });
    expect(data).toEqual({
      order: {
        salesEvents: [],
        fundsEntries: {
          fromDate: '2026-05-20',
          toDate: '2026-05-20',
          isComplete: true,
          nodes: [
            {
              entryType: 'CAPTURE',
              pspReference: '48130720001',
              ledgerDate: '2026-05-20',
              isDateComplete: true,
              amount: { value: expect.any(Number) as number },
              order: { orderId: '9130720001' },
            },
          ],
        },
        feeEntries: {
          fromDate: '2026-05-20',
          toDate: '2026-05-21',
          isComplete: true,
          nodes: [fee(-59), fee(-58)],
        },
      },
    });
    expect((await stack.calls()).filter((call) => call.includes('/report/v2/'))).toEqual([
      ...dates('funds', 20, 20),
      ...dates('fees', 20, 21),
    ]);
  });

  it('of fifty orders costs one call per date, and the list of ledgers once', async ({ stack }) => {
    const keys = Array.from({ length: 50 }, (_, index) => ({
      msn: MSN,
      paymentType: 'ECOM',
      orderId: `91307200${String(index).padStart(2, '0')}`,
    }));
    const { data, errors } = await stack.askText(
      'query ($keys: [OrderKey!]!) { orders(keys: $keys) { fundsEntries(from: "2026-05-19", days: 3) { nodes { reference } } } }',
      { keys },
    );
    expect(errors).toBeUndefined();
    const { orders } = data as unknown as { orders: { fundsEntries: { nodes: { reference: string }[] } }[] };
    const found = orders.flatMap(({ fundsEntries }, index) =>
      fundsEntries.nodes.map(({ reference }) => reference === keys[index]?.orderId),
    );
    expect(found.length).toBeGreaterThan(10);
    expect(found).not.toContain(false);
    const calls = await stack.calls();
    expect(calls.filter((call) => call.includes('/report/v2/'))).toEqual(dates('funds', 19, 21));
    expect(calls.filter((call) => call.includes('/settlement/'))).toHaveLength(2);
    expect(calls).toHaveLength(5);
  });

  it('is looked for on the last fourteen dates unless told otherwise, and is not complete then', async ({
    stack,
  }) => {
    const { data } = await stack.askText(
      `{ ${order('9130720001', 'fundsEntries { fromDate toDate isComplete nodes { ledgerDate } }')} }`,
    );
    expect(data).toEqual({
      order: {
        fundsEntries: {
          fromDate: '2026-05-10',
          toDate: '2026-05-23',
          isComplete: false,
          nodes: [{ ledgerDate: '2026-05-20' }],
        },
      },
    });
    expect((await stack.calls()).filter((call) => call.includes('/report/v2/'))).toEqual(
      dates('funds', 10, 23),
    );
  });

  it('is not complete while the date is open, though there is nothing on it', async ({ stack }) => {
    const { data } = await stack.askText(
      `{ ${order('none', 'fundsEntries(from: "2026-05-23", days: 1) { isComplete nodes { time } } feeEntries(from: "2026-05-23", days: 1) { isComplete }')} }`,
    );
    expect(data).toEqual({
      order: { fundsEntries: { isComplete: false, nodes: [] }, feeEntries: { isComplete: false } },
    });
  });

  it('is not read on dates that have not begun', async ({ stack }) => {
    const { data } = await stack.askText(`{
      today: ${order('none', 'fundsEntries(from: "2026-05-23", days: 31) { fromDate toDate isComplete nodes { time } }')}
      later: ${order('none', 'fundsEntries(from: "2026-05-24", days: 3) { fromDate toDate isComplete nodes { time } }')}
    }`);
    const none = (fromDate: string, toDate: string) => ({
      fundsEntries: { fromDate, toDate, isComplete: false, nodes: [] },
    });
    expect(data).toEqual({
      today: none('2026-05-23', '2026-05-23'),
      later: none('2026-05-24', '2026-05-24'),
    });
    expect((await stack.calls()).filter((call) => call.includes('/report/v2/'))).toEqual(
      dates('funds', 23, 23),
    );
  });

  it('is that of its own unit on a ledger of several, and is no payout', async ({ stack }) => {
    const ledger = '436220';
    const entry = { reference: 'same-1', entryType: 'capture', amount: 100 };
    await stack.sandbox.ledgers.addEntries(ledger, 'funds', [
      { ...entry, pspReference: 'a', recipientHandle: 'api:1408145' },
      { ...entry, pspReference: 'b', recipientHandle: 'api:1408152' },
      { ...entry, pspReference: 'c', recipientHandle: null },
      { ...entry, pspReference: 'd', recipientHandle: null, entryType: 'payout-scheduled' },
    ]);
    const { data } = await stack.askText(
      `{ ${order('same-1', 'fundsEntries(from: "2026-05-23", days: 1) { nodes { pspReference } }', '1408145')} }`,
    );
    expect(data).toEqual({
      order: { fundsEntries: { nodes: [{ pspReference: 'a' }, { pspReference: 'c' }] } },
    });
  });

  it('is null for a unit without a ledger, and refuses other spans before any call', async ({ stack }) => {
    const unknown = await stack.askText(`{ ${order('x', 'fundsEntries { nodes { time } }', '999999')} }`);
    expect(unknown).toEqual({ data: { order: { fundsEntries: null } } });
    await stack.clearCalls();
    const { errors } = await stack.askText(
      `{ a: ${order('x', 'fundsEntries(days: 0) { fromDate }')} b: ${order('x', 'feeEntries(days: 32) { fromDate }')} }`,
    );
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'days must be from 1 to 31, not 0.',
        path: ['a', 'fundsEntries'],
        extensions: { code: 'BAD_USER_INPUT', argument: ['days'] },
      }),
      expect.objectContaining({
        message: 'days must be from 1 to 31, not 32.',
        path: ['b', 'feeEntries'],
        extensions: { code: 'BAD_USER_INPUT', argument: ['days'] },
      }),
    ]);
    expect(await stack.calls()).toEqual([]);
  });
});
