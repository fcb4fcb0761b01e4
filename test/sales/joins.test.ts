import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

/** The ledger of a bar with about 36 sales a day, some of them in cash. */
const BAR = '421390';

const money = z.object({ amount: z.object({ value: z.number() }) });
const event = z.object({
  id: z.string(),
  pspReference: z.string().nullable(),
  entryType: z.string(),
  paymentType: z.string(),
  amounts: z.object({ signedGross: z.object({ value: z.number() }) }),
  fundsEntries: z.array(money.extend({ entryType: z.string(), pspReference: z.string() })),
  feeEntries: z.array(money.extend({ pspReference: z.string(), ledgerDate: z.string() })),
});

const joined = `id pspReference entryType paymentType amounts { signedGross { value } }
  fundsEntries { entryType pspReference amount { value } } feeEntries { pspReference ledgerDate amount { value } }`;

async function events(stack: Stack, ledgerId: string, args: string) {
  const { data, errors } = await stack.askText(
    `{ ledger(ledgerId: "${ledgerId}") { salesEvents(${args}) { nodes { ${joined} } } } }`,
  );
  expect(errors).toBeUndefined();
  return z.object({ ledger: z.object({ salesEvents: z.object({ nodes: z.array(event) }) }) }).parse(data)
    .ledger.salesEvents.nodes;
}

