import { describe, expect, it } from 'vitest';
import { offers, paymentSchema, runningEntur, salesHeaders, start, type Order } from './running-entur.js';

const { ask, buy, control, read, reserve, startPayment } = await runningEntur();

const uuid = expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/);
const paths = (of: Order) => ({ order: `/v1/orders/${of.id}`, line: of.orderLines[0]?.id ?? '' });

const price = (amount: string) => ({
  amount,
  currency: 'NOK',
  taxAmount: '0.01',
  taxCode: 'LOW',
  taxRate: '12.00',
});

describe('orders', () => {
  it('are created with what the request says, else as usual', async () => {
    await control.clock.freeze(start);
    const contactInfo = { createdBy: { id: '1' }, contact: { id: '2' } };
    const full = await ask('POST', '/v1/orders', {
      contactInfo,
      currency: 'SEK',
      externalReference: 'B-7',
      expireAt: '2026-10-01T00:00:00Z',
    });
    expect(full.body).toStrictEqual({
      id: expect.stringMatching(/^[A-Z0-9]{8}$/),
      version: 1,
      status: 'DRAFT',
      totalAmount: '0.00',
      totalTaxAmount: '0.00',
      balance: '0.00',
      currency: 'SEK',
      fees: [],
      orderLines: [],
      paymentRefs: [],
      travellers: [],
      reservations: [],
      organisationId: 1,
      createdAt: '2026-09-15T10:00:00Z',
      failed: false,
      pos: 'Sandbox-POS',
      distributionChannelId: 'ENT:DistributionChannel:App',
      expireAt: '2026-10-01T00:00:00Z',
      contactInfo,
      externalReference: 'B-7',
    });
    const bare = await ask('POST', '/v1/orders');
    expect(bare.body).toMatchObject({ currency: 'NOK', expireAt: '2026-09-15T10:20:00Z' });
    expect(await ask('GET', '/v1/orders/NOBODY00')).toMatchObject({ status: 404 });
    expect(await ask('GET', '/v1/orders/ABCDEFGH?version=2')).toMatchObject({ status: 404 });
  });

  it.each(['PATCH', 'PUT'])('are updated with %s, confirmed ones without a new version', async (method) => {
    const order = await buy();
    const body = {
      contactInfo: { contact: { id: '9' } },
      externalReference: 'C-1',
      specialOrderCause: { causeCode: 'X' },
    };
    const updated = await ask(method, paths(order).order, body);
    expect(updated.body).toEqual({ ...order, contactInfo: body.contactInfo, externalReference: 'C-1' });
    expect(await ask(method, paths(order).order, { specialOrderCause: {} })).toMatchObject({ status: 400 });
  });

  it('keep prices of lines letter by letter, and add them exactly', async () => {
    const { orderId } = await reserve(offers.train);
    await reserve(offers.train, orderId);
    const order = await read(orderId);
    const [one, two] = order.orderLines;
    const line = { description: [], fareProducts: [], travellers: [] };
    const put = (first: string, second: string) =>
      ask('PUT', `/v1/orders/${orderId}/orderlines`, [
        { ...line, id: one?.id, price: price(first), priceContribution: price(first) },
        { ...line, id: two?.id, price: price(second), priceContribution: price(second) },
      ]);
    for (const [first, second, total] of [
      ['0.10', '0.20', '0.30'],
      ['999999999999999999', '1', '1000000000000000000.00'],
      ['1234567890123.12345', '0.00005', '1234567890123.1235'],
      ['7', '0.5', '7.50'],
    ] as const) {
      expect((await put(first, second)).body).toMatchObject({
        totalAmount: total,
        totalTaxAmount: '0.02',
        orderLines: [{ price: { amount: first } }, { price: { amount: second } }],
      });
    }
    for (const bad of ['1.000000', '12345678901234567.12', '-1', '1,00', '']) {
      expect(await put(bad, '1')).toMatchObject({ status: 400 });
    }
    const unknown = {
      ...line,
      id: '0a6d4b7e-7f1c-4a43-9a55-3f6c2f0d1a09',
      price: price('1'),
      priceContribution: price('1'),
    };
    expect(await ask('PATCH', `/v1/orders/${orderId}/orderlines`, [unknown])).toMatchObject({ status: 404 });
  });

  it('get travellers, one and many, and lose them', async () => {
    const { orderId } = await reserve(offers.train);
    const path = `/v1/orders/${orderId}/travellers`;
    const one = await ask('POST', path, { customerRef: { id: '3100417' } });
    expect(one.body).toStrictEqual({ customerRef: { id: '3100417' }, id: uuid });
    const many = await ask('POST', `${path}/bulk`, [{ customerRef: { id: '1' } }, { id: 'mine' }]);
    expect(many.body).toStrictEqual([{ customerRef: { id: '1' }, id: uuid }, { id: 'mine' }]);
    expect((await read(orderId)).travellers).toHaveLength(3);
    const left = await ask('DELETE', `${path}/bulk?travellerIds=mine`);
    expect(left.body).toMatchObject({
      travellers: [{ customerRef: { id: '3100417' } }, { customerRef: { id: '1' } }],
    });
    expect(await ask('POST', `${path}/bulk`, [])).toMatchObject({ status: 400 });
    expect(await ask('POST', '/v1/orders/NOBODY00/travellers', {})).toMatchObject({ status: 404 });
  });

  it('get fees and lose them', async () => {
    const { orderId } = await reserve(offers.train);
    const before = await read(orderId);
    const fee = { type: 'BOOKING', price: price('25.00'), reason: 'Bestilling', orderLineIds: [] };
    const added = await ask('POST', `/v1/orders/${orderId}/fees`, fee);
    expect(added.body).toStrictEqual({ id: uuid, ...fee });
    const withFee = await read(orderId);
    expect(Number(withFee.totalAmount)).toBe(Number(before.totalAmount) + 25);
    const removed = await ask('DELETE', `/v1/orders/${orderId}/fees/${withFee.fees[0]?.id ?? ''}`);
    expect(removed.body).toMatchObject({ totalAmount: before.totalAmount, fees: [] });
    expect(await ask('DELETE', `/v1/orders/${orderId}/fees/none`)).toMatchObject({ status: 404 });
    expect(await ask('POST', `/v1/orders/${orderId}/fees`, { ...fee, type: 'TIP' })).toMatchObject({
      status: 400,
    });
  });
});

