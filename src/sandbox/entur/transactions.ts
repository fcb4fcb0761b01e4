import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { SandboxRequest } from '../http/request.js';
import type { Params, Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { StoredPayment, StoredTransaction } from './model/payment.js';
import { withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import { onOpenOrder } from './rules/on-order.js';
import { capture, changeTransaction, isDue } from './rules/pay.js';
import type { EnturState } from './state/EnturState.js';
import { toTransaction } from './views.js';

const webAddress = z
  .string()
  .regex(/^https?:\/\/.{1,1024}$/, 'Must be an address of at most 1024 characters.');

const terminalRequest = z.object({
  redirectUrl: webAddress,
  callbackUrl: webAddress.exactOptional(),
  storePayment: z.boolean().default(false),
  terminalLanguage: z.string().exactOptional(),
  countryCode: z.string().exactOptional(),
  customerNumber: z.string().exactOptional(),
});

/** Nothing is known to be required: apps and browsers send different members. */
const claimRequest = z.object({
  description: z.string().exactOptional(),
  phoneNumber: z
    .string()
    .regex(/^\d{8}$/, 'Must be eight digits.')
    .exactOptional(),
  redirectUrl: z.string().min(1).exactOptional(),
});

type Use = (payment: StoredPayment, transaction: StoredTransaction) => Answer;

/** What is done to a transaction: started at a terminal or in an app, captured, cancelled. */
export function transactionRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const base = '/v1/payments/{paymentId}/transactions/{transactionId}';

  const onTransaction = (request: SandboxRequest, param: Params, use: Use): Answer => {
    const payment = state.dataNow().payments.get(Number(param('paymentId')));
    const transaction = payment?.transactions.find(
      ({ transactionId }) => String(transactionId) === param('transactionId'),
    );
    if (!payment || !transaction)
      return refuse(state, request, { status: 404, message: 'Transaction not found.' });
    return onOpenOrder(state, request, payment.orderId, () =>
      payment.active ? use(payment, transaction) : conflict(request, 'The payment is not active.'),
    );
  };
  const conflict = (request: SandboxRequest, message: string): Answer =>
    refuse(state, request, { status: 409, message });
  const shown = (payment: StoredPayment, { transactionId }: StoredTransaction): Answer => {
    const transaction = payment.transactions.find((other) => other.transactionId === transactionId);
    const showsId = state.quirks.values.enturShowsExternalTransactionId;
    return json(200, transaction && toTransaction(transaction, showsId));
  };
  const isStartable = ({ status }: StoredTransaction) => status === 'CREATED' || status === 'INITIATED';
  const idsOf = ({ paymentId }: StoredPayment, { transactionId }: StoredTransaction) => ({
    paymentId,
    transactionId,
  });

  return [
    route(
      'POST',
      `${base}/terminal`,
      channelHeader,
      withBody(state, terminalRequest, (_body, request, param) =>
        onTransaction(request, param, (payment, transaction) => {
          if (!isStartable(transaction))
            return conflict(request, `The transaction is ${transaction.status}.`);
          const { clock } = state;
          const data = state.dataNow();
          changeTransaction(data, payment, { ...transaction, status: 'INITIATED' }, clock.now());
          const ids = idsOf(payment, transaction);
          const terminalUri = `https://terminal.entur.sandbox/${String(ids.transactionId)}`;
          return json(200, { ...ids, terminalUri });
        }),
      ),
    ),

    route(
      'POST',
      `${base}/app-claim`,
      channelHeader,
      withBody(state, claimRequest, (_body, request, param) =>
        onTransaction(request, param, (payment, transaction) => {
          if (transaction.paymentType !== 'VIPPS')
            return conflict(request, 'Only a Vipps payment goes on in an app.');
          if (!isStartable(transaction))
            return conflict(request, `The transaction is ${transaction.status}.`);
          const { clock, settings } = state;
          const data = state.dataNow();
          const claimed: StoredTransaction = {
            ...transaction,
            status: 'INITIATED',
            // A second claim opens the app again, and the payment ends when the first one would.
            endsAt: transaction.endsAt ?? clock.now() + settings.appPaymentSeconds * 1000,
            outcome: settings.appPaymentOutcome,
          };
          changeTransaction(data, payment, claimed, clock.now());
          const ids = idsOf(payment, transaction);
          const appClaimUrl = `https://vipps.sandbox/app-claim/${String(ids.transactionId)}`;
          return json(200, { ...ids, appClaimUrl });
        }),
      ),
    ),

    route('PUT', `${base}/capture`, channelHeader, (request, param) =>
      onTransaction(request, param, (payment, transaction) => {
        if (transaction.paymentType === 'VIPPS')
          return conflict(request, 'Vipps payments are captured by themselves.');
        const isByCard = transaction.paymentTypeGroup === 'PAYMENTCARD' || !transaction.paymentTypeGroup;
        // A stored card was authorised before.
        const needsTerminal = isByCard && transaction.recurringPaymentId === undefined;
        const wanted = needsTerminal ? 'INITIATED' : 'CREATED';
        if (transaction.status !== wanted && transaction.status !== 'INITIATED')
          return conflict(request, `The transaction is ${transaction.status}.`);
        if (!isDue(state.dataNow(), payment, transaction))
          return conflict(request, 'The amount is not due any more.');
        const withCard = isByCard ? { ...transaction, cardNumber: '4417' } : transaction;
        return shown(capture(state.dataNow(), payment, withCard, state.clock.now()), transaction);
      }),
    ),

    // Inferred: by analogy with the capture.
    route('PUT', `${base}/cancel`, channelHeader, (request, param) =>
      onTransaction(request, param, (payment, transaction) => {
        if (!isStartable(transaction)) return conflict(request, `The transaction is ${transaction.status}.`);
        const cancelled: StoredTransaction = { ...transaction, endsAt: undefined, status: 'CANCELLED' };
        return shown(changeTransaction(state.dataNow(), payment, cancelled, state.clock.now()), transaction);
      }),
    ),
  ];
}
