import { describe, expect, it } from 'vitest';
import { offers, paymentSchema, reservedSchema, runningEntur, salesHeaders, start } from './running-entur.js';

const { ask, buy, control, read, reserve, startPayment } = await runningEntur();

const uuid = expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const minutes = (count: number) => count * 60;

describe('a purchase', () => {
  it('goes from offers to a refund', async () => {
    await control.clock.freeze(start);
    const reservedReply = await ask('POST', '/v1/reserve-offers', {
      offerConfigurations: [{ offerId: offers.train, selectedTravellerIds: ['t-1', 't-2'] }],
    });
    expect(reservedReply).toMatchObject({ status: 200 });
    expect(reservedReply.body).toStrictEqual({
      orderId: expect.stringMatching(/^[A-Z0-9]{8}$/),
      orderLineIds: [uuid, uuid],
      reservationIds: [uuid, uuid],
      replacedByOrderLineIds: [],
    });
    const { orderId } = await reserve(offers.bus);
    const draft = await read(orderId);
    expect(draft).toMatchObject({
      version: 1,
      status: 'DRAFT',
      balance: draft.totalAmount,
      paymentRefs: [],
      failed: false,
      organisationId: 1,
      pos: 'Sandbox-POS',
      distributionChannelId: 'ENT:DistributionChannel:App',
      createdAt: '2026-09-15T10:00:00Z',
      expireAt: '2026-09-15T10:20:00Z',
    });

    const { path, paymentId, transactionId } = await startPayment(orderId);
    const claim = { description: 'Billett', phoneNumber: '40000000', redirectUrl: 'https://shop.example/' };
    expect((await ask('POST', `${path}/app-claim`, claim)).body).toStrictEqual({
      paymentId,
      transactionId,
      appClaimUrl: `https://vipps.sandbox/app-claim/${transactionId}`,
    });
    await control.clock.advance(4);
    expect((await ask('GET', path)).body).toMatchObject({
      status: 'INITIATED',
      summary: { remainingAmountToCapture: draft.totalAmount },
    });
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT' });
    await control.clock.advance(1);
    const { totalAmount } = draft;
    const captured = { operation: 'CAPTURE', amount: totalAmount, createdAt: '2026-09-15T10:00:05Z' };
    expect((await ask('GET', path)).body).toStrictEqual({
      transactionId,
      status: 'CAPTURED',
      amount: totalAmount,
      currency: 'NOK',
      createdAt: '2026-09-15T10:00:00Z',
      paymentType: 'VIPPS',
      paymentTypeGroup: 'MOBILE',
      operationLog: [captured],
      summary: {
        capturedAmount: totalAmount,
        creditedAmount: '0.00',
        remainingAmountToCapture: '0.00',
        remainingAmountToCredit: totalAmount,
      },
    });
    const confirmed = await read(orderId);
    expect(confirmed).toMatchObject({
      version: 1,
      status: 'CONFIRMED',
      balance: '0.00',
      lastConfirmedAt: '2026-09-15T10:00:05Z',
      orderLines: [{ status: 'CONFIRMED' }],
      paymentRefs: [
        { orderVersion: 1, paymentId, amount: totalAmount, currency: 'NOK', completedAt: captured.createdAt },
      ],
    });
    expect(confirmed).not.toHaveProperty('expireAt');

    const groups = await ask('GET', `/v1/ticket-distribution-groups?orderId=eq:${orderId}`);
    expect(groups.body).toMatchObject({
      totalItems: 1,
      items: [
        {
          orderId,
          orderLineId: confirmed.orderLines[0]?.id,
          ticketDistributions: [{ distributionStatus: 'GENERATED', startOfValidity: '2026-09-17T10:00:00Z' }],
        },
      ],
    });
    const distribution = { email: 'kari@example.no' };
    const receipt = await ask('POST', '/v1/receipts/send?organisationId=1&receiptType=SALE', {
      orderId,
      orderVersion: 1,
      distribution,
    });
    expect(receipt.body).toStrictEqual({ reference: uuid });

    const lineId = confirmed.orderLines[0]?.id;
    const refund = { refundOperations: [{ orderLineId: lineId, refundAmount: totalAmount }] };
    expect((await ask('PUT', `/v1/refunds/${orderId}/dry-run`, refund)).body).toStrictEqual({
      orderId,
      totalRefundAmount: totalAmount,
      fees: [],
      affectedPaymentTransactions: [{ paymentId, transactionId, amount: totalAmount }],
    });
    expect(await read(orderId)).toEqual(confirmed);
    const settled = { ...salesHeaders, 'entur-settlement-id': 'OPPGJOER-7' };
    const refunded = await ask('PUT', `/v1/refunds/${orderId}`, refund, settled);
    expect(refunded.body).toStrictEqual({
      orderId,
      creditId: expect.any(Number),
      affectedOrderLineIds: [lineId],
      affectedPaymentAndPaymentTransactionIds: { [String(paymentId)]: [transactionId] },
      disabledTicketIds: [expect.any(Number)],
    });
    expect(await read(orderId)).toMatchObject({
      version: 2,
      status: 'CANCELLED',
      totalAmount: '0.00',
      balance: '0.00',
      orderLines: [{ id: lineId, status: 'CANCELLED' }],
    });
    expect((await ask('GET', `/v1/credits?settlementId=OPPGJOER-7`)).body).toStrictEqual({
      items: [
        {
          creditId: expect.any(Number),
          orderId,
          orderVersion: 2,
          organisationId: 1,
          totalCreditAmount: totalAmount,
          currency: 'NOK',
          status: 'CREDITED',
          active: true,
          createdAt: '2026-09-15T10:00:05Z',
          creditTransactions: [
            {
              creditTransactionId: expect.any(Number),
              status: 'CREDITED',
              amount: totalAmount,
              currency: 'NOK',
              paymentId,
              transactionId,
              reimbursementMethod: 'VIPPS',
              reimbursementTypeGroup: 'MOBILE',
            },
          ],
        },
      ],
      totalItems: 1,
      totalPages: 1,
    });
    expect((await ask('GET', path)).body).toMatchObject({ status: 'CREDITED' });
    expect((await ask('GET', `/v1/ticket-distribution-groups?orderId=${orderId}`)).body).toMatchObject({
      items: [{ ticketDistributions: [{ distributionStatus: 'DISABLED' }] }],
    });
  });

  it('by card is captured by the caller, behind the terminal', async () => {
    const { orderId } = await reserve(offers.train);
    const { version, balance } = await read(orderId);
    const created = await ask('POST', '/v1/payments', {
      orderId,
      orderVersion: version,
      totalAmount: balance,
    });
    expect(created.body).toMatchObject({ active: true, transactionHistory: [] });
    const { paymentId } = paymentSchema.parse(created.body);
    const payment = `/v1/payments/${String(paymentId)}`;
    const added = await ask('POST', `${payment}/transactions`, {
      amount: balance,
      paymentTypeGroup: 'PAYMENTCARD',
    });
    const transactionId = paymentSchema.parse(added.body).transactionHistory[0]?.transactionId;
    const path = `${payment}/transactions/${String(transactionId)}`;
    expect(await ask('PUT', `${path}/capture`)).toMatchObject({ status: 409 });
    expect(await ask('POST', `${path}/terminal`, {})).toMatchObject({ status: 400 });
    expect(
      (await ask('POST', `${path}/terminal`, { redirectUrl: 'https://shop.example/' })).body,
    ).toStrictEqual({
      paymentId,
      transactionId,
      terminalUri: `https://terminal.entur.sandbox/${String(transactionId)}`,
    });
    expect((await ask('PUT', `${path}/capture`)).body).toMatchObject({
      status: 'CAPTURED',
      cardNumber: '4417',
    });
    expect(await ask('PUT', `${path}/capture`)).toMatchObject({ status: 409 });
    expect(await read(orderId)).toMatchObject({ status: 'CONFIRMED', balance: '0.00' });
  });

  it.each(['REJECTED', 'CANCELLED'] as const)(
    'that is %s in the app leaves the order a draft',
    async (outcome) => {
      await control.entur.settings({ appPaymentOutcome: outcome, appPaymentSeconds: 30 });
      const { orderId } = await reserve(offers.train);
      const { path } = await startPayment(orderId);
      await ask('POST', `${path}/app-claim`, {});
      await control.clock.advance(30);
      expect((await ask('GET', path)).body).toMatchObject({
        status: outcome,
        operationLog: [],
        summary: { remainingAmountToCapture: '0.00' },
      });
      expect(await read(orderId)).toMatchObject({ status: 'DRAFT', paymentRefs: [] });
    },
  );

  it.each([
    ['', 'CONFIRMED'],
    ['HURT-2', 'DRAFT'],
  ])('that is paid twice at the same time takes the money once (%j)', async (externalReference, status) => {
    await control.clock.freeze(start);
    const { body } = await ask('POST', '/v1/reserve-offers', {
      offerConfigurations: [
        { offerId: offers.train, ...(externalReference !== '' && { externalReference }) },
      ],
    });
    const { orderId } = reservedSchema.parse(body);
    const [first, second] = [await startPayment(orderId), await startPayment(orderId)];
    for (const { path } of [first, second]) await ask('POST', `${path}/app-claim`, {});
    await control.clock.advance(5);
    expect((await ask('GET', first.path)).body).toMatchObject({ status: 'CAPTURED' });
    expect((await ask('GET', second.path)).body).toMatchObject({ status: 'CANCELLED' });
    const paymentRefs = [{ paymentId: first.paymentId }];
    expect(await read(orderId)).toMatchObject({ status, balance: '0.00', paymentRefs });
  });

  it('that is paid in part and then gets cheaper than that stays a draft', async () => {
    const { orderId } = await reserve(offers.train);
    const transaction = { amount: '700.00', paymentTypeGroup: 'AGENT', isImport: true };
    await ask('POST', '/v1/payments', { orderId, orderVersion: 1, totalAmount: '700.00', transaction });
    const [line] = (await read(orderId)).orderLines;
    const offerConfigurations = [{ offerId: offers.bus, orderLineId: line?.id }];
    await ask('POST', '/v1/update-order', { orderId, offerConfigurations });
    await ask('POST', `/v1/orders/${orderId}/orderlines/confirm`);
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT', totalAmount: '612.50', balance: '-87.50' });
  });

  it('waits for what outside operators confirm', async () => {
    await control.clock.freeze(start);
    const { body } = await ask('POST', '/v1/reserve-offers', {
      offerConfigurations: [{ offerId: offers.bus, externalReference: 'HURT-1' }],
    });
    const { orderId } = reservedSchema.parse(body);
    const { path } = await startPayment(orderId);
    await ask('POST', `${path}/app-claim`, {});
    await control.clock.advance(5);
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT', balance: '0.00' });
    const confirm = () => ask('POST', `/v1/orders/${orderId}/orderlines/confirm`);
    const confirmed = await confirm();
    expect(confirmed).toMatchObject({
      status: 200,
      body: {
        status: 'CONFIRMED',
        orderLines: [{ externalConfirmation: 'SUCCESS', externalReference: 'HURT-1' }],
      },
    });
    expect((await confirm()).body).toEqual(confirmed.body);
  });
});