describe('payments', () => {
  const request = async () => {
    const { orderId } = await reserve(offers.train);
    const { balance } = await read(orderId);
    return { orderId, orderVersion: 1, totalAmount: balance };
  };

  it.each([
    ['an unknown order', { orderId: 'NOBODY00' }, 404],
    ['another version', { orderVersion: 2 }, 409],
    ['another currency', { currency: 'SEK' }, 409],
    ['more than the balance', { totalAmount: '100000.00' }, 409],
    ['nothing', { totalAmount: '0.00' }, 409],
    ['a transaction of another amount', { transaction: { amount: '1.00', paymentType: 'VIPPS' } }, 400],
    ['an unknown group', { transaction: { amount: '1.00', paymentTypeGroup: 'WALLET' } }, 400],
    ['an unknown type', { transaction: { amount: '1.00', paymentType: 'SWISH' } }, 400],
    ['two agreements', { transaction: { amount: '1', recurringPaymentId: 1, paymentAgreementId: 2 } }, 400],
    ['a number for an amount', { totalAmount: 723 }, 400],
  ])('are refused for %s', async (_what, change, status) => {
    expect(await ask('POST', '/v1/payments', { ...(await request()), ...change })).toMatchObject({ status });
  });

  it('are created whole, with the amount as it was given', async () => {
    await control.clock.freeze(start);
    const { orderId } = await request();
    const totalAmount = '100.5';
    const transaction = {
      amount: '100.50',
      paymentType: 'VIPPS',
      paymentTypeGroup: 'MOBILE',
      isImport: false,
    };
    const created = await ask('POST', '/v1/payments', { orderId, orderVersion: 1, totalAmount, transaction });
    expect(created.body).toStrictEqual({
      paymentId: 900_004,
      orderId,
      orderVersion: 1,
      organisationId: 1,
      totalAmount,
      currency: 'NOK',
      createdAt: '2026-09-15T10:00:00Z',
      active: true,
      transactionHistory: [
        {
          transactionId: expect.any(Number),
          status: 'CREATED',
          amount: '100.50',
          currency: 'NOK',
          createdAt: '2026-09-15T10:00:00Z',
          paymentType: 'VIPPS',
          paymentTypeGroup: 'MOBILE',
          operationLog: [],
          summary: {
            capturedAmount: '0.00',
            creditedAmount: '0.00',
            remainingAmountToCapture: '100.50',
            remainingAmountToCredit: '0.00',
          },
        },
      ],
    });
  });

  it('take several transactions up to their total, and confirm the order with the last', async () => {
    await control.clock.freeze(start);
    const { orderId, totalAmount } = await request();
    const { body } = await ask('POST', '/v1/payments', { orderId, orderVersion: 1, totalAmount });
    const path = `/v1/payments/${paymentSchema.parse(body).paymentId}/transactions`;
    const imported = {
      amount: '23.00',
      paymentTypeGroup: 'AGENT',
      paymentType: 'KIOSK',
      isImport: true,
      rrn: 'R-1',
    };
    expect((await ask('POST', path, imported)).body).toMatchObject({
      transactionHistory: [{ status: 'CAPTURED' }],
    });
    expect(await read(orderId)).toMatchObject({ status: 'DRAFT', balance: '700.00' });
    expect((await ask('GET', '/v1/payments?rrn=R-1')).body).toMatchObject({ totalItems: 1 });
    const rest = { amount: '700.01', paymentTypeGroup: 'CASH' };
    expect(await ask('POST', path, rest)).toMatchObject({ status: 409 });
    const added = paymentSchema.parse((await ask('POST', path, { ...rest, amount: '700.00' })).body);
    await ask('PUT', `${path}/${added.transactionHistory[1]?.transactionId ?? 0}/capture`);
    expect(await read(orderId)).toMatchObject({
      status: 'CONFIRMED',
      paymentRefs: [{ amount: '23.00' }, { amount: '700.00' }],
    });
  });

  it('are claimed in the app only with Vipps, captured by hand only without, and cancelled before they end', async () => {
    const { orderId } = await reserve(offers.train);
    const { path, paymentId } = await startPayment(orderId);
    expect(await ask('PUT', `${path}/capture`)).toMatchObject({ status: 409 });
    expect(await ask('POST', `${path}/app-claim`, { phoneNumber: '+4740000000' })).toMatchObject({
      status: 400,
    });
    expect((await ask('PUT', `${path}/cancel`)).body).toMatchObject({ status: 'CANCELLED' });
    expect(await ask('POST', `${path}/app-claim`, {})).toMatchObject({ status: 409 });
    const card = { amount: '1.00', paymentType: 'VISA', paymentTypeGroup: 'PAYMENTCARD' };
    const added = paymentSchema.parse(
      (await ask('POST', `/v1/payments/${paymentId}/transactions`, card)).body,
    );
    const second = `/v1/payments/${paymentId}/transactions/${added.transactionHistory[1]?.transactionId ?? 0}`;
    expect(await ask('POST', `${second}/app-claim`, {})).toMatchObject({ status: 409 });
    expect(await ask('GET', `${second}0`)).toMatchObject({ status: 404 });
    expect((await ask('PATCH', `/v1/payments/${paymentId}`, { active: false })).body).toMatchObject({
      active: false,
    });
    expect(await ask('POST', `${second}/terminal`, { redirectUrl: 'https://a.example' })).toMatchObject({
      status: 409,
    });
  });

  it('charge stored cards without a terminal, and agreements by themselves', async () => {
    await control.clock.freeze(start);
    const pay = async (means: Record<string, unknown>) => {
      const wanted = await request();
      const transaction = { amount: wanted.totalAmount, ...means };
      const reply = await ask('POST', '/v1/payments', { ...wanted, transaction });
      if (reply.status !== 200) return { orderId: '', path: '', status: reply.status };
      const { paymentId, transactionHistory } = paymentSchema.parse(reply.body);
      const path = `/v1/payments/${paymentId}/transactions/${transactionHistory[0]?.transactionId ?? 0}`;
      return { orderId: wanted.orderId, path, status: 200 };
    };
    const card = await pay({ paymentTypeGroup: 'PAYMENTCARD', recurringPaymentId: 7_001 });
    expect((await ask('PUT', `${card.path}/capture`)).body).toMatchObject({ status: 'CAPTURED' });
    expect(await read(card.orderId)).toMatchObject({ status: 'CONFIRMED' });
    const agreement = await pay({
      paymentType: 'VIPPS',
      paymentTypeGroup: 'MOBILE',
      paymentAgreementId: 8_001,
    });
    expect((await ask('GET', agreement.path)).body).toMatchObject({ status: 'INITIATED' });
    await control.clock.advance(5);
    expect(await read(agreement.orderId)).toMatchObject({ status: 'CONFIRMED' });
    expect(await pay({ recurringPaymentId: 7_003 })).toMatchObject({ status: 409 });
    expect(await pay({ paymentAgreementId: 8_002 })).toMatchObject({ status: 409 });
  });

  it('show the id of the provider by quirk', async () => {
    await control.entur.addOrders([{ id: 'AAAAAAA1', externalTransactionId: '4810000000' }]);
    const search = () => ask('GET', '/v1/payments?externalTransactionId=4810000000');
    expect(JSON.stringify((await search()).body)).not.toContain('4810000000');
    await control.quirks.set({ enturShowsExternalTransactionId: true });
    expect((await search()).body).toMatchObject({
      items: [{ orderId: 'AAAAAAA1', transactionHistory: [{ externalTransactionId: '4810000000' }] }],
    });
  });

  it('have methods', async () => {
    expect((await ask('GET', '/v1/payment-methods')).body).toStrictEqual([
      { paymentTypeGroup: 'PAYMENTCARD', paymentTypes: ['VISA', 'MASTERCARD', 'AMEX', 'BANKAXEPT'] },
      { paymentTypeGroup: 'MOBILE', paymentTypes: ['VIPPS'] },
      { paymentTypeGroup: 'GIFTCARD', paymentTypes: ['GIFTCARD'] },
      { paymentTypeGroup: 'CASH', paymentTypes: [] },
      { paymentTypeGroup: 'INVOICE', paymentTypes: [] },
    ]);
  });
});

