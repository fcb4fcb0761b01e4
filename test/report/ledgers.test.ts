import { describe, expect } from 'vitest';
import type { Config } from '../../src/config.js';
import { freshStack } from '../support/fixture.js';
import { tenantWith } from '../support/stack.js';

const it = freshStack({ now: '2026-10-20T10:00:00Z' });

describe('the ledgers', () => {
  it('are those that are granted, each with what is settled on it, in two calls for two pages', async ({
    stack,
  }) => {
    const { data, errors } = await stack.askText(
      `{ ledgers(first: 2) { totalCount nodes { ledgerId currency businessIdentifier { scheme id } payoutBankAccount { scheme id }
         pointsOfSale { recipientHandle name msn } salesUnits { msn name merchant { id businessIdentifier { id } } } } pageInfo { hasNextPage } } }`,
    );
    expect(errors).toBeUndefined();
    const businessIdentifier = { scheme: 'business:NO:ORG', id: '311204173' };
    const merchant = { id: expect.any(String) as string, businessIdentifier: { id: '311204173' } };
    expect(data).toEqual({
      ledgers: {
        totalCount: 15,
        nodes: [
          {
            ledgerId: '418806',
            currency: 'NOK',
            businessIdentifier,
            payoutBankAccount: { scheme: 'BBAN:NO', id: expect.stringMatching(/^\d{11}$/) as string },
            pointsOfSale: [{ recipientHandle: 'NO:771204', name: 'Måkeskrik Torget', msn: null }],
            salesUnits: [],
          },
          {
            ledgerId: '418914',
            currency: 'NOK',
            businessIdentifier,
            payoutBankAccount: { scheme: 'BBAN:NO', id: expect.stringMatching(/^\d{11}$/) as string },
            pointsOfSale: [{ recipientHandle: 'api:204139', name: 'Måkeskrik Moloen', msn: '204139' }],
            salesUnits: [{ msn: '204139', name: 'Måkeskrik Moloen', merchant }],
          },
        ],
        pageInfo: { hasNextPage: true },
      },
    });
    expect(await stack.calls()).toEqual([
      'GET /settlement/v1/ledgers',
      expect.stringMatching(/^GET \/settlement\/v1\/ledgers\?cursor=/),
    ]);
  });

  it('can be found by the point of sale they settle for', async ({ stack }) => {
    const { data } = await stack.askText(
      `{ one: ledgers(recipientHandle: "DK:90601") { nodes { ledgerId } } none: ledgers(recipientHandle: "DK:1") { totalCount } }`,
    );
    expect(data).toEqual({ one: { nodes: [{ ledgerId: '510334' }] }, none: { totalCount: 0 } });
  });

  it('answer the same, null, for one that does not exist and one that is not granted', async ({
    stack,
    clock,
  }) => {
    const query =
      '{ a: ledger(ledgerId: "999999") { id } b: ledger(ledgerId: "702244") { id } c: salesEvent(ledgerId: "702244", pspReference: "48250720000") { id } }';
    expect(await stack.askText(query)).toEqual({ data: { a: null, b: null, c: null } });
    await stack.sandbox.ledgers.put('702244', { granted: true });
    clock.advance(3_600);
    const { data } = await stack.askText(query);
    expect(data).toEqual({
      a: null,
      b: { id: expect.any(String) as string },
      c: { id: expect.any(String) as string },
    });
  });

  it('are reached from sales units and merchants with one list for all of them', async ({ stack }) => {
    const { data, errors } = await stack.askText(
      `{ units: salesUnits(first: 100) { nodes { msn ledger { ledgerId } } }
         merchant(businessIdentifier: { scheme: "business:NO:ORG", id: "311258613" }) { name ledgers { totalCount nodes { ledgerId owner { name } } } } }`,
    );
    expect(errors).toBeUndefined();
    const { units, merchant } = data as unknown as {
      units: { nodes: { msn: string; ledger: { ledgerId: string } | null }[] };
      merchant: unknown;
    };
    expect(units.nodes.filter(({ ledger }) => ledger !== null)).toEqual([
      { msn: '204139', ledger: { ledgerId: '418914' } },
      { msn: '251308', ledger: { ledgerId: '421006' } },
      { msn: '251357', ledger: { ledgerId: '421390' } },
      { msn: '744230', ledger: { ledgerId: '512208' } },
      { msn: '1004512', ledger: { ledgerId: '433901' } },
      { msn: '1067431', ledger: { ledgerId: '611583' } },
      { msn: '1130087', ledger: { ledgerId: '430518' } },
    ]);
    const owner = { name: 'Fjordskyss Ferger AS' };
    expect(merchant).toEqual({
      name: owner.name,
      ledgers: {
        totalCount: 2,
        nodes: [
          { ledgerId: '421006', owner },
          { ledgerId: '421390', owner },
        ],
      },
    });
    const calls = await stack.calls();
    expect(calls.filter((call) => call.includes('/settlement/'))).toHaveLength(2);
    expect(calls.filter((call) => call.includes('/management/'))).toHaveLength(2);
  });

  it('are kept for five minutes, and served a little late while they are read anew', async ({
    stack,
    clock,
  }) => {
    const query = '{ ledgers(first: 1) { totalCount } }';
    await stack.askText(query);
    await stack.sandbox.ledgers.put('702244', { granted: true });
    await stack.clearCalls();
    clock.advance(299);
    expect(await stack.askText(query)).toEqual({ data: { ledgers: { totalCount: 15 } } });
    expect(await stack.calls()).toEqual([]);
    clock.advance(2);
    expect(await stack.askText(query)).toEqual({ data: { ledgers: { totalCount: 15 } } });
    await expect.poll(() => stack.askText(query)).toEqual({ data: { ledgers: { totalCount: 16 } } });
    expect(await stack.calls()).toHaveLength(2);
  });

  it('are never served later than a quarter of an hour, while the API answers', async ({ stack, clock }) => {
    const query = '{ ledgers(first: 1) { totalCount } }';
    await stack.askText(query);
    await stack.sandbox.ledgers.put('702244', { granted: true });
    clock.advance(901);
    expect(await stack.askText(query)).toEqual({ data: { ledgers: { totalCount: 16 } } });
  });

  it('are an error when their list leads in circles', async ({ stack }) => {
    await stack.sandbox.faults.add({
      path: '/settlement/v1/ledgers',
      status: 200,
      times: null,
      body: { items: [{ ledgerId: '418806' }], cursor: 'same' },
    });
    const { data, errors } = await stack.askText('{ ledgers { totalCount } }');
    expect(data).toEqual({ ledgers: null });
    expect(errors).toEqual([
      expect.objectContaining({
        message:
          "The Vipps MobilePay Report API sent an answer that can't be used: it leads back to a page that was read already.",
        extensions: { code: 'UPSTREAM_BAD_RESPONSE', upstream: { api: 'report' } },
      }),
    ]);
    expect(await stack.calls()).toEqual([
      'GET /settlement/v1/ledgers',
      'GET /settlement/v1/ledgers?cursor=same',
    ]);
  });

  it('refuse an id that can not be one, before any call', async ({ stack }) => {
    const { errors } = await stack.askText('{ ledger(ledgerId: "../1") { id } }');
    expect(errors).toEqual([
      expect.objectContaining({
        message: 'ledgerId must be 1 to 64 letters, digits or hyphens, such as "418806".',
        extensions: { code: 'BAD_USER_INPUT', argument: ['ledgerId'] },
      }),
    ]);
    expect(await stack.calls()).toEqual([]);
  });
});

