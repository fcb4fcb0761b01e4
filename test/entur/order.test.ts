import { describe, expect, it } from 'vitest';
import { enturGraph, enturKeys, page } from './graph.js';

const order = {
  id: 'ABCDEFGH',
  version: 1,
  status: 'CONFIRMED',
  totalAmount: '1446.00',
  totalTaxAmount: '154.93',
  balance: '0.00',
  currency: 'NOK',
  organisationId: 1,
  createdAt: '2018-09-03T12:44:27Z',
  paymentRefs: [
    {
      orderVersion: 1,
      paymentId: 6406,
      amount: '1446.00',
      currency: 'NOK',
      completedAt: '2018-09-03T12:47:18Z',
    },
  ],
};

describe('enturOrder', () => {
  it('reads an order by a filter on its id, with every header that Entur wants', async () => {
    const { ask, calls, server } = await enturGraph(page(order));
    const answer = await ask(`{ enturOrder(orderId: "ABCDEFGH") {
      orderId version status totalAmount { amount currency } organisationId createdAt
      paymentRefs { paymentId orderVersion amount { amount } completedAt }
    } }`);
    expect(answer).toEqual({
      data: {
        enturOrder: {
          orderId: 'ABCDEFGH',
          version: 1,
          status: 'CONFIRMED',
          totalAmount: { amount: '1446.00', currency: 'NOK' },
          organisationId: '1',
          createdAt: '2018-09-03T12:44:27Z',
          paymentRefs: [
            {
              paymentId: '6406',
              orderVersion: 1,
              amount: { amount: '1446.00' },
              completedAt: '2018-09-03T12:47:18Z',
            },
          ],
        },
      },
    });
    const { method, url, body, headers } = server.seen[0] ?? {};
    expect([method, url, headers?.['content-type']]).toEqual([
      'POST',
      '/entur/oauth/token',
      'application/json',
    ]);
    expect(JSON.parse(body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: enturKeys.clientId,
      client_secret: enturKeys.clientSecret,
      audience: 'https://api.entur.sandbox',
    });
    expect(calls().map(({ url }) => url)).toEqual([
      '/entur/sales/v1/orders?id=in:ABCDEFGH&page=1&perPage=100',
    ]);
    expect(calls()[0]?.headers).toMatchObject({
      authorization: 'Bearer token-1',
      'et-client-name': 'ferrylines-tests',
      'entur-pos': 'Test-POS',
      'entur-distribution-channel': 'ENT:DistributionChannel:App',
      'x-correlation-id': 'r1',
    });
  });

  it('is null for an order that is not there, and refuses an id that can be none without a call', async () => {
    const { ask, calls } = await enturGraph(page());
    expect(await ask('{ enturOrder(orderId: "ZZZZZZZZ") { version } }')).toEqual({
      data: { enturOrder: null },
    });
    expect(calls()).toHaveLength(1);
    expect(await ask('{ enturOrder(orderId: "a,b") { version } }')).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: ['orderId'] } }],
    });
    expect(calls()).toHaveLength(1);
  });
});