describe('credits', () => {
  it('are created when their parts add up, and changed', async () => {
    const request = {
      orderId: 'ABCDEFGH',
      orderVersion: 1,
      totalCreditAmount: '10.50',
      transactions: [{ amount: '10.00' }, { amount: '0.5' }],
    };
    const made = await ask('POST', '/v1/credits', request);
    expect(made.body).toMatchObject({
      status: 'CREATED',
      totalCreditAmount: '10.50',
      creditTransactions: [{ amount: '10.00' }, { amount: '0.5' }],
    });
    const found = await ask('GET', '/v1/credits?orderId=ABCDEFGH&status=CREATED');
    expect(found.body).toStrictEqual({ items: [made.body], totalItems: 1, totalPages: 1 });
    expect(await ask('POST', '/v1/credits', { ...request, totalCreditAmount: '10.51' })).toMatchObject({
      status: 400,
    });
    expect(await ask('PATCH', '/v1/credits/1', {})).toMatchObject({ status: 404 });
  });
});

describe('stored cards', () => {
  const path = '/v1/recurring-payments';

  it('are listed by customer, cancelled ones never, expired ones when asked', async () => {
    const list = await ask('GET', `${path}?customerNumber=3100417`);
    expect(list.body).toMatchObject([{ recurringPaymentId: 7_001 }, { recurringPaymentId: 7_002 }]);
    expect((await ask('GET', `${path}?customerNumber=3100417&includeExpired=true`)).body).toHaveLength(3);
    expect((await ask('GET', `${path}?customerNumber=3100423`)).body).toStrictEqual([
      {
        recurringPaymentId: 7_005,
        customerNumber: '3100423',
        nickname: 'Felleskort',
        primary: true,
        recurringStatus: 'ACTIVE',
        paymentType: 'AMEX',
        maskedPan: '5413********3005',
        cardExpiresAt: '2029-01-31T00:00:00Z',
        expiresAt: '2029-01-31T00:00:00Z',
      },
    ]);
    expect(await ask('GET', path)).toMatchObject({ status: 400 });
  });

  it('are made, authorised, renamed, made primary and removed', async () => {
    const made = await ask('POST', path, { customerNumber: '3100417', nickname: 'Nytt' });
    expect(made.body).toMatchObject({ recurringStatus: 'CREATED', primary: false, nickname: 'Nytt' });
    await ask('PATCH', `${path}/7002`, { isPrimary: true, nickname: 'Reise' });
    expect((await ask('GET', `${path}?customerNumber=3100417`)).body).toMatchObject([
      { primary: false },
      { primary: true, nickname: 'Reise' },
      { nickname: 'Nytt' },
    ]);
    expect(
      (await ask('POST', `${path}/7002/terminal`, { redirectUrl: 'https://a.example' })).body,
    ).toStrictEqual({
      recurringPaymentId: 7_002,
      terminalUri: 'https://terminal.entur.sandbox/recurring/7002',
    });
    expect((await ask('PUT', `${path}/7003/authorize`)).body).toMatchObject({ recurringStatus: 'ACTIVE' });
    expect(await ask('DELETE', `${path}/7001`)).toMatchObject({ status: 204 });
    expect(await ask('DELETE', `${path}/7001`)).toMatchObject({ status: 404 });
  });
});

