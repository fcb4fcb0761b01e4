import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = sharedStack();

describe('where orders and money meet', () => {
  let ledgerId: string;
  let msn: string;

  it.beforeAll(async ({ stack }) => {
    const { data } = await stack.askText(
      '{ ledgers(first: 100) { nodes { ledgerId pointsOfSale { msn } } } }',
    );
    const { ledgers } = data as unknown as {
      ledgers: { nodes: { ledgerId: string; pointsOfSale: { msn: string | null }[] }[] };
    };
    const found = ledgers.nodes.find(
      ({ pointsOfSale }) => pointsOfSale.length === 1 && pointsOfSale[0]?.msn != null,
    );
    ledgerId = found?.ledgerId ?? '';
    msn = found?.pointsOfSale[0]?.msn ?? '';
  });

  async function firstSale(stack: Stack) {
    const { data } = await stack.askText(
      'query ($ledgerId: String!) { ledger(ledgerId: $ledgerId) { salesEvents(first: 1) { nodes { reference } } } }',
      { ledgerId },
    );
    const { ledger } = data as unknown as { ledger: { salesEvents: { nodes: { reference: string }[] } } };
    return ledger.salesEvents.nodes[0]?.reference ?? '';
  }

  it('an event leads to its order and the order back to the event, with no call for the order itself', async ({
    stack,
  }) => {
    const reference = await firstSale(stack);
    await stack.clearCalls();
    const { data, errors } = await stack.askText(
      `query ($ledgerId: String!) {
        ledger(ledgerId: $ledgerId) {
          salesEvents(first: 1) {
            nodes { order { msn paymentType orderId salesEvents { reference order { orderId } } } }
          }
        }
      }`,
      { ledgerId },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      ledger: {
        salesEvents: {
          nodes: [
            {
              order: {
                msn,
                paymentType: 'ECOM',
                orderId: reference,
                salesEvents: expect.arrayContaining([{ reference, order: { orderId: reference } }]),
              },
            },
          ],
        },
      },
    });
    expect(await stack.calls()).toEqual([`GET /sales/report/v1/ledgers/${ledgerId}/references/${reference}`]);
  });

  it('an entry of funds leads to its order without a call', async ({ stack }) => {
    const { data, errors } = await stack.askText(
      `query ($ledgerId: String!) {
        ledger(ledgerId: $ledgerId) {
          funds(first: 200) { nodes { entryType reference recipientHandle order(paymentType: RECURRING) { msn paymentType orderId } } }
        }
      }`,
      { ledgerId },
    );
    expect(errors).toBeUndefined();
    const { ledger } = data as unknown as {
      ledger: {
        funds: {
          nodes: {
            entryType: string;
            reference: string;
            recipientHandle: string | null;
            order: object | null;
          }[];
        };
      };
    };
    const payments = ledger.funds.nodes.filter(({ entryType }) => /CAPTURE|REFUND/.test(entryType));
    const others = ledger.funds.nodes.filter(({ entryType }) => !/CAPTURE|REFUND/.test(entryType));
    expect(payments.length).toBeGreaterThan(10);
    expect(others.length).toBeGreaterThan(0);
    for (const { order, reference } of payments)
      expect(order).toEqual({ msn, paymentType: 'RECURRING', orderId: reference });
    expect(others.map(({ order }) => order)).toEqual(others.map(() => null));
  });

  it('a sale on a ledger of several points of sale leads to no order, as it does not tell whose it was', async ({
    start,
  }) => {
    const several = await start();
    await several.sandbox.faults.add({
      path: '/settlement/v1/ledgers',
      status: 200,
      times: null,
      body: {
        items: [
          {
            ledgerId: '418806',
            currency: 'NOK',
            settlesForRecipientHandles: ['api:204139', 'NO:771204', 'api:251308'],
          },
        ],
        cursor: '',
      },
    });
    const { data, errors } = await several.askText(
      '{ ledger(ledgerId: "418806") { pointsOfSale { msn } salesEvents(first: 1) { nodes { reference order { orderId } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ledger: {
        pointsOfSale: [{ msn: '204139' }, { msn: null }, { msn: '251308' }],
        salesEvents: { nodes: [{ reference: expect.stringMatching(/./) as string, order: null }] },
      },
    });
  });

  it('a sale on a VM number has no order, and an order of a unit without a ledger no sales', async ({
    stack,
  }) => {
    const { data, errors } = await stack.askText(`{
      ledger(ledgerId: "418806") { pointsOfSale { msn } salesEvents(first: 1) { nodes { order { orderId } } } }
      order(msn: "999999", paymentType: ECOM, orderId: "nothing") { salesEvents { reference } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      ledger: { pointsOfSale: [{ msn: null }], salesEvents: { nodes: [{ order: null }] } },
      order: { salesEvents: [] },
    });
  });
});
