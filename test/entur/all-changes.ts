/** A change, the call that it makes, and what comes of it. */
export interface ChangeCase {
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is asked for besides user errors and warnings, of fields that cost no further call. */
  readonly selection: string;
  readonly method: string;
  /** Path and query behind the base address. */
  readonly url: string;
  /** The body, byte for byte; undefined = none. */
  readonly body?: string;
  /** What the service answers; undefined = nothing. */
  readonly answer?: unknown;
  /** The payload without user errors and warnings. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The same when nothing was changed. */
  readonly nothing: Readonly<Record<string, unknown>>;
  readonly isExperimental?: boolean;
  /** Calls before the one that changes something. */
  readonly before?: readonly { readonly method: string; readonly url: string; readonly answer: unknown }[];
  /** It only tries something out. */
  readonly isTrial?: boolean;
}

export const OFFER = '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b';
export const LINE = '4b1c2d3e-5f60-4718-8293-a4b5c6d7e8f9';
const CONTRACT = '11111111-2222-4333-8444-555555555555';
const OTHER_LINE = '5b1c2d3e-5f60-4718-8293-a4b5c6d7e8f9';

const reserved = {
  orderId: 'ABCDEFGH',
  orderLineIds: [LINE],
  reservationIds: ['r-1', 'r-2'],
  replacedByOrderLineIds: [{ originalOrderLineIds: [OTHER_LINE], replacedByOrderLineIds: [LINE] }],
};
const notReserved = { orderId: null, orderLineIds: [], reservationIds: [], replacedByOrderLineIds: [] };
const reservedSelection =
  'orderId orderLineIds reservationIds replacedByOrderLineIds { originalOrderLineIds replacedByOrderLineIds }';
const dryRun = {
  orderId: 'ABCDEFGH',
  totalRefundAmount: '0.10',
  fees: [{ type: 'REFUNDING', amount: '50.00' }],
  affectedPaymentTransactions: [{ paymentId: 6406, transactionId: 9001, amount: '0.10' }],
};
const card = { recurringPaymentId: 77, primary: false, recurringStatus: 'CREATED', nickname: 'Jobb' };
const refundOperations = [{ orderLineId: LINE, amount: '0.10' }];
const refundBody = `{"refundOperations":[{"orderLineId":"${LINE}","refundAmount":"0.10"}]}`;
const groups = { ticketDistributionGroupIds: ['g-1', 'g-2'] };
const noGroups = { ticketDistributionGroupIds: [] };
const transaction = { paymentId: '6406', transactionId: '9001' };
const noTransaction = { paymentId: null, transactionId: null };
const transactionPath = '/v1/payments/6406/transactions/9001';