describe('payment agreements', () => {
  const path = '/v1/payment-agreements';

  it('are read as HAL; only open ones can be confirmed', async () => {
    const active = await ask('GET', `${path}/8001`);
    expect(active.type).toBe('application/hal+json');
    expect(active.body).toStrictEqual({
      agreementId: 8_001,
      customerNumber: '3100417',
      status: 'ACTIVE',
      productName: 'Månedsbillett voksen',
      pricing: {
        agreementType: 'FIXED',
        amount: 87_700,
        currency: 'NOK',
        interval: { unit: 'MONTH', count: 1 },
      },
      providerData: { agreementProvider: 'VIPPS', externalAgreementId: 'agr_8001' },
      createdAt: '2026-05-02T08:00:00Z',
    });
    const pending = await ask('GET', `${path}/8003`);
    expect(pending.body).toMatchObject({
      status: 'PENDING',
      confirmationUrl: 'https://vipps.sandbox/agreements/8003',
    });
    expect(await ask('GET', `${path}/1`)).toMatchObject({ status: 404 });
    const accept = { ...salesHeaders, accept: 'application/json' };
    expect(await ask('GET', `${path}/8001`, undefined, accept)).toMatchObject({ status: 406 });
  });

  it('are listed and registered', async () => {
    expect((await ask('GET', `${path}?customerNumber=3100417&status=STOPPED`)).body).toMatchObject([
      { agreementId: 8_002 },
    ]);
    const request = {
      customerNumber: '5',
      phoneNumber: '40000000',
      productName: 'Periode',
      pricing: { agreementType: 'FIXED', amount: 100, currency: 'NOK' },
      agreementProvider: 'VIPPS',
    };
    expect((await ask('POST', path, request)).body).toMatchObject({
      status: 'PENDING',
      pricing: request.pricing,
    });
    expect((await ask('GET', `${path}?customerNumber=5`)).body).toHaveLength(1);
    expect(await ask('POST', path, { ...request, agreementProvider: 'SWISH' })).toMatchObject({
      status: 400,
    });
  });
});

