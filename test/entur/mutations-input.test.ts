import { describe, expect, it } from 'vitest';
import { json } from '../support/scripted-server.js';
import { fakeClock } from '../support/stack.js';
import { changes, LINE, OFFER } from './all-changes.js';
import { changing, ways } from './changing.js';

type Value = Readonly<Record<string, unknown>>;
type Refused = readonly [
  mutation: string,
  input: Value,
  errors: readonly (readonly [string | null, string, string])[],
];

const offer = { offerId: OFFER };
const reserve = (more: Value): Value => ({ offerConfigurations: [{ ...offer, ...more }] });
const payment = (more: Value): Value => ({
  orderId: 'ABCDEFGH',
  orderVersion: 1,
  totalAmount: '10.00',
  ...more,
});
const key = { paymentId: '6406', transactionId: '9001' };
const receipt = (more: Value): Value => ({ orderId: 'ABCDEFGH', orderVersion: 1, ...more });
const uuid = 'must be a UUID, such as "b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11".';
const orderIdRule = '1 to 64 letters, digits, - and _, such as "ABCDEFGH".';
const numeric = 'must be a whole number below 2^63, such as "6406".';
const redirect =
  'must be an http or https address with at most 1024 characters behind "://", such as "https://shop.example/paid".';

const refused: readonly Refused[] = [
  [
    'enturReserveOffers',
    { offerConfigurations: [] },
    [['offerConfigurations', 'REQUIRED', 'offerConfigurations must hold at least one.']],
  ],
  [
    'enturReserveOffers',
    { ...reserve({ count: 1, selectedTravellerIds: ['t-1'] }), orderId: 'A/B' },
    [
      ['orderId', 'INVALID', `orderId must be ${orderIdRule}`],
      [
        'offerConfigurations.0.count',
        'NOT_TOGETHER',
        'count can not be given together with selectedTravellerIds.',
      ],
    ],
  ],
  [
    'enturReserveOffers',
    reserve({ offerId: 'x', count: 0, externalReference: ' ', selectableProductIds: [''] }),
    [
      ['offerConfigurations.0.count', 'OUT_OF_RANGE', 'count must be 1 or more, and is 0.'],
      ['offerConfigurations.0.offerId', 'INVALID', `offerConfigurations.offerId ${uuid}`],
      [
        'offerConfigurations.0.selectableProductIds.0',
        'REQUIRED',
        'offerConfigurations.selectableProductIds must not be empty.',
      ],
      [
        'offerConfigurations.0.externalReference',
        'REQUIRED',
        'offerConfigurations.externalReference must not be empty.',
      ],
    ],
  ],
  [
    'enturReserveOffers',
    reserve({
      selectedTravellerIds: ['t-1', 't-1'],
      customers: [{ customerId: '', entitlements: [{ contractId: 'c', entitlementProductRef: { id: '' } }] }],
      distributionDetails: {
        customerAccountRef: { id: '', version: '' },
        distributionHolderCustomerId: 'kari',
      },
    }),
    [
      [
        'offerConfigurations.0.selectedTravellerIds.1',
        'DUPLICATE',
        'offerConfigurations.selectedTravellerIds names t-1 more than once.',
      ],
      [
        'offerConfigurations.0.customers.0.customerId',
        'REQUIRED',
        'offerConfigurations.customers.customerId must not be empty.',
      ],
      [
        'offerConfigurations.0.customers.0.entitlements.0.contractId',
        'INVALID',
        `offerConfigurations.customers.entitlements.contractId ${uuid}`,
      ],
      [
        'offerConfigurations.0.customers.0.entitlements.0.entitlementProductRef.id',
        'REQUIRED',
        'offerConfigurations.customers.entitlements.entitlementProductRef.id must not be empty.',
      ],
      [
        'offerConfigurations.0.distributionDetails.distributionHolderCustomerId',
        'INVALID',
        'offerConfigurations.distributionDetails.distributionHolderCustomerId must be 1 to 19 digits.',
      ],
      [
        'offerConfigurations.0.distributionDetails.customerAccountRef.id',
        'REQUIRED',
        'offerConfigurations.distributionDetails.customerAccountRef.id must not be empty.',
      ],
      [
        'offerConfigurations.0.distributionDetails.customerAccountRef.version',
        'REQUIRED',
        'offerConfigurations.distributionDetails.customerAccountRef.version must not be empty.',
      ],
    ],
  ],
  [
    'enturUpdateOrderLines',
    {
      orderId: '',
      offerConfigurations: [
        { ...offer, orderLineId: LINE, selectedOrderLineIds: ['l-2'] },
        { ...offer, orderLineId: LINE },
        { ...offer, orderLineId: '7' },
      ],
    },
    [
      ['orderId', 'INVALID', `orderId must be ${orderIdRule}`],
      [
        'offerConfigurations.1.selectedOrderLineIds',
        'NOT_TOGETHER',
        'selectedOrderLineIds must be the same for all offers that replace the same line.',
      ],
      ['offerConfigurations.2.orderLineId', 'INVALID', `offerConfigurations.orderLineId ${uuid}`],
    ],
  ],
  [
    'enturUpdateOrder',
    { orderId: 'ABCDEFGH' },
    [[null, 'REQUIRED', 'At least one field besides orderId must say what changes.']],
  ],
  [
    'enturUpdateOrder',
    { orderId: 'ABCDEFGH', contactCustomerId: '' },
    [['contactCustomerId', 'REQUIRED', 'contactCustomerId must not be empty.']],
  ],
  ...['2026-09-14T11:59:59+02:00', '2027-03-14T10:00:01Z'].map((expireAt): Refused => {
    const shown = expireAt.replace('11:59:59+02:00', '09:59:59Z');
    const message = `expireAt must not be in the past, and at most six months ahead, and is ${shown}.`;
    return ['enturUpdateOrder', { orderId: 'ABCDEFGH', expireAt }, [['expireAt', 'OUT_OF_RANGE', message]]];
  }),
  ['enturConfirmOrderLines', { orderId: '..' }, [['orderId', 'INVALID', `orderId must be ${orderIdRule}`]]],
  [
    'enturAddTravellers',
    { orderId: 'ABCDEFGH', customerIds: ['1', '', '1'] },
    [
      ['customerIds.2', 'DUPLICATE', 'customerIds names 1 more than once.'],
      ['customerIds.1', 'REQUIRED', 'customerIds must not be empty.'],
    ],
  ],
  [
    'enturAddTravellers',
    { orderId: 'ABCDEFGH', customerIds: [] },
    [['customerIds', 'REQUIRED', 'customerIds must hold at least one.']],
  ],
  [
    'enturCreatePayment',
    payment({ orderVersion: 0, transaction: { amount: '10.01' } }),
    [
      ['orderVersion', 'OUT_OF_RANGE', 'orderVersion must be 1 or more, and is 0.'],
      [
        'transaction.amount',
        'DIFFERS',
        'transaction.amount must equal totalAmount, and they are 10.01 and 10.00.',
      ],
    ],
  ],
  [
    'enturCreatePayment',
    payment({ transaction: { amount: '10', currency: 'SEK' } }),
    [
      [
        'transaction.currency',
        'DIFFERS',
        'transaction.currency must equal currency, and they are SEK and NOK.',
      ],
    ],
  ],
  [
    'enturCreatePayment',
    payment({ currency: 'SEK', transaction: { amount: '10', currency: 'NOK' } }),
    [
      [
        'transaction.currency',
        'DIFFERS',
        'transaction.currency must equal currency, and they are NOK and SEK.',
      ],
    ],
  ],
  [
    'enturCreatePayment',
    payment({
      totalAmount: '-10.00',
      transaction: { amount: '-10.00', paymentType: 'vipps', paymentTypeGroup: '' },
    }),
    [
      ['totalAmount', 'NEGATIVE', 'totalAmount must not be negative, and is -10.00.'],
      ['transaction.amount', 'NEGATIVE', 'transaction.amount must not be negative, and is -10.00.'],
      [
        'transaction.paymentType',
        'INVALID',
        'transaction.paymentType must be a word of the service in capitals, such as VIPPS.',
      ],
      [
        'transaction.paymentTypeGroup',
        'INVALID',
        'transaction.paymentTypeGroup must be a word of the service in capitals, such as VIPPS.',
      ],
    ],
  ],
  [
    'enturCreatePayment',
    payment({ transaction: { amount: '10.00', paymentTypeGroup: 'AGENT' } }),
    [
      [
        'transaction.paymentTypeGroup',
        'INVALID',
        'transaction.paymentTypeGroup must not be AGENT: that is for imported transactions, and this makes a new one.',
      ],
    ],
  ],
  [
    'enturAddTransaction',
    {
      paymentId: 'x',
      transaction: { amount: '1', recurringPaymentId: '9007199254740992', paymentAgreementId: '1' },
    },
    [
      ['paymentId', 'INVALID', `paymentId ${numeric}`],
      [
        'transaction.paymentAgreementId',
        'NOT_TOGETHER',
        'paymentAgreementId can not be given together with recurringPaymentId.',
      ],
      [
        'transaction.recurringPaymentId',
        'INVALID',
        'transaction.recurringPaymentId must be a whole number below 2^53, as the service gave it.',
      ],
    ],
  ],
  [
    'enturStartTerminal',
    {
      paymentId: '06406',
      transactionId: '-1',
      redirectUrl: 'shop://paid',
      callbackUrl: `https://${'a'.repeat(1025)}`,
      terminalLanguage: 'english',
      countryCode: 'no',
      customerNumber: '+47',
    },
    [
      ['paymentId', 'INVALID', `paymentId ${numeric}`],
      ['transactionId', 'INVALID', `transactionId ${numeric}`],
      ['redirectUrl', 'INVALID', `redirectUrl ${redirect}`],
      ['callbackUrl', 'INVALID', `callbackUrl ${redirect}`],
      ['terminalLanguage', 'INVALID', 'terminalLanguage must be a language with its country, such as en_GB.'],
      ['countryCode', 'INVALID', 'countryCode must be a country in two or three capitals, such as NO.'],
      ['customerNumber', 'INVALID', 'customerNumber must be 1 to 19 digits.'],
    ],
  ],
  [
    'enturStartAppClaim',
    { ...key, phoneNumber: '+4799887766', redirectUrl: 'https://', description: '' },
    [
      ['description', 'REQUIRED', 'description must not be empty.'],
      ['phoneNumber', 'INVALID', 'phoneNumber must be 8 digits, a Norwegian number without country code.'],
      ['redirectUrl', 'INVALID', `redirectUrl ${redirect}`],
    ],
  ],
  ['enturCapture', { ...key, transactionId: '' }, [['transactionId', 'INVALID', `transactionId ${numeric}`]]],
  [
    'enturSendReceipt',
    receipt({}),
    [['email', 'REQUIRED', 'email or telephone must say who gets the receipt.']],
  ],
  [
    'enturSendReceipt',
    receipt({ telephone: '12 34', organisationId: 'NSB', serialNumber: '' }),
    [
      ['telephone', 'INVALID', 'telephone must be 8 to 15 digits, with or without "+" in front.'],
      ['organisationId', 'INVALID', 'organisationId must be 1 to 19 digits.'],
      ['serialNumber', 'REQUIRED', 'serialNumber must not be empty.'],
    ],
  ],
  [
    'enturSendReceipt',
    receipt({ email: 'kari' }),
    [['email', 'INVALID', 'email must be an e-mail address, such as "kari@example.com".']],
  ],
  [
    'enturDryRunRefund',
    { orderId: 'ABCDEFGH', refundOperations: [] },
    [['refundOperations', 'REQUIRED', 'refundOperations must hold at least one.']],
  ],
  [
    'enturRefund',
    {
      orderId: 'ABCDEFGH',
      refundOperations: [{ orderLineId: '1', amount: '-1' }],
      expectedTotal: '-1',
      settlementId: 'a b',
    },
    [
      ['refundOperations.0.orderLineId', 'INVALID', `refundOperations.orderLineId ${uuid}`],
      ['refundOperations.0.amount', 'NEGATIVE', 'refundOperations.amount must not be negative, and is -1.'],
      ['expectedTotal', 'NEGATIVE', 'expectedTotal must not be negative, and is -1.'],
      [
        'settlementId',
        'INVALID',
        'settlementId must be 1 to 100 letters, digits, hyphens, underscores, dots and colons.',
      ],
    ],
  ],
  [
    'enturCompensateOrders',
    {
      compensations: [
        {
          orderId: 'ABCDEFGH',
          elements: [
            { amount: '0.99', orderLineIds: ['1'] },
            { amount: '-2', reason: '' },
          ],
        },
        { orderId: 'ABCDEFGH', elements: [] },
      ],
    },
    [
      ['compensations.1', 'DUPLICATE', 'compensations names ABCDEFGH more than once.'],
      ['compensations.0.elements.0.orderLineIds.0', 'INVALID', `compensations.elements.orderLineIds ${uuid}`],
      [
        'compensations.0.elements.0.amount',
        'OUT_OF_RANGE',
        'compensations.elements.amount must be 1 or more, without zeros in front, and is 0.99.',
      ],
      [
        'compensations.0.elements.1.amount',
        'NEGATIVE',
        'compensations.elements.amount must not be negative, and is -2.',
      ],
      ['compensations.0.elements.1.reason', 'REQUIRED', 'compensations.elements.reason must not be empty.'],
      ['compensations.1.elements', 'REQUIRED', 'compensations.elements must hold at least one.'],
    ],
  ],
  ['enturGenerateTickets', { orderId: 'A B' }, [['orderId', 'INVALID', `orderId must be ${orderIdRule}`]]],
  [
    'enturDistributeTickets',
    { ticketDistributionGroupIds: ['g-1', 'g/2', 'g-1'] },
    [
      ['ticketDistributionGroupIds.2', 'DUPLICATE', 'ticketDistributionGroupIds names g-1 more than once.'],
      [
        'ticketDistributionGroupIds.1',
        'INVALID',
        'ticketDistributionGroupIds must be 1 to 64 letters, digits, hyphens and underscores.',
      ],
    ],
  ],
  [
    'enturUpdateTicketValidity',
    { ticketDistributionGroupIds: [], startOfValidity: '2026-09-15T06:00:00Z' },
    [['ticketDistributionGroupIds', 'REQUIRED', 'ticketDistributionGroupIds must hold at least one.']],
  ],
  [
    'enturTransferTicketHolder',
    { ticketDistributionGroupIds: ['g-1'], distributionHolderCustomerId: '31-415' },
    [['distributionHolderCustomerId', 'INVALID', 'distributionHolderCustomerId must be 1 to 19 digits.']],
  ],
  [
    'enturCreateRecurringPayment',
    { customerNumber: '', nickname: 'x'.repeat(101) },
    [
      ['customerNumber', 'INVALID', 'customerNumber must be 1 to 19 digits.'],
      ['nickname', 'TOO_LONG', 'nickname must have at most 100 characters.'],
    ],
  ],
  [
    'enturUpdateRecurringPayment',
    { recurringPaymentId: '77' },
    [[null, 'REQUIRED', 'nickname or isPrimary must say what changes.']],
  ],
  [
    'enturDeleteRecurringPayment',
    { recurringPaymentId: '7.7' },
    [['recurringPaymentId', 'INVALID', `recurringPaymentId ${numeric}`]],
  ],
  [
    'enturStartRecurringPaymentTerminal',
    { recurringPaymentId: '77', redirectUrl: 'javascript:alert(1)' },
    [['redirectUrl', 'INVALID', `redirectUrl ${redirect}`]],
  ],
  [
    'enturAuthorizeRecurringPayment',
    { recurringPaymentId: '' },
    [['recurringPaymentId', 'INVALID', `recurringPaymentId ${numeric}`]],
  ],
];