describe('lines', () => {
  it.each([
    [{ count: 3 }, 3],
    [{ selectedTravellerIds: ['a', 'b'] }, 2],
    [{}, 1],
    [{ offerId: offers.group, selectedTravellerIds: ['a', 'b', 'c'] }, 1],
  ])('of an offer with %j are %i', async (more, count) => {
    const { body } = await ask('POST', '/v1/reserve-offers', {
      offerConfigurations: [{ offerId: offers.train, ...more }],
    });
    expect(reservedSchema.parse(body).orderLineIds).toHaveLength(count);
  });

  it.each([
    [{ offerConfigurations: [] }, 'offerConfigurations'],
    [{ offerConfigurations: [{ offerId: 'x' }] }, 'offerConfigurations.0.offerId'],
    [
      { offerConfigurations: [{ offerId: offers.bus, count: 2, selectedTravellerIds: ['a'] }] },
      'offerConfigurations.0.count',
    ],
    [{ offerConfigurations: [{ offerId: offers.bus, customers: [{ customerId: '1' }] }] }, 'entitlements'],
  ])('are not made of %j', async (request, field) => {
    const reply = await ask('POST', '/v1/reserve-offers', request);
    expect(reply.status).toBe(400);
    expect(reply.body).toMatchObject({ message: expect.stringContaining(field) });
  });

  it('are changed by update-order, with a fee for what was cheaper', async () => {
    const order = await buy(offers.train);
    const [old] = order.orderLines;
    const configuration = { offerId: offers.bus, orderLineId: old?.id };
    const request = { orderId: order.id, offerConfigurations: [configuration], refundPriceDifference: false };
    const twice = { ...request, offerConfigurations: [configuration, configuration] };
    expect(await ask('POST', '/v1/update-order', twice)).toMatchObject({
      status: 409,
      body: { message: `Order line ${String(old?.id)} is named twice.` },
    });
    const { body } = await ask('POST', '/v1/update-order', request);
    expect(body).toStrictEqual({
      orderId: order.id,
      orderLineIds: [uuid],
      reservationIds: [],
      replacedByOrderLineIds: [{ originalOrderLineIds: [old?.id], replacedByOrderLineIds: [uuid] }],
    });
    expect(await read(order.id)).toMatchObject({
      version: 2,
      status: 'DRAFT',
      totalAmount: order.totalAmount,
      balance: '0.00',
      orderLines: [{ id: old?.id, status: 'CANCELLED' }, { status: 'DRAFT' }],
      fees: [{ type: 'CHANGE_NON_REFUNDABLE' }],
    });
    await ask('POST', `/v1/orders/${order.id}/orderlines/confirm`);
    expect(await read(order.id)).toMatchObject({ version: 2, status: 'CONFIRMED', balance: '0.00' });
    expect(await ask('POST', '/v1/update-order', request)).toMatchObject({ status: 409 });
  });

  it('are changed by update-order, and the difference given back when asked', async () => {
    const order = await buy(offers.train);
    await ask('POST', '/v1/update-order', {
      orderId: order.id,
      offerConfigurations: [{ offerId: offers.bus, orderLineId: order.orderLines[0]?.id }],
      refundPriceDifference: true,
    });
    expect(await read(order.id)).toMatchObject({ fees: [], balance: '0.00' });
    const { body } = await ask('GET', `/v1/credits?orderId=${order.id}`);
    expect(body).toMatchObject({
      totalItems: 1,
      items: [{ totalCreditAmount: '110.50', status: 'CREDITED' }],
    });
  });
});