describe('tickets', () => {
  const groups = '/v1/ticket-distribution-groups';
  const idOf = async (order: Order): Promise<string> => {
    const { body } = await ask('POST', `/v1/ticket-distributions/${order.id}`);
    expect(body).toMatchObject([{ orderId: order.id }]);
    return JSON.stringify(body).slice(8, 44);
  };

  it('are generated once, distributed, made valid at another time, and handed over', async () => {
    const order = await buy();
    const id = await idOf(order);
    expect(await idOf(order)).toBe(id);
    const ids = { ticketDistributionGroupIds: [id] };
    expect((await ask('POST', `${groups}/distribute`, ids)).body).toMatchObject([
      {
        id,
        ticketDistributions: [
          { distributionStatus: 'DISTRIBUTED', seats: [{ seatNumber: expect.any(String) }] },
        ],
      },
    ]);
    await control.clock.advance(60);
    const startOfValidity = '2026-09-17T12:00:00Z';
    expect(
      (await ask('POST', `${groups}/update-validities`, { ...ids, startOfValidity })).body,
    ).toMatchObject([{ updatedAt: '2026-09-15T10:01:05Z', ticketDistributions: [{ startOfValidity }] }]);
    const holder = { distributionHolderCustomerId: '77' };
    const transfer = () => ask('POST', `${groups}/transfer-distribution-holder`, { ...ids, ...holder });
    expect((await transfer()).body).toMatchObject([{ id, ...holder }]);
    expect((await ask('GET', `/v1/ticket-distributions/${order.id}/summary`)).body).toStrictEqual({
      orderId: order.id,
      references: [{ customerAccountRef: { id: '77', version: 'ENT:Version:V1' } }],
    });
    await control.clock.set(startOfValidity);
    expect(await transfer()).toMatchObject({ status: 409 });
  });

  it('are shown whole', async () => {
    const order = await buy();
    const found = await ask('GET', `/v1/ticket-distribution-groups?orderId=${order.id}`);
    expect(found.body).toStrictEqual({
      items: [
        {
          id: uuid,
          orderId: order.id,
          orderLineId: paths(order).line,
          orderVersion: 1,
          updatedForOrderLineVersion: 1,
          createdByDCI: 'ENT:DistributionChannel:App',
          organisationId: 1,
          createdAt: '2026-09-15T10:00:05Z',
          updatedAt: '2026-09-15T10:00:05Z',
          ticketDistributions: [
            {
              id: expect.any(Number),
              distributionStatus: 'GENERATED',
              startOfValidity: '2026-09-17T10:00:00Z',
              endOfValidity: '2026-09-17T14:30:00Z',
              origin: 'NSR:StopPlace:59703',
              destination: 'NSR:StopPlace:59872',
              legs: [
                {
                  legId: uuid,
                  mode: 'rail',
                  subMode: 'longDistance',
                  departureTime: '2026-09-17T10:00:00Z',
                  arrivalTime: '2026-09-17T14:30:00Z',
                  serviceJourneyRef: 'GOA:ServiceJourney:605_10',
                  datedServiceJourneyRef: 'GOA:DatedServiceJourney:605_10-2026-09-17',
                },
              ],
              seats: [
                {
                  id: order.reservations[0]?.id,
                  seatNumber: expect.stringMatching(/^\d+$/),
                  railcarNumber: expect.stringMatching(/^\d$/),
                  externalSeatId: expect.stringMatching(/^\d-\d+$/),
                  seatingProperties: { isWindow: expect.any(Boolean) },
                },
              ],
              distributionDetails: {
                fulfillmentMethodRef: { id: 'ENT:FulfilmentMethod:App', version: 'ENT:Version:V1' },
                distributedAsPdf: false,
              },
            },
          ],
        },
      ],
      totalItems: 1,
      totalPages: 1,
    });
  });

  it.each([
    ['distribute', {}, 400],
    ['distribute', { ticketDistributionGroupIds: ['none'] }, 404],
    ['update-validities', { orderId: 'ABCDEFGH' }, 400],
    ['transfer-distribution-holder', { orderId: 'ABCDEFGH', distributionHolderCustomerId: 'x' }, 400],
    ['transfer-distribution-holder', { orderId: 'ABCDEFGH', distributionHolderCustomerId: '1' }, 409],
  ])('refuse to %s %j', async (action, body, status) => {
    expect(await ask('POST', `${groups}/${action}`, body)).toMatchObject({ status });
  });

  it('are not made for drafts', async () => {
    const { orderId } = await reserve(offers.train);
    expect(await ask('POST', `/v1/ticket-distributions/${orderId}`)).toMatchObject({ status: 409 });
  });

  it('can be had as PDF', async () => {
    const order = await buy();
    expect((await ask('GET', `/v1/pdf-tickets?orderId=${order.id}`)).body).toStrictEqual({
      items: [
        {
          id: expect.any(Number),
          pdf: expect.stringMatching(/^JVBERi0/),
          orderId: order.id,
          orderLineId: paths(order).line,
          orderVersion: 1,
          orderLineVersion: 1,
          ticketDistributionId: expect.any(Number),
          combinedTicket: false,
          organisationId: 1,
          deleteAt: '2026-09-17T14:30:00Z',
        },
      ],
      totalItems: 1,
      totalPages: 1,
    });
  });
});