describe('what is wrong with an input', () => {
  it('is told all at once, without a call', async () => {
    const graph = await changing([json(500, {})], { ENTUR_EXPERIMENTAL: 'on' });
    for (const [mutation, input, errors] of refused) {
      const { selection = '', nothing } = changes.find((each) => each.mutation === mutation) ?? {};
      const userErrors = errors.map(([field, code, message]) => ({
        field: field === null ? null : field.split('.'),
        code,
        message,
      }));
      expect(await graph.change(mutation, input, selection)).toEqual({
        data: { [mutation]: { ...nothing, userErrors, warnings: [] } },
      });
    }
    expect([graph.requests, graph.tokens()]).toEqual([[], 0]);
  });

  it('is looked for in every mutation', () => {
    const looked = new Set(refused.map(([mutation]) => mutation));
    expect(changes.map(({ mutation }) => mutation).filter((name) => !looked.has(name))).toEqual([]);
  });

  it('is told of an amount by its scalar', async () => {
    const graph = await changing([json(500, {})]);
    for (const totalAmount of ['1234567890123456789', '0.123456', '1e3', '1,00', '.5', '']) {
      const { errors } = await graph.change('enturCreatePayment', payment({ totalAmount }), 'paymentId');
      expect(errors, totalAmount).toMatchObject([
        {
          message: expect.stringContaining(
            'at "input.totalAmount"; EnturDecimal must be a decimal number as text',
          ),
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ]);
    }
    expect(graph.requests).toEqual([]);
  });

  it('is not that it writes the same amount another way', async () => {
    const graph = await changing([json(200, { paymentId: 1, transactionHistory: [] })]);
    const input = payment({ totalAmount: '010.50', transaction: { amount: '10.5' } });
    const answer = await graph.change('enturCreatePayment', input, 'paymentId transactionId');
    expect(answer.data).toEqual({
      enturCreatePayment: { paymentId: '1', transactionId: null, userErrors: [], warnings: [] },
    });
    expect(graph.requests[0]?.body).toContain('"totalAmount":"010.50"');
  });
});

describe.for(ways)('a time in an input, by the %s way', ([, COMPILE_QUERIES]) => {
  it('goes out in UTC, as the services know no other', async () => {
    const graph = await changing([json(200, {})], { ENTUR_EXPERIMENTAL: 'on', COMPILE_QUERIES });
    const expireAt = '2027-03-14T12:00:00+02:00';
    await graph.change('enturUpdateOrder', { orderId: 'ABCDEFGH', expireAt }, 'orderId');
    const startOfValidity = '2026-09-15T00:30:00.5+02:00';
    const ticketDistributionGroupIds = ['g-1'];
    const input = { ticketDistributionGroupIds, startOfValidity };
    await graph.change('enturUpdateTicketValidity', input, 'ticketDistributionGroupIds');
    expect(graph.calls().map(({ body }) => body)).toEqual([
      { expireAt: '2027-03-14T10:00:00Z' },
      { ticketDistributionGroupIds, startOfValidity: '2026-09-14T22:30:00.5Z' },
    ]);
  });
});

it('an expiry is at most six months ahead, where that month is shorter too', async () => {
  const clock = fakeClock(Date.parse('2026-08-31T10:00:00Z'));
  const graph = await changing([json(200, {})], { ENTUR_EXPERIMENTAL: 'on' }, clock);
  const update = (expireAt: string) =>
    graph.change('enturUpdateOrder', { orderId: 'ABCDEFGH', expireAt }, 'orderId');
  expect((await update('2027-03-01T00:00:00Z')).data).toMatchObject({
    enturUpdateOrder: { userErrors: [{ field: ['expireAt'], code: 'OUT_OF_RANGE' }] },
  });
  expect(graph.calls()).toEqual([]);
  expect((await update('2027-02-28T10:00:00Z')).data).toMatchObject({ enturUpdateOrder: { userErrors: [] } });
});

describe('what is odd in an input', () => {
  it('is told as a warning: an SMS that is not sent beside an e-mail', async () => {
    const graph = await changing([json(200, { reference: 'R-1' })]);
    const input = receipt({ email: 'kari@example.com', telephone: '+4799887766' });
    expect((await graph.change('enturSendReceipt', input, 'reference')).data).toEqual({
      enturSendReceipt: {
        reference: 'R-1',
        userErrors: [],
        warnings: [
          { field: ['telephone'], code: 'IGNORED', message: 'With an e-mail address, no SMS is sent.' },
        ],
      },
    });
  });

  it('is told as a warning: a group that Vipps does not belong to', async () => {
    const graph = await changing([json(200, { paymentId: 1, transactionHistory: [] })]);
    const transaction = { amount: '10.00', paymentType: 'VIPPS', paymentTypeGroup: 'WALLET' };
    const { data } = await graph.change('enturCreatePayment', payment({ transaction }), 'paymentId');
    expect(data).toEqual({
      enturCreatePayment: {
        paymentId: '1',
        userErrors: [],
        warnings: [
          {
            field: ['transaction', 'paymentTypeGroup'],
            code: 'ODD_GROUP',
            message: 'Vipps belongs to the group MOBILE, not to WALLET.',
          },
        ],
      },
    });
  });
});
