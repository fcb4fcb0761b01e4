import { describe, expect, it } from 'vitest';
import { json, reset, type Step } from '../support/scripted-server.js';
import { fakeClock } from '../support/stack.js';
import { changing, ways } from './changing.js';
import { page } from './graph.js';

const NOW = '2026-09-14T10:00:00Z';
const nobody = { userErrors: [], warnings: [] };
const transaction = {
  transactionId: 9001,
  status: 'CREATED',
  amount: '10.00',
  currency: 'NOK',
  paymentType: 'VIPPS',
  paymentTypeGroup: 'MOBILE',
};
const payment = {
  paymentId: 6406,
  orderId: 'ABCDEFGH',
  orderVersion: 2,
  totalAmount: '10.00',
  currency: 'NOK',
  createdAt: NOW,
  transactionHistory: [transaction],
};
const input = {
  orderId: 'ABCDEFGH',
  orderVersion: 2,
  totalAmount: '10',
  transaction: { amount: '10.0', paymentType: 'VIPPS', paymentTypeGroup: 'MOBILE' },
};
const post = { method: 'POST', url: '/v1/payments', body: expect.anything() };
const look = {
  method: 'GET',
  url: '/v1/payments?orderId=eq:ABCDEFGH&orderVersion=eq:2&page=1&perPage=100',
};
const unknownOutcome = [{ extensions: { code: 'OUTCOME_UNKNOWN' } }];

async function pay(step: Step, found: Step, given: object = input, env: Record<string, string> = {}) {
  const graph = await changing([step, found], env, fakeClock(Date.parse(NOW)));
  const answer = await graph.change('enturCreatePayment', given, 'paymentId transactionId wasFound');
  return { answer, calls: graph.calls() };
}

describe.for(ways)('a payment whose answer was lost, by the %s way', ([, COMPILE_QUERIES]) => {
  it('is found: the only one of its order version with its total and transaction, made since', async () => {
    const { answer, calls } = await pay(reset, page(payment), input, { COMPILE_QUERIES });
    expect(answer).toEqual({
      data: {
        enturCreatePayment: { paymentId: '6406', transactionId: '9001', wasFound: true, ...nobody },
      },
    });
    expect(calls).toEqual([post, look]);
  });
});