describe('receipts', () => {
  const receipt = { orderId: 'ABCDEFGH', orderVersion: 1, distribution: { telephone: '40000000' } };

  it.each([
    ['a draft', { orderVersion: 2 }, 404],
    ['an unknown order', { orderId: 'NOBODY00' }, 404],
    ['nobody', { distribution: {} }, 400],
    ['another language', { receiptLanguage: 'swe' }, 400],
  ])('are not sent for %s', async (_what, change, status) => {
    expect(await ask('POST', '/v1/receipts/send', { ...receipt, ...change })).toMatchObject({ status });
  });

  it('are sent for paid versions only, and know four types', async () => {
    expect((await ask('POST', '/v1/receipts/send', receipt)).body).toStrictEqual({ reference: uuid });
    expect(await ask('POST', '/v1/receipts/send?receiptType=GIFT', receipt)).toMatchObject({ status: 400 });
    const { orderId } = await reserve(offers.train);
    expect(await ask('POST', '/v1/receipts/send', { ...receipt, orderId })).toMatchObject({ status: 409 });
  });
});

describe('refunds', () => {
  const ofAmount = (order: Order, refundAmount: string) => ({
    refundOperations: [{ orderLineId: paths(order).line, refundAmount }],
  });

  it('have options, each with what it gives and costs', async () => {
    const order = await buy();
    const { line } = paths(order);
    const [ref] = order.paymentRefs;
    const options = () => ask('GET', `/v1/refunds/options/${order.id}`);
    const { body } = await options();
    expect(body).toStrictEqual({
      orderRef: { id: order.id, version: 1 },
      options: [
        {
          transientId: uuid,
          refundAmount: '723.00',
          fee: '0.00',
          currency: 'NOK',
          expiresAt: '2026-09-15T10:15:05Z',
          orderLineRef: { id: line, version: 1 },
          productType: 'SALES_PACKAGE',
          productLevel: 'SALES_PACKAGE',
          affectedPayments: { [String(ref?.paymentId)]: [expect.any(Number)] },
          consumedElements: [],
        },
      ],
      optionIdsThatCanBePerformedTogether: [[uuid]],
    });
    await control.clock.set('2026-09-16T10:00:00Z');
    expect((await options()).body).toMatchObject({ options: [{ fee: '72.30' }] });
    expect((await ask('GET', `/v1/refunds/options/${order.id}?orderLineIds=none`)).body).toMatchObject({
      options: [],
    });
    expect(await ask('GET', `/v1/refunds/options/${order.id}?orderVersion=2`)).toMatchObject({ status: 404 });
  });

  it('of a part reduce the price of the line, and the rest can follow, less a fee', async () => {
    const order = await buy();
    await control.clock.set('2026-09-17T09:00:00Z');
    const first = await ask('PUT', `/v1/refunds/${order.id}`, ofAmount(order, '100.00'));
    expect(first).toMatchObject({ status: 200, body: { disabledTicketIds: [] } });
    expect(await read(order.id)).toMatchObject({
      version: 2,
      status: 'CONFIRMED',
      totalAmount: '633.00',
      balance: '0.00',
      fees: [
        { type: 'REDUCTION', price: { amount: '-100.00' } },
        { type: 'REFUNDING', price: { amount: '10.00' } },
      ],
    });
    expect(await ask('PUT', `/v1/refunds/${order.id}`, ofAmount(order, '623.01'))).toMatchObject({
      status: 409,
    });
    expect(
      (await ask('PUT', `/v1/refunds/${order.id}/dry-run`, ofAmount(order, '623.00'))).body,
    ).toMatchObject({
      totalRefundAmount: '560.70',
      fees: [{ type: 'REFUNDING', amount: '62.30' }],
    });
    await ask('PUT', `/v1/refunds/${order.id}`, ofAmount(order, '623.00'));
    expect(await read(order.id)).toMatchObject({
      status: 'CANCELLED',
      totalAmount: '72.30',
      balance: '0.00',
    });
    expect(await ask('PUT', `/v1/refunds/${order.id}`, ofAmount(order, '1.00'))).toMatchObject({
      status: 409,
    });
  });

  it('come from the newest transactions first, and never take more of one than it has left', async () => {
    await control.clock.freeze(start);
    const { orderId } = await reserve(offers.train);
    const part = (amount: string) => ({ amount, paymentTypeGroup: 'AGENT', isImport: true });
    const ids: number[] = [];
    for (const amount of ['23.00', '700.00']) {
      const body = { orderId, orderVersion: 1, totalAmount: amount, transaction: part(amount) };
      ids.push(paymentSchema.parse((await ask('POST', '/v1/payments', body)).body).paymentId);
    }
    const order = await read(orderId);
    const [older, newer] = ids.map(String);
    const affected = async (refundAmount: string) =>
      (await ask('PUT', `/v1/refunds/${orderId}`, ofAmount(order, refundAmount))).body;
    expect(await affected('10.00')).toMatchObject({
      affectedPaymentAndPaymentTransactionIds: { [String(newer)]: [expect.any(Number)] },
    });
    expect(await affected('700.00')).toMatchObject({
      affectedPaymentAndPaymentTransactionIds: {
        [String(newer)]: [expect.any(Number)],
        [String(older)]: [expect.any(Number)],
      },
    });
    expect((await ask('GET', `/v1/payments?orderId=${orderId}`)).body).toMatchObject({
      items: [
        {
          transactionHistory: [
            { status: 'CAPTURED', summary: { creditedAmount: '10.00', remainingAmountToCredit: '13.00' } },
          ],
        },
        {
          transactionHistory: [
            { status: 'CREDITED', summary: { creditedAmount: '700.00', remainingAmountToCredit: '0.00' } },
          ],
        },
      ],
    });
  });

  it('need lines, amounts, and an order without open changes', async () => {
    const order = await buy();
    const refund = (body: unknown) => ask('PUT', `/v1/refunds/${order.id}/dry-run`, body);
    expect(await refund({ refundOperations: [] })).toMatchObject({ status: 400 });
    expect(await refund({ refundOperations: [{ orderLineId: 'x' }] })).toMatchObject({ status: 400 });
    expect(await refund({ refundOperations: [{ orderLineId: 'x', refundAmount: '1' }] })).toMatchObject({
      status: 409,
    });
    await reserve(offers.bus, order.id);
    expect(await refund(ofAmount(order, '1.00'))).toMatchObject({ status: 409 });
  });
});