describe('the life of a draft', () => {
  it('ends 20 minutes after the last operation', async () => {
    await control.clock.freeze(start);
    const { orderId } = await reserve(offers.train);
    const { paymentId } = await startPayment(orderId);
    await control.clock.advance(minutes(19));
    await reserve(offers.bus, orderId);
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT', expireAt: '2026-09-15T10:39:00Z' });
    await control.clock.advance(minutes(20) - 1);
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT' });
    await control.clock.advance(1);
    expect(await read(orderId)).toMatchObject({ status: 'CANCELLED', totalAmount: '0.00', failed: false });
    expect((await ask('GET', `/v1/payments/${paymentId}`)).body).toMatchObject({ active: false });
    expect(
      await ask('POST', '/v1/reserve-offers', { orderId, offerConfigurations: [{ offerId: offers.bus }] }),
    ).toMatchObject({ status: 409, body: { message: `Order ${orderId} is cancelled.` } });
  });

  it('leaves the last confirmed version', async () => {
    const order = await buy();
    await reserve(offers.bus, order.id);
    const changed = await read(order.id);
    expect(changed).toMatchObject({ version: 2, status: 'DRAFT' });
    expect(changed.orderLines).toHaveLength(2);
    expect((await ask('GET', `/v1/orders/${order.id}?version=1`)).body).toEqual(order);
    await control.clock.advance(minutes(20));
    expect(await read(order.id)).toEqual(order);
  });

  it('takes no money for a version that is gone', async () => {
    await control.entur.settings({ appPaymentSeconds: minutes(25) });
    await control.clock.freeze(start);
    const { orderId } = await reserve(offers.train);
    const { path } = await startPayment(orderId);
    await ask('POST', `${path}/app-claim`, {});
    await control.clock.advance(minutes(60));
    expect((await ask('GET', path)).body).toMatchObject({ status: 'CANCELLED', operationLog: [] });
    expect(await read(orderId)).toMatchObject({ status: 'CANCELLED', paymentRefs: [] });
  });

  it('can be set, up to half a year', async () => {
    await control.clock.freeze(start);
    const { orderId } = await reserve(offers.train);
    const set = (expireAt: string) => ask('PATCH', `/v1/orders/${orderId}`, { expireAt });
    expect((await set('2026-12-24T12:00:00Z')).body).toMatchObject({ expireAt: '2026-12-24T12:00:00Z' });
    expect(await set('2026-09-15T09:59:59Z')).toMatchObject({ status: 400 });
    expect(await set('2027-03-30T10:00:00Z')).toMatchObject({ status: 400 });
    await control.clock.set('2026-12-24T11:59:00Z');
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT' });
  });
});

