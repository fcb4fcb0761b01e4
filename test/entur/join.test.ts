import { describe, expect } from 'vitest';
import { z } from 'zod';
import { encodeGlobalId } from '../../resolvers/shared/global-id.js';
import { sharedStack } from '../support/fixture.js';
import { startGateway } from '../support/gateway.js';
import { startHiveGateway } from '../support/hive-gateway.js';
import { json } from '../support/scripted-server.js';
import { enturGraph } from './graph.js';

const it = sharedStack({
  subgraphs: ['vipps', 'entur'],
  now: '2026-09-14T10:00:00Z',
  env: { CACHE_MAX_BYTES: '0' },
});

/** The web shop that sells ferry tickets, and whose payments Entur takes. */
const ledgerId = '421006';

const query = `{
  ledger(ledgerId: "${ledgerId}") {
    funds(last: 40) {
      nodes {
        pspReference
        entryType
        amount { decimal }
        enturPayments {
          paymentId
          totalAmount { amount currency }
          transactions { paymentType status }
          order { orderId status totalAmount { amount } }
        }
      }
    }
  }
}`;

const answer = z.object({
  ledger: z.object({
    funds: z.object({
      nodes: z.array(
        z.object({
          pspReference: z.string().nullable(),
          entryType: z.string(),
          amount: z.object({ decimal: z.string() }),
          enturPayments: z
            .array(
              z.object({
                paymentId: z.string(),
                totalAmount: z.object({ amount: z.string(), currency: z.string() }),
                transactions: z.array(z.object({ paymentType: z.string(), status: z.string() })),
                order: z.object({
                  orderId: z.string(),
                  status: z.string(),
                  totalAmount: z.object({ amount: z.string() }),
                }),
              }),
            )
            .nullable(),
        }),
      ),
    }),
  }),
});

describe.each([
  ['Apollo Gateway', startGateway],
  ['Hive Gateway', startHiveGateway],
] as const)('behind %s', (_name, start) => {
  it('a funds entry leads to the order at Entur that it paid, with one search for each PSP reference', async ({
    stack,
  }) => {
    const urls = {
      vipps: `${stack.graph('vipps').url}/graphql`,
      entur: `${stack.graph('entur').url}/graphql`,
    };
    const gateway = await start({ vipps: { url: urls.vipps }, entur: { url: urls.entur } });
    try {
      await stack.clearCalls();
      const { data, errors } = await gateway.ask(query);
      expect(errors).toBeUndefined();
      const { nodes } = answer.parse(data).ledger.funds;
      const paid = nodes.filter(({ enturPayments }) => (enturPayments ?? []).length > 0);
      expect(paid.length).toBeGreaterThan(0);
      for (const { entryType, amount, enturPayments } of paid) {
        expect(entryType).toBe('CAPTURE');
        expect(enturPayments).toHaveLength(1);
        expect(enturPayments?.[0]?.totalAmount).toEqual({ amount: amount.decimal, currency: 'NOK' });
        expect(enturPayments?.[0]?.transactions).toMatchObject([{ paymentType: 'VIPPS' }]);
      }
      const calls = (await stack.calls()).filter((call) => call.includes('/entur/'));
      const searches = calls.filter((call) => call.includes('/payments?'));
      const references = new Set(nodes.flatMap(({ pspReference }) => pspReference ?? []));
      // Those of payouts name no payment.
      for (const each of references) if (/^\d+-\d+$/.test(each)) references.delete(each);
      expect([...searches].sort()).toEqual(
        [...references]
          .map(
            (reference) =>
              `GET /entur/sales/v1/payments?externalTransactionId=eq:${reference}&page=1&perPage=100`,
          )
          .sort(),
      );
      // All orders of the payments in one call.
      expect(calls.length - searches.length).toBe(1);
    } finally {
      await gateway.stop();
    }
  });
});

describe('a funds entry', () => {
  it('without a PSP reference, or of a payout, has no payments at Entur, without a call', async ({
    stack,
  }) => {
    await stack.clearCalls();
    const { data } = await stack
      .graph('entur')
      .askText(
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on FundsEntry { enturPayments { paymentId } } } }',
        {
          r: [
            { __typename: 'FundsEntry', id: 'x', pspReference: null },
            { __typename: 'FundsEntry', id: 'y', pspReference: 'a b&c' },
            { __typename: 'FundsEntry', id: 'z', pspReference: '421006-2003181' },
          ],
        },
      );
    expect(data).toEqual({
      _entities: [{ enturPayments: [] }, { enturPayments: [] }, { enturPayments: [] }],
    });
    expect(await stack.calls()).toEqual([]);
  });
});

describe('a transaction', () => {
  const payment = {
    paymentId: 1,
    transactionHistory: [
      { transactionId: 2, paymentType: 'VIPPS', summary: { externalReference: 'acme-17' } },
      { transactionId: 3, paymentType: 'VISA', summary: { externalReference: 'acme-18' } },
      { transactionId: 4, paymentType: 'VIPPS' },
    ],
  };
  const found = json(200, { items: [payment], totalItems: 1, totalPages: 1 });
  const vippsFunds = '{ enturPayment(paymentId: 1) { transactions { transactionId vippsFunds { id } } } }';

  it('leads to Vipps MobilePay only where a setting says how', async () => {
    const off = await enturGraph(found);
    expect((await off.ask(vippsFunds)).data).toEqual({
      enturPayment: {
        transactions: [2, 3, 4].map((id) => ({ transactionId: String(id), vippsFunds: null })),
      },
    });
    const on = await enturGraph(found, {
      ENTUR_VIPPS_REFERENCE_PATH: 'summary.externalReference',
      ENTUR_VIPPS_MSN: '204117',
    });
    expect((await on.ask(vippsFunds)).data).toEqual({
      enturPayment: {
        transactions: [
          { transactionId: '2', vippsFunds: { id: encodeGlobalId('Order', '204117', 'ECOM', 'acme-17') } },
          { transactionId: '3', vippsFunds: null },
          { transactionId: '4', vippsFunds: null },
        ],
      },
    });
  });
});