describe('compensations', () => {
  it.each(['elements', 'compensationElements'])(
    'of several orders reduce prices, with %s',
    async (member) => {
      const order = await buy();
      const compensation = {
        compensationAmount: '23.00',
        orderLineIds: [],
        compensationReason: 'Forsinkelse',
      };
      const request = { compensationOperations: [{ orderId: order.id, [member]: [compensation] }] };
      const { body } = await ask('POST', '/v1/compensations', request);
      expect(body).toStrictEqual([
        {
          orderId: order.id,
          creditId: expect.any(Number),
          compensationDetails: [compensation],
          affectedPaymentAndPaymentTransactionIds: {
            [String(order.paymentRefs[0]?.paymentId)]: [expect.any(Number)],
          },
        },
      ]);
      expect(await read(order.id)).toMatchObject({
        version: 2,
        status: 'CONFIRMED',
        totalAmount: '700.00',
        balance: '0.00',
        fees: [{ type: 'REDUCTION', reason: 'Forsinkelse', orderLineIds: [paths(order).line] }],
      });
    },
  );

  it('do nothing when one of them is not possible', async () => {
    const order = await buy();
    const one = (orderId: string, compensationAmount: string) => ({
      orderId,
      elements: [{ compensationAmount }],
    });
    const compensate = (...operations: unknown[]) =>
      ask('POST', '/v1/compensations', { compensationOperations: operations });
    expect(await compensate(one(order.id, '1.00'), one('NOBODY00', '1.00'))).toMatchObject({ status: 404 });
    expect(await compensate(one(order.id, '1.00'), one('ABCDEFGH', '1446.01'))).toMatchObject({
      status: 409,
    });
    expect(await compensate(one(order.id, '1.00'), one(order.id, '1.00'))).toMatchObject({ status: 400 });
    expect(await compensate({ orderId: order.id })).toMatchObject({ status: 400 });
    expect(await read(order.id)).toEqual(order);
    const single = await ask('POST', `/v1/compensations/${order.id}`, {
      elements: [{ compensationAmount: '1.00' }],
    });
    expect(single.body).toMatchObject({ orderId: order.id });
  });
});