describe('a locked order', () => {
  it('answers 423 to changes, not to reads, until its times are used up', async () => {
    const { orderId } = await reserve(offers.train);
    await control.entur.lock(orderId, { times: 2 });
    const confirm = () => ask('POST', `/v1/orders/${orderId}/orderlines/confirm`);
    expect(await ask('GET', `/v1/orders/${orderId}`)).toMatchObject({ status: 200 });
    const locked = await confirm();
    expect(locked.body).toMatchObject({ status: 423, error: 'Locked', title: 'Locked' });
    expect([(await confirm()).status, (await confirm()).status]).toEqual([423, 200]);
  });

  it('answers 423 until it is unlocked, also to its own payments and reads', async () => {
    const { orderId } = await reserve(offers.train);
    const { path } = await startPayment(orderId);
    await control.entur.lock(orderId, { reads: true });
    for (let i = 0; i < 3; i += 1)
      expect(await ask('POST', `${path}/app-claim`, {})).toMatchObject({ status: 423 });
    for (const path of [
      `refunds/options/${orderId}`,
      `orders/${orderId}`,
      `orders?id=in:ABCDEFGH,${orderId}`,
    ]) {
      expect(await ask('GET', `/v1/${path}`)).toMatchObject({ status: 423, body: { error: 'Locked' } });
    }
    expect(await ask('GET', '/v1/orders?id=eq:ABCDEFGH')).toMatchObject({ status: 200 });
    await control.entur.unlock(orderId);
    expect(await ask('POST', `${path}/app-claim`, {})).toMatchObject({ status: 200 });
  });
});
