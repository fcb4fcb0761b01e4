import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { StoredPayment } from './model/payment.js';
import { refuse } from './rules/errors.js';
import { hidden, shown, type Searchable } from './rules/filters.js';
import { search, type SearchRules } from './rules/search.js';
import { instant } from './rules/times.js';
import type { EnturState } from './state/EnturState.js';
import { toPayment, toTransaction } from './views.js';

const rules: SearchRules = {
  lists: false,
  bare: true,
  fields: {
    cardNumber: shown('text', 'transactionHistory.cardNumber'),
    createdAt: shown('time', 'createdAt'),
    currency: shown('text', 'currency'),
    customerNumber: shown('text', 'customerNumber'),
    externalTransactionId: hidden('text', 'externalTransactionIds'),
    orderId: shown('text', 'orderId'),
    orderVersion: shown('number', 'orderVersion'),
    organisationId: shown('number', 'organisationId'),
    paymentId: shown('number', 'paymentId'),
    paymentTransactionId: shown('number', 'transactionHistory.transactionId'),
    paymentType: shown('text', 'transactionHistory.paymentType'),
    paymentTypeGroup: shown('text', 'transactionHistory.paymentTypeGroup'),
    rrn: hidden('text', 'rrns'),
    settlementId: hidden('text', 'settlementId'),
    status: shown('text', 'transactionHistory.status'),
    totalAmount: shown('number', 'totalAmount'),
    updatedAt: hidden('time', 'updatedAt'),
  },
};

/** The means that Entur takes, with their groups. */
const methods = [
  { paymentTypeGroup: 'PAYMENTCARD', paymentTypes: ['VISA', 'MASTERCARD', 'AMEX', 'BANKAXEPT'] },
  { paymentTypeGroup: 'MOBILE', paymentTypes: ['VIPPS'] },
  { paymentTypeGroup: 'GIFTCARD', paymentTypes: ['GIFTCARD'] },
  { paymentTypeGroup: 'CASH', paymentTypes: [] },
  { paymentTypeGroup: 'INVOICE', paymentTypes: [] },
];

/** Reads of payments. */
export function paymentSearchRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const showsExternalId = () => state.quirks.values.enturShowsExternalTransactionId;
  return [
    route('GET', '/v1/payments', [], (request) => {
      const payments = [...state.dataNow().payments.values()];
      return search(
        state,
        request,
        rules,
        payments.map((payment) => searchable(payment, showsExternalId())),
      );
    }),

    // Inferred; the same as `paymentId=eq:` in a search, which is documented.
    route('GET', '/v1/payments/{paymentId}', [], (request, param) => {
      const payment = state.dataNow().payments.get(Number(param('paymentId')));
      return payment
        ? json(200, toPayment(payment, showsExternalId()))
        : refuse(state, request, { status: 404, message: 'Payment not found.' });
    }),

    route('GET', '/v1/payments/{paymentId}/transactions/{transactionId}', [], (request, param) => {
      const payment = state.dataNow().payments.get(Number(param('paymentId')));
      const transaction = payment?.transactions.find(
        ({ transactionId }) => String(transactionId) === param('transactionId'),
      );
      return transaction
        ? json(200, toTransaction(transaction, showsExternalId()))
        : refuse(state, request, { status: 404, message: 'Transaction not found.' });
    }),

    route('GET', '/v1/payment-methods', channelHeader, () => json(200, methods)),
  ];
}

const hiddenParts = new WeakMap<StoredPayment, unknown>();

function searchable(payment: StoredPayment, showsExternalId: boolean): Searchable {
  let hiddenPart = hiddenParts.get(payment);
  if (hiddenPart === undefined) {
    hiddenPart = {
      externalTransactionIds: payment.transactions.map((transaction) => transaction.externalTransactionId),
      rrns: payment.transactions.map(({ rrn }) => rrn),
      settlementId: payment.settlementId,
      updatedAt: instant(payment.updatedAt),
    };
    hiddenParts.set(payment, hiddenPart);
  }
  return { body: toPayment(payment, showsExternalId), hidden: hiddenPart };
}
