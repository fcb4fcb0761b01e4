import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seedEntur } from '../../src/sandbox/entur/seed/index.js';
import { runningEntur } from './running-entur.js';

const { ask, call, headersFor } = await runningEntur();

/** Adds decimal texts exactly, without the sandbox's own arithmetic. */
function hundredths(amount: string): bigint {
  expect(amount).toMatch(/^-?\d+\.\d\d$/);
  return BigInt(amount.replace('.', ''));
}

const price = z.object({ amount: z.string(), taxAmount: z.string(), currency: z.literal('NOK') });
const order = z.looseObject({
  id: z.string().regex(/^[A-Z0-9]{8}$/),
  version: z.number(),
  status: z.string(),
  totalAmount: z.string(),
  totalTaxAmount: z.string(),
  balance: z.string(),
  organisationId: z.number(),
  failed: z.boolean(),
  orderLines: z.array(z.looseObject({ id: z.uuid(), status: z.string(), price })),
  fees: z.array(z.looseObject({ type: z.string(), price })),
  paymentRefs: z.array(z.looseObject({ paymentId: z.number(), amount: z.string() })),
  reservations: z.array(z.looseObject({ orderLineId: z.string() })),
});
const payment = z.looseObject({
  paymentId: z.number(),
  orderId: z.string(),
  totalAmount: z.string(),
  transactionHistory: z.array(
    z.looseObject({ status: z.string(), amount: z.string(), paymentType: z.string() }),
  ),
});
const credit = z.looseObject({ orderId: z.string(), totalCreditAmount: z.string() });

async function all<Item>(path: string, item: z.ZodType<Item>): Promise<Item[]> {
  const page = z.object({ items: z.array(item), totalPages: z.number() });
  const items: Item[] = [];
  for (let no = 1, pages = 1; no <= pages; no += 1) {
    const read = page.parse((await ask('GET', `${path}?page=${String(no)}&perPage=100`)).body);
    items.push(...read.items);
    pages = read.totalPages;
  }
  return items;
}

describe('the seeded orders', () => {
  it('hold the order of the introduction, letter for letter', async () => {
    const { body } = await ask('GET', '/v1/orders?id=eq:ABCDEFGH');
    const [shown] = z.object({ items: z.array(z.unknown()) }).parse(body).items;
    expect(shown).toMatchObject({
      id: 'ABCDEFGH',
      version: 1,
      status: 'CONFIRMED',
      totalAmount: '1446.00',
      totalTaxAmount: '154.93',
      balance: '0.00',
      currency: 'NOK',
      paymentRefs: [
        {
          orderVersion: 1,
          paymentId: 6406,
          amount: '1446.00',
          currency: 'NOK',
          completedAt: '2018-09-03T12:47:18Z',
        },
      ],
      travellers: [],
      reservations: [],
      organisationId: 1,
      createdAt: '2018-09-03T12:44:27Z',
    });
  });

  it('fill pages, are of every kind, and have ids of their own', async () => {
    const orders = await all('/v1/orders', order);
    expect(orders.length).toBeGreaterThanOrEqual(250);
    expect(new Set(orders.map(({ id }) => id)).size).toBe(orders.length);
    const kinds = orders.map(({ status, version, fees, failed, organisationId }) => ({
      [`${status} ${version > 1 ? 'changed' : 'new'}`]: true,
      [`fees ${String(fees.length > 0)}`]: true,
      [`failed ${String(failed)}`]: true,
      [`organisation ${String(organisationId)}`]: true,
    }));
    expect(new Set(kinds.flatMap((kind) => Object.keys(kind)))).toEqual(
      new Set([
        'CONFIRMED new',
        'CONFIRMED changed',
        'DRAFT new',
        'DRAFT changed',
        'CANCELLED new',
        'CANCELLED changed',
        'fees true',
        'fees false',
        'failed true',
        'failed false',
        'organisation 1',
        'organisation 20',
        'organisation 37',
      ]),
    );
  });

  it('add up: lines and fees to totals, payments less credits to balances, tax to its rate', async () => {
    const orders = await all('/v1/orders', order);
    const payments = new Map((await all('/v1/payments', payment)).map((one) => [one.paymentId, one]));
    const credits = await all('/v1/credits', credit);
    for (const one of orders) {
      const live = [...one.orderLines.filter(({ status }) => status !== 'CANCELLED'), ...one.fees];
      const total = live.reduce((sum, { price: { amount } }) => sum + hundredths(amount), 0n);
      const tax = live.reduce((sum, { price: { taxAmount } }) => sum + hundredths(taxAmount), 0n);
      const paid = one.paymentRefs.reduce((sum, { amount }) => sum + hundredths(amount), 0n);
      const given = credits.filter(({ orderId }) => orderId === one.id);
      const back = given.reduce((sum, { totalCreditAmount }) => sum + hundredths(totalCreditAmount), 0n);
      expect([one.id, hundredths(one.totalAmount)]).toEqual([one.id, total]);
      expect([one.id, hundredths(one.totalTaxAmount)]).toEqual([one.id, tax]);
      expect([one.id, hundredths(one.balance)]).toEqual([one.id, total - (paid - back)]);
      if (one.status === 'CONFIRMED') expect([one.id, one.balance]).toEqual([one.id, '0.00']);
      for (const { price: each } of live) {
        const exact = (Number(each.amount) * 12) / 112;
        expect(Math.abs(Number(each.taxAmount) - exact)).toBeLessThanOrEqual(0.0051);
      }
      for (const ref of one.paymentRefs) {
        expect(payments.get(ref.paymentId)).toMatchObject({ orderId: one.id, totalAmount: ref.amount });
      }
      const lines = one.orderLines.map(({ id }) => id);
      for (const { orderLineId } of one.reservations) expect(lines).toContain(orderLineId);
    }
  });

  it('are the same in every process, drafts as old as they were', () => {
    const [now, later] = [Date.parse('2026-09-15T10:00:00Z'), Date.parse('2027-01-01T00:00:00Z')];
    const [first, second] = [seedEntur(now), seedEntur(later)];
    const fixed = (seed: typeof first) =>
      seed.orders.filter(({ createdAt }) => createdAt < now - 86_400_000 * 6);
    expect(fixed(first)).toEqual(fixed(second).slice(0, fixed(first).length));
    expect(first.orders.map(({ id }) => id)).toEqual(second.orders.map(({ id }) => id));
  });
});

describe('payments with Vipps', () => {
  it('stand on the funds of a ledger that the accounting keys may read, with the same amount', async () => {
    const ledger = '/report/v2/ledgers/421006/funds/dates/2026-09-14';
    const report = await call(ledger, { headers: await headersFor('accounting') });
    const entries = z
      .object({
        items: z.array(
          z.looseObject({ pspReference: z.string(), entryType: z.string(), amount: z.number() }),
        ),
      })
      .parse(report.body)
      .items.filter(({ entryType }) => entryType === 'capture');
    expect(entries.length).toBeGreaterThan(10);
    for (const { pspReference, amount } of entries) {
      const found = await ask('GET', `/v1/payments?externalTransactionId=${pspReference}`);
      const { items } = z.object({ items: z.array(payment) }).parse(found.body);
      expect([pspReference, items.length]).toEqual([pspReference, 1]);
      expect(hundredths(items[0]?.totalAmount ?? '')).toBe(BigInt(amount));
      expect(items[0]?.transactionHistory).toMatchObject([{ paymentType: 'VIPPS' }]);
      expect(JSON.stringify(found.body)).not.toContain(pspReference);
    }
  });
});