describe('a payment whose answer was lost', () => {
  it('is found behind those that were made before', async () => {
    const old = { ...payment, paymentId: 6405, createdAt: '2026-09-14T09:59:54Z' };
    const { answer } = await pay(json(500, {}), page(old, payment));
    expect(answer.data).toMatchObject({ enturCreatePayment: { paymentId: '6406', wasFound: true } });
  });

  it('is found without a transaction, where it has none', async () => {
    const { orderId, orderVersion, totalAmount } = input;
    const none = page({ ...payment, transactionHistory: [] });
    const { answer } = await pay(reset, none, { orderId, orderVersion, totalAmount });
    expect(answer.data).toMatchObject({
      enturCreatePayment: { paymentId: '6406', transactionId: null, wasFound: true },
    });
  });

  it('may have been made some seconds before the call, by a clock that goes after', async () => {
    const { answer } = await pay(reset, page({ ...payment, createdAt: '2026-09-14T09:59:55Z' }));
    expect(answer.data).toMatchObject({ enturCreatePayment: { paymentId: '6406', wasFound: true } });
  });

  it.for([
    ['none is there', page()],
    ['the only one was made before', page({ ...payment, createdAt: '2026-09-14T09:59:54Z' })],
    ['two were made since', page(payment, { ...payment, paymentId: 6407 })],
    ['one was made since, and of another nobody knows when', page(payment, { ...payment, createdAt: null })],
    ['it does not tell when it was made', page({ ...payment, createdAt: null })],
    ['it has another total', page({ ...payment, totalAmount: '10.01' })],
    ['it tells no total', page({ ...payment, totalAmount: null })],
    ['it is of another order', page({ ...payment, orderId: 'IJKLMNOP' })],
    ['it is of another version', page({ ...payment, orderVersion: 1 })],
    ['it has no transaction', page({ ...payment, transactionHistory: [] })],
    ['it has two transactions', page({ ...payment, transactionHistory: [transaction, transaction] })],
    [
      'it is paid in another way',
      page({ ...payment, transactionHistory: [{ ...transaction, paymentType: 'VISA' }] }),
    ],
    [
      'its transaction has another amount',
      page({ ...payment, transactionHistory: [{ ...transaction, amount: '9.99' }] }),
    ],
    [
      'its transaction is in another currency',
      page({ ...payment, transactionHistory: [{ ...transaction, currency: 'EUR' }] }),
    ],
    ['it is not active', page({ ...payment, active: false })],
    ...['REJECTED', 'CANCELLED', 'CREDITED', 'ABORTED', null].map(
      (status) =>
        [
          `its transaction is ${String(status)}`,
          page({ ...payment, transactionHistory: [{ ...transaction, status }] }),
        ] as const,
    ),
    ['it was made an hour later', page({ ...payment, createdAt: '2026-09-14T11:00:00Z' })],
    ['there are more than one look shows', json(200, { items: [payment], totalItems: 101, totalPages: 2 })],
    ['the look is refused', json(403, {})],
  ] as const)('has an unknown outcome when %s', async ([, found]) => {
    const { answer, calls } = await pay(reset, found);
    expect(answer).toMatchObject({ data: { enturCreatePayment: null }, errors: unknownOutcome });
    expect(calls).toEqual([post, look]);
  });

  it('is looked for in another currency only where that was said', async () => {
    const other = page({ ...payment, currency: 'SEK' });
    expect((await pay(reset, other)).answer.data).toMatchObject({ enturCreatePayment: { wasFound: true } });
    const { answer } = await pay(reset, other, { ...input, currency: 'NOK' });
    expect(answer.errors).toMatchObject(unknownOutcome);
  });

  it.for(['INITIATED', 'CAPTURED'])('is found when its transaction is %s', async (status) => {
    const found = page({ ...payment, active: true, transactionHistory: [{ ...transaction, status }] });
    expect((await pay(reset, found)).answer.data).toMatchObject({ enturCreatePayment: { wasFound: true } });
  });

  it('is not one that another caller was told of, by its answer or by a look', async () => {
    const graph = await changing([json(200, payment)], {}, fakeClock(Date.parse(NOW)));
    const change = () => graph.change('enturCreatePayment', input, 'paymentId wasFound');
    expect((await change()).data).toMatchObject({ enturCreatePayment: { paymentId: '6406' } });
    graph.play(reset, page(payment));
    expect((await change()).errors).toMatchObject(unknownOutcome);
    const another = { ...payment, paymentId: 6407 };
    graph.play(reset, page(payment, another));
    const found = { paymentId: '6407', wasFound: true };
    expect((await change()).data).toMatchObject({ enturCreatePayment: found });
    graph.play(reset, page(payment, another));
    expect((await change()).errors).toMatchObject(unknownOutcome);
  });

  it('is not looked for when it was refused', async () => {
    const { answer, calls } = await pay(json(409, {}), page(payment));
    expect(answer.data).toMatchObject({ enturCreatePayment: { userErrors: [{ code: 'CONFLICT' }] } });
    expect(calls).toEqual([post]);
  });
});

describe('lines whose confirmation got lost', () => {
  const confirm = { method: 'POST', url: '/v1/orders/ABCDEFGH/orderlines/confirm' };
  const read = { method: 'GET', url: '/v1/orders?id=eq:ABCDEFGH&page=1&perPage=1' };
  const order = (status: string) => page({ id: 'ABCDEFGH', status });

  it('are confirmed when their order is', async () => {
    const graph = await changing([reset, order('CONFIRMED')]);
    const answer = await graph.change(
      'enturConfirmOrderLines',
      { orderId: 'ABCDEFGH' },
      'orderId wasFoundConfirmed',
    );
    expect(answer).toEqual({
      data: { enturConfirmOrderLines: { orderId: 'ABCDEFGH', wasFoundConfirmed: true, ...nobody } },
    });
    expect(graph.calls()).toEqual([confirm, read]);
  });

  it.for([
    ['it is a draft', order('DRAFT')],
    ['it is not there', page()],
    ['another one comes', page({ id: 'IJKLMNOP', status: 'CONFIRMED' })],
    ['it can not be read', json(403, {})],
  ] as const)('are in doubt when %s', async ([, found]) => {
    const graph = await changing([reset, found]);
    const answer = await graph.change('enturConfirmOrderLines', { orderId: 'ABCDEFGH' }, 'orderId');
    expect(answer).toMatchObject({ data: { enturConfirmOrderLines: null }, errors: unknownOutcome });
    expect(graph.calls()).toEqual([confirm, read]);
  });
});