describe('the money of a page of sales events', () => {
  it('costs one call per date and topic for 100 events of three dates, and none for the same again', async ({
    stack,
  }) => {
    const nodes = await events(stack, BAR, 'first: 100');
    const calls = await stack.calls();
    expect(calls.filter((call) => call.includes('/sales/'))).toEqual([
      `GET /sales/report/v1/ledgers/${BAR}?pageSize=100`,
    ]);
    // Fees may land on the date behind that of their sale, so the dates of fees are one more.
    expect(calls.filter((call) => call.includes('/report/v2/')).sort()).toEqual([
      `GET /report/v2/ledgers/${BAR}/fees/dates/2026-03-10`,
      `GET /report/v2/ledgers/${BAR}/fees/dates/2026-03-11`,
      `GET /report/v2/ledgers/${BAR}/fees/dates/2026-03-12`,
      `GET /report/v2/ledgers/${BAR}/fees/dates/2026-03-13`,
      `GET /report/v2/ledgers/${BAR}/funds/dates/2026-03-10`,
      `GET /report/v2/ledgers/${BAR}/funds/dates/2026-03-11`,
      `GET /report/v2/ledgers/${BAR}/funds/dates/2026-03-12`,
    ]);
    await stack.clearCalls();
    expect(await events(stack, BAR, 'first: 100')).toEqual(nodes);
    expect(await stack.calls()).toEqual([]);
  });

  it('is that of each event: the signed amount on funds, fees for captures only, nothing for cash', async ({
    stack,
  }) => {
    const nodes = await events(stack, BAR, 'first: 300');
    for (const { pspReference, paymentType, entryType, amounts, fundsEntries, feeEntries } of nodes) {
      if (paymentType === 'CASH') {
        expect({ pspReference, fundsEntries, feeEntries }).toEqual({
          pspReference: null,
          fundsEntries: [],
          feeEntries: [],
        });
        continue;
      }
      const amount = { value: amounts.signedGross.value };
      expect(fundsEntries).toEqual([{ entryType, pspReference, amount }]);
      expect(feeEntries.length > 0).toBe(entryType === 'CAPTURE');
      for (const fee of feeEntries) expect(fee.pspReference).toBe(pspReference);
    }
    expect(new Set(nodes.map(({ paymentType }) => paymentType))).toEqual(new Set(['CARD', 'CASH', 'WALLET']));
    expect(nodes.some(({ feeEntries }) => feeEntries.length === 2)).toBe(true);
    expect(nodes.some(({ entryType }) => entryType === 'REFUND')).toBe(true);
  });

  it('is looked for one date earlier and later, and only there, when its own date has none', async ({
    stack,
  }) => {
    await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
    // Settled on the 20th, though its time is that of the evening before.
    await stack.sandbox.ledgers.addEvents('700031', [{ pspReference: 'late' }]);
    await stack.sandbox.ledgers.addEvents(
      '700031',
      [{ pspReference: 'early', time: '2026-09-19T18:00:00Z' }],
      false,
    );
    await stack.sandbox.ledgers.addEntries('700031', 'funds', [
      { pspReference: 'early', entryType: 'capture', amount: 10_000 },
    ]);
    const { data } = await stack.askText(
      `{ ledger(ledgerId: "700031") { salesEvents { nodes { pspReference fundsEntries { ledgerDate isDateComplete } } } } }`,
    );
    const entries = [{ ledgerDate: '2026-09-20', isDateComplete: false }];
    expect(data).toEqual({
      ledger: {
        salesEvents: {
          nodes: [
            { pspReference: 'late', fundsEntries: entries },
            { pspReference: 'early', fundsEntries: entries },
          ],
        },
      },
    });
    expect((await stack.calls()).filter((call) => call.includes('/funds/')).sort()).toEqual([
      'GET /report/v2/ledgers/700031/funds/dates/2026-09-18',
      'GET /report/v2/ledgers/700031/funds/dates/2026-09-19',
      'GET /report/v2/ledgers/700031/funds/dates/2026-09-20',
    ]);
  });

  it('fails for the events of a date that can not be read, and for no other', async ({ stack }) => {
    await stack.sandbox.faults.add({
      path: `/report/v2/ledgers/${BAR}/funds/dates/2026-03-11`,
      status: 503,
      times: null,
    });
    const { data, errors = [] } = await stack.askText(
      `{ ledger(ledgerId: "${BAR}") { salesEvents(first: 70) { nodes { time paymentType fundsEntries { time } } } } }`,
    );
    const { nodes } = (
      data as unknown as {
        ledger: { salesEvents: { nodes: { time: string; paymentType: string; fundsEntries: unknown }[] } };
      }
    ).ledger.salesEvents;
    for (const { time, paymentType, fundsEntries } of nodes) {
      const lost = time.startsWith('2026-03-11') && paymentType !== 'CASH';
      expect(fundsEntries === null).toBe(lost);
    }
    expect(errors.length).toBeGreaterThan(10);
    expect(new Set(errors.map(({ message }) => message))).toEqual(
      new Set(['The Vipps MobilePay Report API is not able to answer right now.']),
    );
  });

  it('of refunds is asked for no further than two dates of fees, as refunds cost none', async ({ stack }) => {
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "418806") { salesEvents(entryType: REFUND, first: 3) { nodes { time feeEntries { time } } } } }`,
    );
    expect(errors).toBeUndefined();
    const none = (day: string) => ({ time: expect.stringContaining(day) as string, feeEntries: [] });
    expect(data).toEqual({
      ledger: { salesEvents: { nodes: [none('2026-03-18'), none('2026-03-19'), none('2026-03-19')] } },
    });
    expect((await stack.calls()).filter((call) => call.includes('/report/v2/')).sort()).toEqual(
      ['18', '19', '20'].map((day) => `GET /report/v2/ledgers/418806/fees/dates/2026-03-${day}`),
    );
  });

  it('refuses a window beyond a month', async ({ stack }) => {
    const { errors } = await stack.askText(
      `{ ledger(ledgerId: "${BAR}") { salesEvents(first: 1) { nodes { feeEntries(laterDays: 32) { time } } } } }`,
    );
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'laterDays must be from 0 to 31, not 32.',
        extensions: { code: 'BAD_USER_INPUT', argument: ['laterDays'] },
      }),
    ]);
  });
});

describe('the sales behind entries', () => {
  it('cost one call for a date of many', async ({ stack }) => {
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${BAR}") { funds(date: "2026-05-20", first: 200) { nodes { entryType pspReference salesEvent { pspReference } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes } = (
      data as unknown as {
        ledger: {
          funds: {
            nodes: { entryType: string; pspReference: string; salesEvent: { pspReference: string } | null }[];
          };
        };
      }
    ).ledger.funds;
    expect(nodes.length).toBeGreaterThan(20);
    for (const { entryType, pspReference, salesEvent } of nodes) {
      const isSale = entryType === 'CAPTURE' || entryType === 'REFUND';
      expect(salesEvent).toEqual(isSale ? { pspReference } : null);
    }
    expect(await stack.calls()).toEqual([
      `GET /report/v2/ledgers/${BAR}/funds/dates/2026-05-20`,
      `GET /sales/report/v1/ledgers/${BAR}/dates/2026-05-20?pageSize=1000`,
    ]);
  });

  it.for([
    [1, ['psp-references/']],
    [2, ['psp-references/', 'psp-references/']],
    [3, ['dates/2026-05-20?pageSize=1000']],
  ] as const)('of %i entries of a date cost %j', async ([first, ends], { stack }) => {
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "${BAR}") { funds(date: "2026-05-20", first: ${String(first)}) { nodes { pspReference salesEvent { pspReference } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes } = (
      data as unknown as { ledger: { funds: { nodes: { pspReference: string; salesEvent: unknown }[] } } }
    ).ledger.funds;
    expect(nodes).toHaveLength(first);
    for (const { pspReference, salesEvent } of nodes) expect(salesEvent).toEqual({ pspReference });
    expect((await stack.calls()).filter((call) => call.includes('/sales/'))).toEqual(
      ends.map((end, index) => {
        const id = end.endsWith('/') ? (nodes[index]?.pspReference ?? '') : '';
        return `GET /sales/report/v1/ledgers/${BAR}/${end}${id}`;
      }),
    );
  });

  it('are found for disputes weeks later, with one call each however many a date has', async ({ stack }) => {
    await stack.sandbox.clock.freeze('2026-09-20T10:00:00Z');
    const disputed = ['48100080000', '48100080001', '48100720000'];
    await stack.sandbox.ledgers.addEntries('418806', 'funds', [
      ...disputed.map((pspReference) => ({ pspReference, entryType: 'retained-disputed-capture' })),
      { pspReference: disputed[0] ?? '', entryType: 'returned-disputed-capture' },
    ]);
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "418806") { funds(date: "2026-09-20", first: 1000) { nodes { entryType salesEvent { pspReference time } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { nodes } = (data as unknown as { ledger: { funds: { nodes: { entryType: string }[] } } }).ledger
      .funds;
    const sale = (pspReference: string, day: string) => ({
      pspReference,
      time: expect.stringContaining(day) as string,
    });
    const first = sale('48100080000', '2026-03-17');
    expect(nodes.filter(({ entryType }) => entryType.endsWith('DISPUTED_CAPTURE'))).toEqual([
      { entryType: 'RETAINED_DISPUTED_CAPTURE', salesEvent: first },
      { entryType: 'RETAINED_DISPUTED_CAPTURE', salesEvent: sale('48100080001', '2026-03-17') },
      { entryType: 'RETAINED_DISPUTED_CAPTURE', salesEvent: sale('48100720000', '2026-05-20') },
      { entryType: 'RETURNED_DISPUTED_CAPTURE', salesEvent: first },
    ]);
    expect((await stack.calls()).filter((call) => call.includes('/psp-references/'))).toEqual(
      disputed.map((id) => `GET /sales/report/v1/ledgers/418806/psp-references/${id}`),
    );
  });

  it('are null for a web shop, which the Sales API does not cover, after three calls', async ({ stack }) => {
    const { data, errors } = await stack.askText(
      `{ ledger(ledgerId: "421006") { funds(date: "2026-05-20", first: 20) { nodes { salesEvent { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ledger: { funds: { nodes: Array.from({ length: 20 }, () => ({ salesEvent: null })) } },
    });
    expect((await stack.calls()).filter((call) => call.includes('/sales/')).sort()).toEqual(
      ['19', '20', '21'].map(
        (day) => `GET /sales/report/v1/ledgers/421006/dates/2026-05-${day}?pageSize=1000`,
      ),
    );
  });
});

describe('the events of an order', () => {
  it('lead from a refund to its sale and back, with one call per order', async ({ stack }) => {
    const query = `{ ledger(ledgerId: "418806") { salesEvents(entryType: REFUND, first: 2) { nodes {
      reference amounts { signedGross { value } } originalSale { entryType reference relatedEvents { entryType reference } } relatedEvents { entryType reference } } } } }`;
    const { data, errors } = await stack.askText(query);
    expect(errors).toBeUndefined();
    const { nodes } = (
      data as unknown as { ledger: { salesEvents: { nodes: { reference: string; amounts: unknown }[] } } }
    ).ledger.salesEvents;
    expect(nodes).toHaveLength(2);
    for (const { reference, ...rest } of nodes) {
      expect(rest).toEqual({
        amounts: expect.anything(),
        originalSale: {
          entryType: 'CAPTURE',
          reference,
          relatedEvents: [{ entryType: 'REFUND', reference }],
        },
        relatedEvents: [{ entryType: 'CAPTURE', reference }],
      });
    }
    expect((await stack.calls()).filter((call) => call.includes('/references/'))).toEqual(
      nodes.map(({ reference }) => `GET /sales/report/v1/ledgers/418806/references/${reference}`),
    );
  });

  it('cost no call for the original of a capture', async ({ stack }) => {
    await stack.askText(
      `{ ledger(ledgerId: "420177") { salesEvents(first: 1) { nodes { originalSale { id } } } } }`,
    );
    expect((await stack.calls()).filter((call) => call.includes('/references/'))).toEqual([]);
  });

  it('can be asked for by reference, oldest first, and paged through', async ({ stack }) => {
    const ask = (args: string) =>
      stack.askText(
        `{ ledger(ledgerId: "418806") { salesEvents(reference: "9100690005", ${args}) { nodes { entryType pspReference } pageInfo { hasNextPage endCursor } } } }`,
      );
    const { data } = await ask('first: 1');
    const first = { entryType: 'CAPTURE', pspReference: '48100690005' };
    const endCursor = expect.any(String) as string;
    expect(data).toEqual({
      ledger: { salesEvents: { nodes: [first], pageInfo: { hasNextPage: true, endCursor } } },
    });
    const after = (data as unknown as { ledger: { salesEvents: { pageInfo: { endCursor: string } } } }).ledger
      .salesEvents.pageInfo.endCursor;
    expect((await ask(`first: 5, after: "${after}"`)).data).toEqual({
      ledger: {
        salesEvents: {
          nodes: [{ entryType: 'REFUND', pspReference: '48100720005' }],
          pageInfo: { hasNextPage: false, endCursor },
        },
      },
    });
    expect((await stack.calls()).filter((call) => call.includes('/references/'))).toHaveLength(1);
  });
});

const entities = `query($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on SalesEvent { id ledgerId pspReference paymentType } ... on Ledger { id ledgerId currency } } }`;

describe('references to sales events and ledgers', () => {
  it('cost one call per event, not more at once than the limit', async ({ stack }) => {
    const nodes = (await events(stack, '418806', 'first: 100, after: null')).slice(0, 100);
    await stack.clearCalls();
    const representations = nodes.map(({ pspReference }) => ({
      __typename: 'SalesEvent',
      ledgerId: '418806',
      pspReference,
    }));
    const { data, errors } = await stack.askText(entities, {
      representations: [...representations, ...representations],
    });
    expect(errors).toBeUndefined();
    const found = nodes.map(({ id, pspReference, paymentType }) => ({
      id,
      ledgerId: '418806',
      pspReference,
      paymentType,
    }));
    expect(data).toEqual({ _entities: [...found, ...found] });
    const { requests, peakInFlight } = await stack.sandbox.requests({ path: '/sales/**' });
    expect(requests).toHaveLength(100);
    expect(new Set(requests.map(({ path }) => path)).size).toBe(100);
    expect(peakInFlight).toBeLessThanOrEqual(20);
  });

  it('find cash sales by their id, which have nothing else', async ({ stack }) => {
    const cash = (await events(stack, BAR, 'first: 40')).filter(({ paymentType }) => paymentType === 'CASH');
    expect(cash.length).toBeGreaterThan(2);
    expect(new Set(cash.map(({ id }) => id)).size).toBe(cash.length);
    const representations = cash.map(({ id }) => ({ __typename: 'SalesEvent', id }));
    const { data, errors } = await stack.askText(entities, { representations });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      _entities: cash.map(({ id }) => ({ id, ledgerId: BAR, pspReference: null, paymentType: 'CASH' })),
    });
  });

  it('are answered one by one: of unknown ones the keys, bad ones an error at their place', async ({
    stack,
  }) => {
    const { data, errors } = await stack.askText(entities, {
      representations: [
        { __typename: 'SalesEvent', ledgerId: '418806', pspReference: '48100720000' },
        { __typename: 'SalesEvent', ledgerId: '418806', pspReference: 'none' },
        { __typename: 'SalesEvent', ledgerId: '418806', pspReference: null },
        { __typename: 'SalesEvent', id: 'x' },
        { __typename: 'SalesEvent', ledgerId: '702244', pspReference: '48250720000' },
        { __typename: 'Ledger', ledgerId: '418806' },
        { __typename: 'Ledger', ledgerId: '702244' },
        { __typename: 'Ledger', ledgerId: '../x' },
      ],
    });
    const id = expect.any(String) as string;
    expect(data).toEqual({
      _entities: [
        { id, ledgerId: '418806', pspReference: '48100720000', paymentType: 'WALLET' },
        { id, ledgerId: '418806', pspReference: 'none', paymentType: null },
        null,
        null,
        { id, ledgerId: '702244', pspReference: '48250720000', paymentType: null },
        { id, ledgerId: '418806', currency: 'NOK' },
        { id, ledgerId: '702244', currency: null },
        null,
      ],
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([
      [['_entities', 2], { code: 'BAD_USER_INPUT', argument: ['pspReference'] }],
      [['_entities', 3], { code: 'BAD_USER_INPUT', argument: ['id'] }],
      [['_entities', 7], { code: 'BAD_USER_INPUT', argument: ['ledgerId'] }],
    ]);
  });
});