/** Every change, with all that its input can hold. */
export const changes: readonly ChangeCase[] = [
  {
    mutation: 'enturReserveOffers',
    input: {
      orderId: 'ABCDEFGH',
      offerConfigurations: [
        {
          offerId: OFFER,
          selectedTravellerIds: ['t-1', 't-2'],
          selectableProductIds: ['ZO9Qjn', 'ZO9Qjn'],
          customers: [
            {
              customerId: '31415',
              entitlements: [
                {
                  contractId: CONTRACT,
                  entitlementProductRef: { id: 'ENT:EntitlementProduct:A1', version: 'ENT:Version:1' },
                  externalEntitlementRef: { id: 'x-1' },
                },
              ],
            },
          ],
          externalReference: 'ferry-7',
          distributionDetails: {
            fulfillmentMethodRef: { id: 'ENT:FulfilmentMethod:App' },
            typeOfTravelDocumentToIssueRef: { id: 'ENT:TypeOfTravelDocument:Mobile', version: '1' },
            customerAccountRef: { id: 'ENT:CustomerAccount:5' },
            distributionHolderCustomerId: '31415',
          },
        },
      ],
    },
    selection: reservedSelection,
    method: 'POST',
    url: '/v1/reserve-offers',
    body: `{"orderId":"ABCDEFGH","offerConfigurations":[{"offerId":"${OFFER}","selectedTravellerIds":["t-1","t-2"],"selectableProductIds":["ZO9Qjn","ZO9Qjn"],"customers":[{"customerId":"31415","entitlements":[{"contractId":"${CONTRACT}","entitlementProductRef":{"id":"ENT:EntitlementProduct:A1","version":"ENT:Version:1"},"externalEntitlementRef":{"id":"x-1"}}]}],"externalReference":"ferry-7","distributionDetails":{"fulfillmentMethodRef":{"id":"ENT:FulfilmentMethod:App"},"typeOfTravelDocumentToIssueRef":{"id":"ENT:TypeOfTravelDocument:Mobile","version":"1"},"customerAccountRef":{"id":"ENT:CustomerAccount:5"},"distributionHolderCustomerId":"31415"}}]}`,
    answer: reserved,
    payload: reserved,
    nothing: notReserved,
  },
  {
    mutation: 'enturUpdateOrderLines',
    input: {
      orderId: 'ABCDEFGH',
      offerConfigurations: [
        { offerId: OFFER, orderLineId: OTHER_LINE, selectedOrderLineIds: [LINE], externalReference: 'f' },
      ],
      refundPriceDifference: true,
    },
    selection: reservedSelection,
    method: 'POST',
    url: '/v1/update-order',
    body: `{"orderId":"ABCDEFGH","offerConfigurations":[{"offerId":"${OFFER}","externalReference":"f","orderLineId":"${OTHER_LINE}","selectedOrderLineIds":["${LINE}"]}],"refundPriceDifference":true}`,
    answer: reserved,
    payload: reserved,
    nothing: notReserved,
  },
  {
    mutation: 'enturUpdateOrder',
    input: {
      orderId: 'ABCDEFGH',
      createdByCustomerId: '1',
      contactCustomerId: '2',
      externalReference: 'shop-9',
      expireAt: '2026-09-14T10:30:00Z',
      specialOrderCauseCode: 'STAFF',
    },
    selection: 'orderId',
    method: 'PATCH',
    url: '/v1/orders/ABCDEFGH',
    body: '{"contactInfo":{"createdBy":{"id":"1"},"contact":{"id":"2"}},"externalReference":"shop-9","expireAt":"2026-09-14T10:30:00Z","specialOrderCause":{"causeCode":"STAFF"}}',
    answer: { id: 'ABCDEFGH' },
    payload: { orderId: 'ABCDEFGH' },
    nothing: { orderId: null },
    isExperimental: true,
  },
  {
    mutation: 'enturConfirmOrderLines',
    input: { orderId: 'ABCDEFGH' },
    selection: 'orderId wasFoundConfirmed',
    method: 'POST',
    url: '/v1/orders/ABCDEFGH/orderlines/confirm',
    answer: { id: 'ABCDEFGH' },
    payload: { orderId: 'ABCDEFGH', wasFoundConfirmed: false },
    nothing: { orderId: null, wasFoundConfirmed: false },
  },
  {
    mutation: 'enturAddTravellers',
    input: { orderId: 'ABCDEFGH', customerIds: ['31415', '92653'] },
    selection: 'orderId travellerIds',
    method: 'POST',
    url: '/v1/orders/ABCDEFGH/travellers/bulk',
    body: '[{"customerRef":{"id":"31415"}},{"customerRef":{"id":"92653"}}]',
    answer: [{ id: 't-1' }, { id: 't-2' }],
    payload: { orderId: 'ABCDEFGH', travellerIds: ['t-1', 't-2'] },
    nothing: { orderId: null, travellerIds: [] },
    isExperimental: true,
  },
  {
    mutation: 'enturCreatePayment',
    input: {
      orderId: 'ABCDEFGH',
      orderVersion: 1,
      totalAmount: '1234567890123.45678',
      currency: 'NOK',
      transaction: {
        amount: '1234567890123.45678',
        currency: 'NOK',
        paymentType: 'VIPPS',
        paymentTypeGroup: 'MOBILE',
        paymentAgreementId: '9007199254740991',
      },
    },
    selection: 'paymentId transactionId wasFound',
    method: 'POST',
    url: '/v1/payments',
    body: '{"orderId":"ABCDEFGH","orderVersion":1,"totalAmount":"1234567890123.45678","currency":"NOK","transaction":{"amount":"1234567890123.45678","currency":"NOK","paymentType":"VIPPS","paymentTypeGroup":"MOBILE","isImport":false,"paymentAgreementId":9007199254740991}}',
    answer: { paymentId: 6406, transactionHistory: [{ transactionId: 9001, status: 'CREATED' }] },
    payload: { paymentId: '6406', transactionId: '9001', wasFound: false },
    nothing: { ...noTransaction, wasFound: false },
  },
  {
    mutation: 'enturAddTransaction',
    input: { paymentId: '6406', transaction: { amount: '0.10', recurringPaymentId: '77' } },
    selection: 'paymentId transactionId',
    method: 'POST',
    url: '/v1/payments/6406/transactions',
    body: '{"amount":"0.10","currency":"NOK","isImport":false,"recurringPaymentId":77}',
    answer: { transactionId: 9001 },
    payload: transaction,
    nothing: noTransaction,
    isExperimental: true,
  },
  {
    mutation: 'enturStartTerminal',
    input: {
      ...transaction,
      redirectUrl: 'https://shop.example/paid?order=1',
      callbackUrl: 'https://shop.example/called',
      storePayment: true,
      terminalLanguage: 'en_GB',
      countryCode: 'NO',
      customerNumber: '31415',
    },
    selection: 'paymentId transactionId terminalUri',
    method: 'POST',
    url: `${transactionPath}/terminal`,
    body: '{"redirectUrl":"https://shop.example/paid?order=1","callbackUrl":"https://shop.example/called","storePayment":true,"terminalLanguage":"en_GB","countryCode":"NO","customerNumber":"31415"}',
    answer: { paymentId: 6406, transactionId: 9001, terminalUri: 'https://terminal.example/9001' },
    payload: { ...transaction, terminalUri: 'https://terminal.example/9001' },
    nothing: { ...noTransaction, terminalUri: null },
  },
  {
    mutation: 'enturStartAppClaim',
    input: {
      ...transaction,
      phoneNumber: '99887766',
      redirectUrl: 'https://shop.example/paid',
      description: 'Oslo–Bergen',
    },
    selection: 'paymentId transactionId appClaimUrl',
    method: 'POST',
    url: `${transactionPath}/app-claim`,
    body: '{"description":"Oslo–Bergen","phoneNumber":"99887766","redirectUrl":"https://shop.example/paid"}',
    answer: { paymentId: 6406, transactionId: 9001, appClaimUrl: 'https://vipps.example/9001' },
    payload: { ...transaction, appClaimUrl: 'https://vipps.example/9001' },
    nothing: { ...noTransaction, appClaimUrl: null },
  },
  {
    mutation: 'enturCapture',
    input: transaction,
    selection: 'paymentId transactionId wasFoundCaptured',
    method: 'PUT',
    url: `${transactionPath}/capture`,
    payload: { ...transaction, wasFoundCaptured: false },
    nothing: { ...noTransaction, wasFoundCaptured: false },
  },
  {
    mutation: 'enturSendReceipt',
    input: {
      orderId: 'ABCDEFGH',
      orderVersion: 2,
      email: 'kari@example.com',
      receiptType: 'SALE',
      organisationId: '1',
      receiptLanguage: 'ENG',
      serialNumber: 's-1',
      copyReceipt: true,
    },
    selection: 'orderId reference',
    method: 'POST',
    url: '/v1/receipts/send?organisationId=1&receiptType=SALE',
    body: '{"orderId":"ABCDEFGH","orderVersion":2,"distribution":{"email":"kari@example.com"},"receiptLanguage":"eng","serialNumber":"s-1","copyReceipt":true}',
    answer: { reference: 'R-1' },
    payload: { orderId: 'ABCDEFGH', reference: 'R-1' },
    nothing: { orderId: null, reference: null },
  },
  {
    mutation: 'enturDryRunRefund',
    input: { orderId: 'ABCDEFGH', refundOperations, includesCancelledOrderLines: true },
    selection:
      'orderId totalRefundAmount fees { type amount } affectedTransactions { paymentId transactionId amount }',
    method: 'PUT',
    url: '/v1/refunds/ABCDEFGH/dry-run',
    body: `{"refundOperations":[{"orderLineId":"${LINE}","refundAmount":"0.10"}],"includesCancelledOrderLines":true}`,
    answer: dryRun,
    payload: {
      orderId: 'ABCDEFGH',
      totalRefundAmount: '0.10',
      fees: [{ type: 'REFUNDING', amount: '50.00' }],
      affectedTransactions: [{ ...transaction, amount: '0.10' }],
    },
    nothing: { orderId: null, totalRefundAmount: null, fees: [], affectedTransactions: [] },
    isTrial: true,
  },
  {
    mutation: 'enturRefund',
    input: { orderId: 'ABCDEFGH', refundOperations, expectedTotal: '0.1', settlementId: 'S-1' },
    selection:
      'orderId creditId affectedOrderLineIds affectedTransactions { paymentId transactionId amount } disabledTicketIds dryRunTotal',
    before: [{ method: 'PUT', url: '/v1/refunds/ABCDEFGH/dry-run', answer: dryRun }],
    method: 'PUT',
    url: '/v1/refunds/ABCDEFGH',
    body: refundBody,
    answer: {
      orderId: 'ABCDEFGH',
      creditId: 501,
      affectedOrderLineIds: [LINE],
      affectedPaymentAndPaymentTransactionIds: { '6406': [9001, 9002] },
      disabledTicketIds: [11, 12],
    },
    payload: {
      orderId: 'ABCDEFGH',
      creditId: '501',
      affectedOrderLineIds: [LINE],
      affectedTransactions: [
        { ...transaction, amount: null },
        { ...transaction, transactionId: '9002', amount: null },
      ],
      disabledTicketIds: ['11', '12'],
      dryRunTotal: '0.10',
    },
    nothing: {
      orderId: null,
      creditId: null,
      affectedOrderLineIds: [],
      affectedTransactions: [],
      disabledTicketIds: [],
      dryRunTotal: null,
    },
    isExperimental: true,
  },
  {
    mutation: 'enturCompensateOrders',
    input: {
      compensations: [
        {
          orderId: 'ABCDEFGH',
          elements: [{ orderLineIds: [LINE], amount: '10.00', reason: 'Late' }, { amount: '1' }],
          asCash: true,
        },
        { orderId: 'IJKLMNOP', elements: [{ amount: '2.50' }] },
      ],
      settlementId: 'S-1',
    },
    selection: 'compensations { orderId creditId }',
    method: 'POST',
    url: '/v1/compensations',
    body: `{"compensationOperations":[{"orderId":"ABCDEFGH","elements":[{"orderLineIds":["${LINE}"],"compensationAmount":"10.00","compensationReason":"Late"},{"orderLineIds":[],"compensationAmount":"1"}],"overrideReimbursementType":"CASH"},{"orderId":"IJKLMNOP","elements":[{"orderLineIds":[],"compensationAmount":"2.50"}]}]}`,
    answer: [
      { orderId: 'ABCDEFGH', creditId: 501 },
      { orderId: 'IJKLMNOP', creditId: 502 },
    ],
    payload: {
      compensations: [
        { orderId: 'ABCDEFGH', creditId: '501' },
        { orderId: 'IJKLMNOP', creditId: '502' },
      ],
    },
    nothing: { compensations: [] },
    isExperimental: true,
  },
  {
    mutation: 'enturGenerateTickets',
    input: { orderId: 'ABCDEFGH' },
    selection: 'ticketDistributionGroupIds',
    method: 'POST',
    url: '/v1/ticket-distributions/ABCDEFGH',
    answer: [{ id: 'g-1' }, { id: 'g-2' }],
    payload: groups,
    nothing: noGroups,
    isExperimental: true,
  },
  {
    mutation: 'enturDistributeTickets',
    input: groups,
    selection: 'ticketDistributionGroupIds',
    method: 'POST',
    url: '/v1/ticket-distribution-groups/distribute',
    body: '{"ticketDistributionGroupIds":["g-1","g-2"]}',
    answer: [],
    payload: groups,
    nothing: noGroups,
    isExperimental: true,
  },
  {
    mutation: 'enturUpdateTicketValidity',
    input: { ...groups, startOfValidity: '2026-09-15T06:00:00Z' },
    selection: 'ticketDistributionGroupIds',
    method: 'POST',
    url: '/v1/ticket-distribution-groups/update-validities',
    body: '{"ticketDistributionGroupIds":["g-1","g-2"],"startOfValidity":"2026-09-15T06:00:00Z"}',
    payload: groups,
    nothing: noGroups,
    isExperimental: true,
  },
  {
    mutation: 'enturTransferTicketHolder',
    input: { ...groups, distributionHolderCustomerId: '31415' },
    selection: 'ticketDistributionGroupIds',
    method: 'POST',
    url: '/v1/ticket-distribution-groups/transfer-distribution-holder',
    body: '{"ticketDistributionGroupIds":["g-1","g-2"],"distributionHolderCustomerId":"31415"}',
    answer: 'OK',
    payload: groups,
    nothing: noGroups,
    isExperimental: true,
  },
  {
    mutation: 'enturCreateRecurringPayment',
    input: { customerNumber: '31415', nickname: 'Jobb' },
    selection: 'recurringPaymentId recurringPayment { recurringPaymentId }',
    method: 'POST',
    url: '/v1/recurring-payments',
    body: '{"customerNumber":"31415","nickname":"Jobb"}',
    answer: card,
    payload: { recurringPaymentId: '77', recurringPayment: { recurringPaymentId: '77' } },
    nothing: { recurringPaymentId: null, recurringPayment: null },
  },
  {
    mutation: 'enturUpdateRecurringPayment',
    input: { recurringPaymentId: '77', nickname: 'Privat', isPrimary: true },
    selection: 'recurringPaymentId recurringPayment { recurringPaymentId }',
    method: 'PATCH',
    url: '/v1/recurring-payments/77',
    body: '{"nickname":"Privat","isPrimary":true}',
    answer: card,
    payload: { recurringPaymentId: '77', recurringPayment: { recurringPaymentId: '77' } },
    nothing: { recurringPaymentId: null, recurringPayment: null },
  },
  {
    mutation: 'enturDeleteRecurringPayment',
    input: { recurringPaymentId: '77' },
    selection: 'deletedRecurringPaymentId',
    method: 'DELETE',
    url: '/v1/recurring-payments/77',
    payload: { deletedRecurringPaymentId: '77' },
    nothing: { deletedRecurringPaymentId: null },
  },
  {
    mutation: 'enturStartRecurringPaymentTerminal',
    input: {
      recurringPaymentId: '77',
      redirectUrl: 'http://localhost:3000/cards',
      terminalLanguage: 'no_NO',
    },
    selection: 'recurringPaymentId terminalUri',
    method: 'POST',
    url: '/v1/recurring-payments/77/terminal',
    body: '{"redirectUrl":"http://localhost:3000/cards","terminalLanguage":"no_NO"}',
    answer: { terminalUri: 'https://terminal.example/cards/77' },
    payload: { recurringPaymentId: '77', terminalUri: 'https://terminal.example/cards/77' },
    nothing: { recurringPaymentId: null, terminalUri: null },
  },
  {
    mutation: 'enturAuthorizeRecurringPayment',
    input: { recurringPaymentId: '77' },
    selection: 'recurringPaymentId recurringPayment { recurringPaymentId }',
    method: 'PUT',
    url: '/v1/recurring-payments/77/authorize',
    answer: card,
    payload: { recurringPaymentId: '77', recurringPayment: { recurringPaymentId: '77' } },
    nothing: { recurringPaymentId: null, recurringPayment: null },
  },
];