describe('a capture whose answer was lost', () => {
  const key = { paymentId: '6406', transactionId: '9001' };
  const put = { method: 'PUT', url: '/v1/payments/6406/transactions/9001/capture' };
  const read = { method: 'GET', url: '/v1/payments?paymentId=eq:6406&page=1&perPage=100' };
  const withStatus = (status: string, transactionId = 9001) =>
    page({ ...payment, transactionHistory: [{ ...transaction, status, transactionId }] });

  it('has taken the money when the transaction is captured', async () => {
    const graph = await changing([reset, withStatus('CAPTURED')]);
    expect(await graph.change('enturCapture', key, 'transactionId wasFoundCaptured')).toEqual({
      data: { enturCapture: { transactionId: '9001', wasFoundCaptured: true, ...nobody } },
    });
    expect(graph.calls()).toEqual([put, read]);
  });

  it.for([
    ['it is not yet', withStatus('INITIATED')],
    ['another one is', withStatus('CAPTURED', 9002)],
    ['the payment is not there', page()],
    ['it can not be read', json(403, {})],
  ] as const)('is in doubt when %s', async ([, found]) => {
    const graph = await changing([reset, found]);
    expect(await graph.change('enturCapture', key, 'transactionId')).toMatchObject({
      data: { enturCapture: null },
      errors: unknownOutcome,
    });
    expect(graph.calls()).toEqual([put, read]);
  });
});

describe('a refund', () => {
  const given = {
    orderId: 'ABCDEFGH',
    refundOperations: [{ orderLineId: '4b1c2d3e-5f60-4718-8293-a4b5c6d7e8f9', amount: '90.00' }],
    expectedTotal: '90.00',
  };
  const dryRun = { method: 'PUT', url: '/v1/refunds/ABCDEFGH/dry-run', body: expect.anything() };

  it('is not made when a fresh dry run comes to another total, which it tells', async () => {
    const graph = await changing([json(200, { totalRefundAmount: '89.99' })], { ENTUR_EXPERIMENTAL: 'on' });
    expect(await graph.change('enturRefund', given, 'orderId creditId dryRunTotal')).toEqual({
      data: {
        enturRefund: {
          orderId: null,
          creditId: null,
          dryRunTotal: '89.99',
          userErrors: [
            {
              field: ['expectedTotal'],
              code: 'DIFFERS',
              message:
                'A refund would now come to 89.99, not 90.00. Nothing was refunded: ask the user again, with the new total.',
            },
          ],
          warnings: [],
        },
      },
    });
    expect(graph.calls()).toEqual([dryRun]);
  });

  it('is not made when its dry run is refused, or fails', async () => {
    const graph = await changing([json(409, {})], { ENTUR_EXPERIMENTAL: 'on' });
    expect((await graph.change('enturRefund', given, 'creditId')).data).toMatchObject({
      enturRefund: { creditId: null, userErrors: [{ code: 'CONFLICT' }] },
    });
    graph.play(json(200, { fees: [] }));
    expect((await graph.change('enturRefund', given, 'creditId')).errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_BAD_RESPONSE' } },
    ]);
    expect(graph.calls().map(({ url }) => url)).not.toContain('/v1/refunds/ABCDEFGH');
  });

  it.for(['90', '90.0', '090.00000'])('is made when the total is the same, written as %s', async (total) => {
    const done = json(200, { orderId: 'ABCDEFGH', creditId: 5 });
    const graph = await changing([json(200, { totalRefundAmount: total }), done], {
      ENTUR_EXPERIMENTAL: 'on',
    });
    expect((await graph.change('enturRefund', given, 'creditId dryRunTotal')).data).toMatchObject({
      enturRefund: { creditId: '5', dryRunTotal: total },
    });
  });
});
