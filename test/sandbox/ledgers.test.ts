import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runningSandbox } from './running-sandbox.js';

const { control, call, headersFor } = await runningSandbox();

const sales = z.object({
  items: z.array(
    z.object({
      entryType: z.string(),
      time: z.string(),
      pspReference: z.string().nullable(),
      reference: z.string(),
      paymentType: z.string(),
      classification: z.object({ solution: z.string() }),
      amounts: z.object({ gross: z.number(), net: z.number().nullable(), vat: z.number().nullable() }),
      lines: z.array(
        z.object({
          quantity: z.number(),
          unitPriceGross: z.number(),
          discountTotal: z.number(),
          lineTotalGross: z.number(),
          lineTotalNet: z.number().nullable(),
          vatRate: z.number().nullable(),
          vatAmount: z.number().nullable(),
        }),
      ),
      completeness: z.object({ hasLineItems: z.boolean(), hasVatBreakdown: z.boolean() }),
    }),
  ),
  cursor: z.string(),
  hasMore: z.boolean(),
});

async function wholeFeed(ledgerId: string) {
  const headers = await headersFor('accounting');
  const items: z.infer<typeof sales>['items'] = [];
  for (let cursor = ''; ;) {
    const path = `/sales/report/v1/ledgers/${ledgerId}?pageSize=1000&cursor=${encodeURIComponent(cursor)}`;
    const page = sales.parse((await call(path, { headers })).body);
    items.push(...page.items);
    if (!page.hasMore) return items;
    cursor = page.cursor;
  }
}

describe('the seeded ledgers', () => {
  it('are sixteen with more than 50,000 sales events, one of them not granted', async () => {
    const ledgers = await control.ledgers.list();
    expect(ledgers).toHaveLength(16);
    expect(ledgers.filter(({ granted }) => !granted).map(({ ledgerId }) => ledgerId)).toEqual(['702244']);
    const events = ledgers
      .filter(({ granted }) => granted)
      .reduce((sum, { salesEvents }) => sum + salesEvents, 0);
    expect(events).toBe(67_759);
  });

  it('hold consistent sales of every kind: lines add up, VAT too, refunds follow their sale', async () => {
    const all = (
      await Promise.all(['418806', '418914', '420177', '430518', '431127', '433901'].map(wholeFeed))
    ).flat();
    const captures = new Map<string, number>();
    for (const {
      entryType,
      time,
      reference,
      amounts,
      lines,
      completeness,
      classification,
      paymentType,
      pspReference,
    } of all) {
      expect(pspReference === null).toBe(paymentType === 'CASH');
      expect(lines.length > 0).toBe(classification.solution !== 'VARIABLE_AMOUNT');
      expect(completeness.hasLineItems).toBe(lines.length > 0);
      for (const line of lines) {
        expect(Math.round(line.unitPriceGross * line.quantity) - line.discountTotal).toBe(
          line.lineTotalGross,
        );
        if (line.vatAmount !== null)
          expect(line.lineTotalGross - (line.lineTotalNet ?? 0)).toBe(line.vatAmount);
      }
      if (lines.length > 0)
        expect(lines.reduce((sum, line) => sum + line.lineTotalGross, 0)).toBe(amounts.gross);
      if (completeness.hasVatBreakdown) {
        expect(lines.reduce((sum, line) => sum + (line.vatAmount ?? 0), 0)).toBe(amounts.vat);
      } else expect(amounts.vat).toBeNull();
      if (entryType === 'capture') captures.set(reference, Date.parse(time));
      else expect(captures.get(reference)).toBeLessThan(Date.parse(time));
    }
    const lines = all.flatMap((event) => event.lines);
    expect(new Set(lines.map(({ vatRate }) => vatRate))).toEqual(new Set([2_500, 1_500, 1_200, 0, null]));
    expect(lines.some(({ quantity }) => !Number.isInteger(quantity))).toBe(true);
    expect(lines.some(({ discountTotal }) => discountTotal > 0)).toBe(true);
    expect(new Set(all.map(({ classification }) => classification.solution)).size).toBe(3);
    const refunds = all.filter(({ entryType }) => entryType === 'refund').map(({ reference }) => reference);
    expect(refunds.length).toBeGreaterThan(500);
    expect(new Set(refunds).size).toBe(refunds.length);
    const times = (await wholeFeed('418914')).map(({ time }) => time);
    expect(times).toEqual(times.toSorted());
  });

  it('keep their money: every balance follows the one before, with a dispute, a correction and payouts', async () => {
    const entries = z.object({
      items: z.array(
        z.object({
          entryType: z.string(),
          amount: z.number(),
          balanceBefore: z.number(),
          balanceAfter: z.number(),
        }),
      ),
      cursor: z.string(),
      tryLater: z.boolean(),
    });
    const headers = await headersFor('accounting');
    for (const topic of ['funds', 'fees']) {
      const types = new Set<string>();
      let balance = 0;
      for (let cursor = '', tryLater = false; !tryLater;) {
        const reply = await call(
          `/report/v2/ledgers/418914/${topic}/feed?cursor=${encodeURIComponent(cursor)}`,
          { headers },
        );
        expect(reply.headers.get('vipps-feed-page-size')).toBe('1000');
        const page = entries.parse(reply.body);
        for (const { entryType, amount, balanceBefore, balanceAfter } of page.items) {
          expect(balanceBefore).toBe(balance);
          balance += amount;
          expect(balanceAfter).toBe(balance);
          types.add(entryType);
        }
        ({ cursor, tryLater } = page);
      }
      expect([...types].sort()).toEqual(
        topic === 'funds'
          ? [
              'capture',
              'correction',
              'fees-retained',
              'payout-scheduled',
              'refund',
              'retained-disputed-capture',
              'returned-disputed-capture',
            ]
          : ['capture-fee', 'credit-note', 'fees-retained', 'service-fee'],
      );
    }
  });
});

