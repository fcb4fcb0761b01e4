import { z } from 'zod';
import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { StoredPayment } from './model/payment.js';
import { amount, withBody } from './rules/body.js';
import { refuse, refuseFaults } from './rules/errors.js';
import { balanceOf } from './rules/life.js';
import { exactly, sumOf } from './rules/money.js';
import { onOpenOrder } from './rules/on-order.js';
import { capture, changeTransaction, isDue } from './rules/pay.js';
import { newTransaction, paymentRequest, transactionRequest } from './rules/transaction-request.js';
import type { EnturState } from './state/EnturState.js';
import { toPayment } from './views.js';

const paymentChange = z.object({ active: z.boolean().optional(), totalAmount: amount.optional() });

/** Makes and changes payments. */
export function paymentWriteRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const shown = (payment: StoredPayment) =>
    json(200, toPayment(payment, state.quirks.values.enturShowsExternalTransactionId));

  return [
    route(
      'POST',
      '/v1/payments',
      channelHeader,
      withBody(state, paymentRequest, (body, request) =>
        onOpenOrder(state, request, body.orderId, (order) => {
          const conflict = (message: string) => refuse(state, request, { status: 409, message });
          const { orderVersion, totalAmount, transaction, currency, customerNumber } = body;
          if (orderVersion !== order.version)
            return conflict(`Order ${order.id} has version ${String(order.version)}.`);
          if (currency !== order.currency) return conflict(`Order ${order.id} is in ${order.currency}.`);
          const units = exactly(totalAmount);
          if (units === 0n || units > balanceOf(order))
            return conflict('The amount is not the balance or a part of it.');
          if (transaction && exactly(transaction.amount) !== units) {
            const message = 'Must be the same as totalAmount.';
            return refuseFaults(state, request, [{ field: 'transaction.amount', message }]);
          }
          if (!isChargeable(state, transaction)) return conflict('The card or agreement is not active.');
          const now = state.clock.now();
          const payment = state.dataNow().putPayment({
            paymentId: state.dataNow().nextPaymentId(),
            orderId: order.id,
            orderVersion,
            organisationId: order.organisationId,
            totalAmount,
            currency,
            createdAt: now,
            updatedAt: now,
            active: true,
            customerNumber: customerNumber ?? order.contactInfo?.createdBy?.id,
            transactions: transaction ? [newTransaction(transaction, state.dataNow().nextId(), now)] : [],
          });
          return shown(begun(state, payment));
        }),
      ),
    ),

    // Adding is a step of the guide; its path is inferred.
    route(
      'POST',
      '/v1/payments/{paymentId}/transactions',
      channelHeader,
      withBody(state, transactionRequest, (body, request, param) => {
        const payment = state.dataNow().payments.get(Number(param('paymentId')));
        if (!payment) return refuse(state, request, { status: 404, message: 'Payment not found.' });
        return onOpenOrder(state, request, payment.orderId, () => {
          if (!payment.active)
            return refuse(state, request, { status: 409, message: 'The payment is not active.' });
          const open = payment.transactions.filter(
            ({ status }) => status !== 'CANCELLED' && status !== 'REJECTED',
          );
          const used = sumOf(open.map((transaction) => transaction.amount)) + exactly(body.amount);
          if (used > exactly(payment.totalAmount))
            return refuse(state, request, {
              status: 409,
              message: 'The transactions exceed the total amount.',
            });
          if (!isChargeable(state, body))
            return refuse(state, request, { status: 409, message: 'The card or agreement is not active.' });
          if (body.isImport && !isDue(state.dataNow(), payment, body))
            return refuse(state, request, { status: 409, message: 'The amount is not due any more.' });
          const now = state.clock.now();
          const transaction = newTransaction(body, state.dataNow().nextId(), now);
          const changed = state.dataNow().putPayment({
            ...payment,
            updatedAt: now,
            transactions: [...payment.transactions, transaction],
          });
          return shown(begun(state, changed));
        });
      }),
    ),

    // Inferred: what can be changed is documented, how is not.
    route(
      'PATCH',
      '/v1/payments/{paymentId}',
      channelHeader,
      withBody(state, paymentChange, (body, request, param) => {
        const payment = state.dataNow().payments.get(Number(param('paymentId')));
        if (!payment) return refuse(state, request, { status: 404, message: 'Payment not found.' });
        return onOpenOrder(state, request, payment.orderId, () => {
          const { active = payment.active, totalAmount = payment.totalAmount } = body;
          return shown(
            state.dataNow().putPayment({ ...payment, active, totalAmount, updatedAt: state.clock.now() }),
          );
        });
      }),
    ),
  ];
}

/** What is imported was paid elsewhere before, and an agreement is charged without anybody's doing. */
function begun(state: EnturState, payment: StoredPayment): StoredPayment {
  const { clock, settings } = state;
  const data = state.dataNow();
  const transaction = payment.transactions.at(-1);
  const now = clock.now();
  if (transaction?.status !== 'CREATED') return payment;
  if (transaction.isImport) return capture(data, payment, transaction, now);
  if (transaction.paymentAgreementId === undefined) return payment;
  const endsAt = now + settings.appPaymentSeconds * 1000;
  const outcome = settings.appPaymentOutcome;
  return changeTransaction(data, payment, { ...transaction, status: 'INITIATED', endsAt, outcome }, now);
}

/** A stored card or agreement that is charged must be there and active. */
function isChargeable(state: EnturState, one: z.output<typeof transactionRequest> | undefined): boolean {
  const data = state.dataNow();
  const { recurringPaymentId: card, paymentAgreementId: agreement } = one ?? {};
  const isCardFine = card === undefined || data.cards.get(card)?.recurringStatus === 'ACTIVE';
  return isCardFine && (agreement === undefined || data.agreements.get(agreement)?.status === 'ACTIVE');
}
