import { describe, expect } from 'vitest';
import { sharedStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';
import { ask, change, mutationOf, type Json } from './on-stack.js';

const OFFER = '3f6d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b';
const OTHER = '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b';
const nobody = { userErrors: [], warnings: [] };

const it = sharedStack({ subgraphs: ['entur'], env: { ENTUR_EXPERIMENTAL: 'on' } });

interface Made {
  readonly orderId: string;
  readonly lines: readonly string[];
  readonly total: string;
}

/** An order of one line, with what is due for it. */
async function reserve(stack: Stack, more: Json = {}): Promise<Made> {
  const made = await change(
    stack,
    'enturReserveOffers',
    { offerConfigurations: [{ offerId: OFFER, selectedTravellerIds: ['kari'], ...more }] },
    'orderId orderLineIds order { totalAmount { amount } }',
  );
  const { orderId, orderLineIds, order } = made as {
    orderId: string;
    orderLineIds: string[];
    order: { totalAmount: { amount: string } };
  };
  return { orderId, lines: orderLineIds, total: order.totalAmount.amount };
}

interface Key {
  readonly paymentId: string;
  readonly transactionId: string;
}

async function pay(stack: Stack, { orderId, total }: Made, how: Json, orderVersion = 1): Promise<Key> {
  const input = { orderId, orderVersion, totalAmount: total, transaction: { amount: total, ...how } };
  const { paymentId, transactionId } = await change(
    stack,
    'enturCreatePayment',
    input,
    'paymentId transactionId',
  );
  return { paymentId: String(paymentId), transactionId: String(transactionId) };
}

const card = { paymentType: 'VISA', paymentTypeGroup: 'PAYMENTCARD' };

/** An order that was paid by card. */
async function buy(stack: Stack): Promise<Made & Key> {
  const made = await reserve(stack);
  const key = await pay(stack, made, card);
  await change(
    stack,
    'enturStartTerminal',
    { ...key, redirectUrl: 'https://shop.example/paid' },
    'terminalUri',
  );
  await change(stack, 'enturCapture', { ...key }, 'wasFoundCaptured');
  return { ...made, ...key };
}

function statusOf(stack: Stack, { orderId }: Made): Promise<Json> {
  return ask(stack, `{ enturOrder(orderId: "${orderId}") { version status balance { amount } } }`);
}

const confirmed = { version: 1, status: 'CONFIRMED', balance: { amount: '0.00' } };

describe('changes in the sandbox', () => {
  it('pay an order by card: terminal, then capture', async ({ stack }) => {
    const made = await reserve(stack);
    const key = await pay(stack, made, card);
    const terminal = await change(
      stack,
      'enturStartTerminal',
      { ...key, redirectUrl: 'https://shop.example/paid' },
      'terminalUri payment { transactions { transactionId status } }',
    );
    expect(terminal).toEqual({
      terminalUri: expect.stringMatching(/^https:/),
      payment: { transactions: [{ transactionId: key.transactionId, status: 'INITIATED' }] },
      ...nobody,
    });
    const captured = await change(
      stack,
      'enturCapture',
      { ...key },
      'payment { transactions { status } } wasFoundCaptured',
    );
    expect(captured).toEqual({
      payment: { transactions: [{ status: 'CAPTURED' }] },
      wasFoundCaptured: false,
      ...nobody,
    });
    expect(await statusOf(stack, made)).toEqual(confirmed);
  });

  it('add a transaction to a payment that has none, and find it in the answer', async ({ stack }) => {
    const { orderId, total } = await reserve(stack);
    const bare = await change(
      stack,
      'enturCreatePayment',
      { orderId, orderVersion: 1, totalAmount: total },
      'paymentId transactionId',
    );
    expect(bare).toEqual({ paymentId: expect.any(String), transactionId: null, ...nobody });
    const { paymentId } = bare;
    const added = await change(
      stack,
      'enturAddTransaction',
      { paymentId, transaction: { amount: total, paymentType: 'VIPPS', paymentTypeGroup: 'MOBILE' } },
      'paymentId transactionId payment { transactions { transactionId status } }',
    );
    expect(added).toEqual({
      paymentId,
      transactionId: expect.stringMatching(/^\d+$/),
      payment: { transactions: [{ transactionId: added['transactionId'], status: 'CREATED' }] },
      ...nobody,
    });
  });

  it('change data, travellers and lines of an order', async ({ stack }) => {
    const { orderId, lines } = await reserve(stack);
    const updated = await change(
      stack,
      'enturUpdateOrder',
      { orderId, externalReference: 'shop-9', contactCustomerId: '3100417' },
      'order { externalReference contactCustomerId }',
    );
    expect(updated).toEqual({
      order: { externalReference: 'shop-9', contactCustomerId: '3100417' },
      ...nobody,
    });
    const added = await change(
      stack,
      'enturAddTravellers',
      { orderId, customerIds: ['3100423'] },
      'travellerIds order { travellers { travellerId customerId } }',
    );
    expect(added).toEqual({
      travellerIds: [expect.any(String)],
      order: {
        travellers: expect.arrayContaining([
          { travellerId: (added['travellerIds'] as string[])[0], customerId: '3100423' },
        ]),
      },
      ...nobody,
    });
    const changed = await change(
      stack,
      'enturUpdateOrderLines',
      { orderId, offerConfigurations: [{ offerId: OTHER, orderLineId: lines[0] }] },
      'orderLineIds replacedByOrderLineIds { originalOrderLineIds replacedByOrderLineIds } order { orderLines { orderLineId status } }',
    );
    const [line] = changed['orderLineIds'] as [string];
    expect(changed).toEqual({
      orderLineIds: [line],
      replacedByOrderLineIds: [{ originalOrderLineIds: lines, replacedByOrderLineIds: [line] }],
      order: {
        orderLines: expect.arrayContaining([
          { orderLineId: lines[0], status: 'CANCELLED' },
          { orderLineId: line, status: 'DRAFT' },
        ]),
      },
      ...nobody,
    });
  });

  it('confirm lines that wait for it', async ({ stack }) => {
    const made = await reserve(stack, { externalReference: 'ferry-7' });
    const key = await pay(stack, made, card);
    await change(stack, 'enturStartTerminal', { ...key, redirectUrl: 'https://a.example/' }, 'terminalUri');
    await change(stack, 'enturCapture', { ...key }, 'transactionId');
    expect(await statusOf(stack, made)).toMatchObject({ status: 'DRAFT' });
    const { orderId } = made;
    expect(await change(stack, 'enturConfirmOrderLines', { orderId }, 'order { status }')).toEqual({
      order: { status: 'CONFIRMED' },
      ...nobody,
    });
  });

  it('change tickets: their validity and who holds them', async ({ stack }) => {
    const { orderId } = await buy(stack);
    const tickets = await change(stack, 'enturGenerateTickets', { orderId }, 'ticketDistributionGroupIds');
    const input = { ticketDistributionGroupIds: tickets['ticketDistributionGroupIds'] };
    const startOfValidity = '2099-01-01T06:00:00Z';
    const moved = await change(
      stack,
      'enturUpdateTicketValidity',
      { ...input, startOfValidity },
      'ticketDistributionGroups { ticketDistributions { startOfValidity } }',
    );
    expect(moved).toEqual({
      ticketDistributionGroups: [{ ticketDistributions: [{ startOfValidity }] }],
      ...nobody,
    });
    await change(
      stack,
      'enturTransferTicketHolder',
      { ...input, distributionHolderCustomerId: '999002' },
      'ticketDistributionGroupIds',
    );
    const HELD =
      '{ enturTicketDistributionGroups(filter: { distributionHolderCustomerId: { eq: "999002" } }) { nodes { groupId } } }';
    expect(await ask(stack, HELD)).toEqual({
      nodes: [{ groupId: (tickets['ticketDistributionGroupIds'] as string[])[0] }],
    });
  });

  it('compensate orders, each with a credit', async ({ stack }) => {
    const orders = [await buy(stack), await buy(stack)];
    const answer = await change(
      stack,
      'enturCompensateOrders',
      {
        compensations: orders.map(({ orderId }) => ({
          orderId,
          elements: [{ amount: '10.00', reason: 'Late' }],
        })),
        settlementId: 'S-7',
      },
      'compensations { orderId creditId order { orderId version } credit { totalCreditAmount { amount } } }',
    );
    expect(answer).toEqual({
      compensations: orders.map(({ orderId }) => ({
        orderId,
        creditId: expect.stringMatching(/^\d+$/),
        order: { orderId, version: 2 },
        credit: { totalCreditAmount: { amount: '10.00' } },
      })),
      ...nobody,
    });
  });

  it('store a card, use it first, and remove it', async ({ stack }) => {
    const CARDS = '{ enturRecurringPayments(customerNumber: "999001") { nickname isPrimary status } }';
    const made = await change(
      stack,
      'enturCreateRecurringPayment',
      { customerNumber: '999001', nickname: 'Jobb' },
      'recurringPaymentId recurringPayment { nickname status }',
    );
    const { recurringPaymentId } = made;
    expect(made).toEqual({
      recurringPaymentId: expect.stringMatching(/^\d+$/),
      recurringPayment: { nickname: 'Jobb', status: 'CREATED' },
      ...nobody,
    });
    await change(
      stack,
      'enturStartRecurringPaymentTerminal',
      { recurringPaymentId, redirectUrl: 'https://shop.example/cards' },
      'terminalUri',
    );
    await change(stack, 'enturAuthorizeRecurringPayment', { recurringPaymentId }, 'recurringPaymentId');
    const rename = { recurringPaymentId, nickname: 'Privat', isPrimary: true };
    await change(stack, 'enturUpdateRecurringPayment', rename, 'recurringPaymentId');
    expect(await ask(stack, CARDS)).toEqual([{ nickname: 'Privat', isPrimary: true, status: 'ACTIVE' }]);
    expect(
      await change(stack, 'enturDeleteRecurringPayment', { recurringPaymentId }, 'deletedRecurringPaymentId'),
    ).toEqual({ deletedRecurringPaymentId: recurringPaymentId, ...nobody });
    expect(await ask(stack, CARDS)).toEqual([]);
    const again = mutationOf('enturDeleteRecurringPayment', 'deletedRecurringPaymentId');
    expect(await ask(stack, again, { input: { recurringPaymentId } })).toMatchObject({
      deletedRecurringPaymentId: null,
      userErrors: [{ code: 'NOT_FOUND' }],
    });
  });
});

describe('what stands in the way of changes in the sandbox', () => {
  it('is a lock, which is waited out', async ({ stack }) => {
    const { orderId } = await reserve(stack);
    await stack.sandbox.entur.lock(orderId, { times: 3 });
    await stack.clearCalls();
    await change(stack, 'enturAddTravellers', { orderId, customerIds: ['1'] }, 'orderId');
    expect(await stack.calls()).toHaveLength(4);
  });

  it('is a bank that wants stronger authentication', async ({ stack }) => {
    const made = await reserve(stack);
    const key = await pay(stack, made, card);
    await change(stack, 'enturStartTerminal', { ...key, redirectUrl: 'https://a.example/' }, 'terminalUri');
    const path = '/v1/payments/*/transactions/*/capture';
    await stack.sandbox.entur.refuse({ path: `**${path}`, status: 402, errorReason: 'SOFT_DECLINE' });
    const input = { ...key };
    expect(await ask(stack, mutationOf('enturCapture', 'transactionId'), { input })).toMatchObject({
      transactionId: null,
      userErrors: [{ field: null, code: 'SOFT_DECLINE' }],
    });
    await change(stack, 'enturCapture', { ...key }, 'transactionId');
    expect(await statusOf(stack, made)).toEqual(confirmed);
  });

  it('is a connection that breaks behind the making of a payment, which is found', async ({ stack }) => {
    const { orderId, total } = await reserve(stack);
    const input = {
      orderId,
      orderVersion: 1,
      totalAmount: total,
      transaction: { amount: total, ...card },
    };
    await stack.sandbox.faults.add({ method: 'POST', path: '/entur/sales/v1/payments', reset: 'after' });
    await stack.clearCalls();
    const found = await change(stack, 'enturCreatePayment', input, 'paymentId wasFound');
    expect(found).toMatchObject({ wasFound: true });
    const calls = await stack.calls();
    expect(calls.map((call) => call.split('?')[0])).toEqual([
      'POST /entur/sales/v1/payments',
      'GET /entur/sales/v1/payments',
    ]);
    const PAYMENTS = `{ enturOrder(orderId: "${orderId}") { payments { paymentId } } }`;
    expect(await ask(stack, PAYMENTS)).toEqual({ payments: [{ paymentId: found['paymentId'] }] });
  });

  it('is one that breaks before: nobody knows, and nothing is there', async ({ stack }) => {
    const { orderId, total } = await reserve(stack);
    const input = { orderId, orderVersion: 1, totalAmount: total };
    await stack.sandbox.faults.add({ method: 'POST', path: '/entur/sales/v1/payments', reset: 'before' });
    const { errors } = await stack.askText(mutationOf('enturCreatePayment', 'paymentId'), { input });
    expect(errors).toMatchObject([{ extensions: { code: 'OUTCOME_UNKNOWN' } }]);
    const PAYMENTS = `{ enturOrder(orderId: "${orderId}") { payments { paymentId } } }`;
    expect(await ask(stack, PAYMENTS)).toEqual({ payments: [] });
  });

  it('is an order that was changed meanwhile: a user error', async ({ stack }) => {
    const { orderId, total } = await reserve(stack);
    const input = { orderId, orderVersion: 7, totalAmount: total };
    const refused = await ask(stack, mutationOf('enturCreatePayment', 'paymentId'), { input });
    expect(refused).toEqual({
      paymentId: null,
      userErrors: [{ field: null, code: 'CONFLICT', message: expect.stringContaining('conflicts') }],
      warnings: [],
    });
  });
});