describe('keys', () => {
  const tenant = (keys: 'partner' | 'merchant') => ({
    adjust: (config: Config): Config => ({
      ...config,
      tenant: { id: 't', classic: tenantWith(keys).classic, accounting: undefined },
    }),
  });
  const query = '{ ledgers { nodes { ledgerId } } salesEvent(ledgerId: "418806", pspReference: "1") { id } }';
  const salesKeys = {
    message:
      'The Vipps MobilePay Sales API needs accounting keys. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET.',
    path: ['salesEvent'],
    extensions: { code: 'FORBIDDEN' },
  };

  it('of a sales unit show its own ledger, and the Sales API asks for accounting keys without a call', async ({
    start,
  }) => {
    const stack = await start(tenant('merchant'));
    const { data, errors } = await stack.askText(query);
    expect(data).toEqual({ ledgers: { nodes: [{ ledgerId: '421006' }] }, salesEvent: null });
    expect(errors).toEqual([expect.objectContaining(salesKeys)]);
    expect(await stack.calls()).toEqual(['GET /settlement/v1/ledgers']);
  });

  it('of a partner are refused, with the kind of keys that is needed and the settings that hold it', async ({
    start,
  }) => {
    const stack = await start(tenant('partner'));
    const { data, errors } = await stack.askText(query);
    expect(data).toEqual({ ledgers: null, salesEvent: null });
    expect(errors?.toSorted((one, other) => one.message.localeCompare(other.message))).toEqual([
      expect.objectContaining({
        message:
          "The Vipps MobilePay Report API needs accounting keys, or for its own ledger a sales unit's keys. Set VIPPS_ACCOUNTING_CLIENT_ID and VIPPS_ACCOUNTING_CLIENT_SECRET; or the sales unit's VIPPS_CLIENT_ID, VIPPS_CLIENT_SECRET and VIPPS_SUBSCRIPTION_KEY. Partner keys do not open it.",
        path: ['ledgers'],
        extensions: { code: 'FORBIDDEN', upstream: expect.objectContaining({ api: 'report', status: 403 }) },
      }),
      expect.objectContaining(salesKeys),
    ]);
  });

  it('for accounting go without a subscription key, by the specialised token endpoint', async ({ stack }) => {
    await stack.askText('{ ledger(ledgerId: "418806") { currency salesEvents(first: 1) { nodes { id } } } }');
    const { requests } = await stack.sandbox.requests();
    expect(requests.map(({ path }) => path)).toEqual([
      '/miami/v1/token',
      '/settlement/v1/ledgers',
      '/settlement/v1/ledgers',
      '/sales/report/v1/ledgers/418806',
    ]);
    for (const { headers } of requests) expect(headers).not.toHaveProperty('ocp-apim-subscription-key');
  });
});