describe('the clock', () => {
  it('decides what has happened and which dates are closed', async () => {
    const headers = await headersFor('accounting');
    const date = async () => {
      // Tokens expire by the same clock.
      const fresh = await headersFor('accounting');
      const reply = await call('/report/v2/ledgers/418914/funds/dates/2026-06-11', { headers: fresh });
      return z
        .object({ items: z.array(z.unknown()), tryLater: z.boolean(), hasMore: z.boolean() })
        .parse(reply.body);
    };
    expect(headers).toHaveProperty('authorization');
    await control.clock.freeze('2026-06-10T12:00:00Z');
    expect(await date()).toEqual({ items: [], tryLater: true, hasMore: false });
    await control.clock.freeze('2026-06-11T12:00:00Z');
    const noon = await date();
    expect(noon.tryLater).toBe(true);
    expect(noon.items.length).toBeGreaterThan(5);
    await control.clock.freeze('2026-06-11T23:30:00Z');
    const closed = await date();
    expect(closed.tryLater).toBe(false);
    expect(closed.items.slice(0, noon.items.length)).toEqual(noon.items);
  });
});

describe('access', () => {
  it.each([
    ['accounting', '418806', 200, 200],
    ['accounting', '702244', 404, 404],
    ['accounting', '1', 404, 404],
    ['merchant', '421006', 403, 200],
    ['merchant', '418806', 403, 404],
    ['partner', '418806', 403, 403],
  ] as const)(
    'of %s keys to ledger %s: Sales %i, Report %i',
    async (kind, ledgerId, salesStatus, reportStatus) => {
      const headers = await headersFor(kind);
      expect((await call(`/sales/report/v1/ledgers/${ledgerId}`, { headers })).status).toBe(salesStatus);
      expect((await call(`/report/v2/ledgers/${ledgerId}/funds/feed`, { headers })).status).toBe(
        reportStatus,
      );
    },
  );

  it.each([
    '/sales/report/v1/ledgers/418806?pageSize=0',
    '/sales/report/v1/ledgers/418806?pageSize=1001',
    '/sales/report/v1/ledgers/418806?cursor=abc',
    '/sales/report/v1/ledgers/418806/dates/2026-02-30',
    '/report/v2/ledgers/418806/payouts/feed',
    '/report/v2/ledgers/418806/funds/feed?cursor=AAAA',
  ])('%s is a bad request', async (path) => {
    const { status, type } = await call(path, { headers: await headersFor('accounting') });
    expect({ status, type }).toEqual({ status: 400, type: 'application/problem+json' });
  });
});
