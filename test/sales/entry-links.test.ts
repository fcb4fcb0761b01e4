import { describe, expect } from 'vitest';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

/** A café with a sales unit of its own, and a web shop, which the Sales API does not cover. */
const CAFE = '418914';
const SHOP = '421006';

interface Node {
  readonly entryType: string;
  readonly pspReference: string | null;
  readonly reference: string | null;
  readonly ledgerDate: string;
  readonly feeEntries: readonly { pspReference: string; ledgerDate: string }[];
  readonly salesEvent: { pspReference: string; reference: string } | null;
  readonly order: { msn: string; orderId: string } | null;
}

async function entries(stack: Stack, ledgerId: string, topic: 'funds' | 'fees', fields: string, first = 200) {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { ${topic}(date: "2026-05-20", first: ${first}) { nodes { ${fields} } } } }`,
  );
  expect(errors).toBeUndefined();
  const { ledger } = data as unknown as {
    ledger: Readonly<Record<typeof topic, { nodes: readonly Node[] }>>;
  };
  return ledger[topic].nodes;
}

describe('the fees of captures', () => {
  it('cost two calls for all entries of a date, and are none for what costs none', async ({ stack }) => {
    const nodes = await entries(
      stack,
      SHOP,
      'funds',
      'entryType pspReference ledgerDate feeEntries { pspReference ledgerDate }',
    );
    const captures = nodes.filter(({ entryType }) => entryType === 'CAPTURE');
    expect(captures.length).toBeGreaterThan(20);
    for (const { pspReference, feeEntries } of captures) {
      expect(feeEntries.length).toBeGreaterThan(0);
      for (const fee of feeEntries) expect(fee.pspReference).toBe(pspReference);
    }
    expect(captures.some(({ feeEntries }) => feeEntries[0]?.ledgerDate === '2026-05-21')).toBe(true);
    const others = nodes.filter(({ entryType }) => entryType !== 'CAPTURE');
    expect(others.length).toBeGreaterThan(0);
    expect(others.flatMap(({ feeEntries }) => feeEntries)).toEqual([]);
    expect(await stack.calls()).toEqual([
      `GET /report/v2/ledgers/${SHOP}/funds/dates/2026-05-20`,
      `GET /report/v2/ledgers/${SHOP}/fees/dates/2026-05-20`,
      `GET /report/v2/ledgers/${SHOP}/fees/dates/2026-05-21`,
    ]);
  });

  it('are looked for no further than asked', async ({ stack }) => {
    await entries(stack, SHOP, 'funds', 'feeEntries(laterDays: 0) { pspReference }');
    expect((await stack.calls()).filter((call) => call.includes('/fees/'))).toEqual([
      `GET /report/v2/ledgers/${SHOP}/fees/dates/2026-05-20`,
    ]);
    const { errors } = await stack.askText(
      `{ ledger(ledgerId: "${SHOP}") { funds(first: 1) { nodes { feeEntries(laterDays: 32) { time } } } } }`,
    );
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'laterDays must be from 0 to 31, not 32.',
        extensions: { code: 'BAD_USER_INPUT', argument: ['laterDays'] },
      }),
    ]);
  });
});

describe('the sales behind fees', () => {
  const fields =
    'entryType pspReference reference salesEvent { pspReference reference } order { msn orderId }';

  it('come from three dates for all fees of one, as fees may be late by a date', async ({ stack }) => {
    const nodes = await entries(stack, CAFE, 'fees', fields);
    const captures = nodes.filter(({ entryType }) => entryType === 'CAPTURE_FEE');
    expect(captures.length).toBeGreaterThan(20);
    for (const { pspReference, reference, salesEvent, order } of captures) {
      expect(salesEvent).toEqual({ pspReference, reference });
      expect(order).toEqual({ msn: '204139', orderId: reference });
    }
    const others = nodes.filter(({ entryType }) => entryType !== 'CAPTURE_FEE');
    expect(others.length).toBeGreaterThan(0);
    for (const { salesEvent, order } of others)
      expect({ salesEvent, order }).toEqual({ salesEvent: null, order: null });
    expect(await stack.calls()).toEqual([
      `GET /report/v2/ledgers/${CAFE}/fees/dates/2026-05-20`,
      ...['20', '19', '21'].map(
        (day) => `GET /sales/report/v1/ledgers/${CAFE}/dates/2026-05-${day}?pageSize=1000`,
      ),
    ]);
  });

  it('that are later still cost one call each', async ({ stack }) => {
    const sales = await entries(stack, CAFE, 'funds', 'entryType pspReference', 3);
    await stack.clearCalls();
    await stack.sandbox.clock.freeze('2026-09-10T10:00:00Z');
    await stack.sandbox.ledgers.addEntries(
      CAFE,
      'fees',
      sales.map(({ pspReference }) => ({ pspReference, entryType: 'capture-fee', amount: -1 })),
    );
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${CAFE}") { fees(date: "2026-09-10", first: 1000) { nodes { pspReference salesEvent { pspReference } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { ledger } = data as unknown as { ledger: { fees: { nodes: readonly Node[] } } };
    const late = ledger.fees.nodes.slice(-3);
    expect(late.map(({ pspReference }) => pspReference)).toEqual(
      sales.map(({ pspReference }) => pspReference),
    );
    for (const { pspReference, salesEvent } of late) expect(salesEvent).toEqual({ pspReference });
    expect((await stack.calls()).filter((call) => call.includes('/psp-references/'))).toEqual(
      late.map(({ pspReference }) => `GET /sales/report/v1/ledgers/${CAFE}/psp-references/${pspReference}`),
    );
  });

  it('are null for a web shop after three calls', async ({ stack }) => {
    const nodes = await entries(stack, SHOP, 'fees', fields, 20);
    expect(nodes).toHaveLength(20);
    for (const { salesEvent } of nodes) expect(salesEvent).toBeNull();
    expect((await stack.calls()).filter((call) => call.includes('/sales/'))).toHaveLength(3);
  });
});

describe('the unit of a sale', () => {
  it('is known with name and owner from the list of ledgers, and costs one call for more', async ({
    stack,
  }) => {
    const ask = (fields: string) =>
      stack.askText(
        `{ ledger(ledgerId: "${CAFE}") { salesEvents(first: 5) { nodes { salesUnit { ${fields} } } } } }`,
      );
    const five = (salesUnit: object) => ({
      data: { ledger: { salesEvents: { nodes: Array.from({ length: 5 }, () => ({ salesUnit })) } } },
    });
    expect(await ask('msn name businessIdentifier { id }')).toEqual(
      five({ msn: '204139', name: 'Måkeskrik Moloen', businessIdentifier: { id: '311204173' } }),
    );
    expect((await stack.calls()).map((call) => call.replace(/\?cursor=.*/, '?cursor'))).toEqual([
      `GET /sales/report/v1/ledgers/${CAFE}?pageSize=5`,
      'GET /settlement/v1/ledgers',
      'GET /settlement/v1/ledgers?cursor',
    ]);
    await stack.clearCalls();
    expect(await ask('configuration { paymentAllowed }')).toEqual(
      five({ configuration: { paymentAllowed: true } }),
    );
    expect((await stack.calls()).filter((call) => call.includes('/management/'))).toEqual([
      'GET /management/v1/sales-units/204139',
    ]);
  });

  it('is null on a VM number, and on a ledger of several points of sale', async ({ stack }) => {
    const { data, errors } = await stack.askText(`{
      vm: ledger(ledgerId: "418806") { salesEvents(first: 1) { nodes { salesUnit { msn } } } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ vm: { salesEvents: { nodes: [{ salesUnit: null }] } } });
    await stack.sandbox.ledgers.addEvents('436220', [{ pspReference: 'x' }], false);
    expect(
      await stack.askText(
        '{ several: ledger(ledgerId: "436220") { salesEvents(first: 1) { nodes { salesUnit { msn } } } } }',
      ),
    ).toEqual({ data: { several: { salesEvents: { nodes: [{ salesUnit: null }] } } } });
  });
});