describe('change options', () => {
  it('are there for confirmed lines, and need both headers', async () => {
    const order = await buy();
    expect((await ask('GET', `/v1beta/change-options?orderId=${order.id}`)).body).toStrictEqual([
      {
        orderId: order.id,
        orderLineOptions: [
          {
            orderLineId: paths(order).line,
            options: [
              {
                id: uuid,
                version: 'ENT:Version:V1',
                types: ['DEPARTURE', 'PRODUCT'],
                specifiedProducts: [
                  { id: 'GOA:PreassignedFareProduct:Enkeltbillett', version: 'GOA:Version:V1' },
                ],
              },
            ],
          },
        ],
      },
    ]);
    const { orderId } = await reserve(offers.train);
    expect((await ask('GET', `/v1beta/change-options?orderId=${orderId}`)).body).toStrictEqual([]);
    expect(await ask('GET', '/v1beta/change-options')).toMatchObject({ status: 400 });
    const headers = { 'entur-distribution-channel': 'ENT:DistributionChannel:App' };
    expect(await ask('GET', `/v1beta/change-options?orderId=${orderId}`, undefined, headers)).toMatchObject({
      status: 400,
    });
  });
});

describe('the control API', () => {
  it('adds orders that are as it says, and are searched so', async () => {
    await control.clock.freeze(start);
    await control.entur.addOrders([
      {
        id: 'AAAAAAA1',
        amounts: ['0.10', '0.20'],
        paid: true,
        show: { status: 'PARKED', totalAmount: '0.30000' },
      },
    ]);
    expect((await ask('GET', '/v1/orders?status=eq:PARKED')).body).toMatchObject({
      totalItems: 1,
      items: [{ id: 'AAAAAAA1', totalAmount: '0.30000', orderLines: [{ price: { amount: '0.10' } }, {}] }],
    });
    expect((await ask('GET', '/v1/payments?orderId=AAAAAAA1')).body).toMatchObject({
      items: [{ totalAmount: '0.30', transactionHistory: [{ paymentType: 'VIPPS', status: 'CAPTURED' }] }],
    });
    await expect(control.entur.addOrders([{ id: 'AAAAAAA1' }])).rejects.toThrow('409');
    await expect(control.entur.addOrders([{ amounts: ['x'] }])).rejects.toThrow('must be an amount');
    await control.reset();
    expect(await ask('GET', '/v1/orders/AAAAAAA1')).toMatchObject({ status: 404 });
  });

  it('removes refusals and locks', async () => {
    await control.entur.refuse({ path: '/entur/**', status: 423, times: null });
    await control.entur.lock('ABCDEFGH', { reads: true });
    expect(await ask('GET', '/v1/orders')).toMatchObject({ status: 423 });
    await control.entur.clearRefusals();
    expect(await ask('GET', '/v1/refunds/options/ABCDEFGH')).toMatchObject({ status: 200 });
  });
});
