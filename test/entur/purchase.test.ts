import { describe, expect } from 'vitest';
import { it } from '../support/fixture.js';
import { ways } from './changing.js';
import { ask, change } from './on-stack.js';

const OFFER = '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b';
const nobody = { userErrors: [], warnings: [] };

describe.for(ways)('the documented purchase, by the %s way', ([, COMPILE_QUERIES]) => {
  it('goes from offers to a refund', async ({ start }) => {
    const stack = await start({
      subgraphs: ['entur'],
      env: { COMPILE_QUERIES, ENTUR_EXPERIMENTAL: 'on' },
    });
    await stack.sandbox.clock.freeze('2026-09-14T10:00:00Z');

    // Reserve offers, which makes an order, and read it in the same request.
    const reserved = await change(
      stack,
      'enturReserveOffers',
      { offerConfigurations: [{ offerId: OFFER, selectedTravellerIds: ['kari'] }] },
      'orderId orderLineIds order { orderId version status totalAmount { amount currency } balance { amount } }',
    );
    const { orderId, orderLineIds, order } = reserved as {
      orderId: string;
      orderLineIds: [string];
      order: { version: number; totalAmount: { amount: string } };
    };
    const total = order.totalAmount.amount;
    expect(order).toEqual({
      orderId,
      version: 1,
      status: 'DRAFT',
      totalAmount: { amount: expect.stringMatching(/^\d+\.\d\d$/), currency: 'NOK' },
      balance: { amount: total },
    });

    // Create a payment for it.
    const { paymentId, transactionId } = await change(
      stack,
      'enturCreatePayment',
      {
        orderId,
        orderVersion: order.version,
        totalAmount: total,
        transaction: { amount: total, paymentType: 'VIPPS', paymentTypeGroup: 'MOBILE' },
      },
      'paymentId transactionId wasFound',
    );

    // Send the user to the app.
    const claim = await change(
      stack,
      'enturStartAppClaim',
      {
        paymentId,
        transactionId,
        phoneNumber: '99887766',
        redirectUrl: 'https://shop.example/paid',
        description: 'Oslo–Bergen',
      },
      'appClaimUrl payment { transactions { status } }',
    );
    expect(claim).toMatchObject({
      appClaimUrl: expect.stringMatching(/^https:/),
      payment: { transactions: [{ status: 'INITIATED' }] },
    });

    // The user pays: capturing runs by itself, and paying confirms the order.
    await stack.sandbox.clock.advance(10);
    const PAYMENT = 'query ($id: ID!) { enturPayment(paymentId: $id) { transactions { status } } }';
    expect(await ask(stack, PAYMENT, { id: paymentId })).toEqual({ transactions: [{ status: 'CAPTURED' }] });
    const confirmed = await change(
      stack,
      'enturConfirmOrderLines',
      { orderId },
      'orderId wasFoundConfirmed order { status balance { amount } paymentRefs { paymentId } }',
    );
    expect(confirmed).toEqual({
      orderId,
      wasFoundConfirmed: false,
      order: { status: 'CONFIRMED', balance: { amount: '0.00' }, paymentRefs: [{ paymentId }] },
      ...nobody,
    });

    // Tickets and a receipt.
    const tickets = await change(
      stack,
      'enturGenerateTickets',
      { orderId },
      'ticketDistributionGroupIds ticketDistributionGroups { groupId orderId orderLineId }',
    );
    const { ticketDistributionGroupIds: groupIds } = tickets as { ticketDistributionGroupIds: [string] };
    expect(tickets).toEqual({
      ticketDistributionGroupIds: [expect.any(String)],
      ticketDistributionGroups: [{ groupId: groupIds[0], orderId, orderLineId: orderLineIds[0] }],
      ...nobody,
    });
    await change(
      stack,
      'enturDistributeTickets',
      { ticketDistributionGroupIds: groupIds },
      'ticketDistributionGroupIds',
    );
    const receipt = await change(
      stack,
      'enturSendReceipt',
      { orderId, orderVersion: 1, email: 'kari@example.com' },
      'reference',
    );
    expect(receipt).toEqual({ reference: expect.stringMatching(/./), ...nobody });

    // The user regrets: try the refund out, then make it.
    const refundOperations = [{ orderLineId: orderLineIds[0], amount: total }];
    const { totalRefundAmount: expectedTotal } = await change(
      stack,
      'enturDryRunRefund',
      { orderId, refundOperations },
      'totalRefundAmount fees { type amount } affectedTransactions { paymentId transactionId amount }',
    );
    const refund = await change(
      stack,
      'enturRefund',
      { orderId, refundOperations, expectedTotal },
      'creditId credit { creditId orderId } affectedOrderLineIds affectedTransactions { paymentId transactionId } dryRunTotal order { status }',
    );
    expect(refund).toEqual({
      creditId: expect.stringMatching(/^\d+$/),
      credit: { creditId: refund['creditId'], orderId },
      affectedOrderLineIds: orderLineIds,
      affectedTransactions: [{ paymentId, transactionId }],
      dryRunTotal: expectedTotal,
      order: { status: 'CANCELLED' },
      ...nobody,
    });
  });
});
