import { z } from 'zod';
import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { StoredCredit } from './model/payment.js';
import { amount, currency, withBody } from './rules/body.js';
import { refuse, refuseFaults } from './rules/errors.js';
import { hidden, shown } from './rules/filters.js';
import { exactly, sumOf } from './rules/money.js';
import { onOrder } from './rules/on-order.js';
import { search, type SearchRules } from './rules/search.js';
import type { EnturState } from './state/EnturState.js';
import { toCredit } from './views.js';

const rules: SearchRules = {
  lists: false,
  bare: true,
  fields: {
    creditId: shown('number', 'creditId'),
    customerNumber: shown('text', 'customerNumber'),
    orderId: shown('text', 'orderId'),
    orderVersion: shown('number', 'orderVersion'),
    organisationId: shown('number', 'organisationId'),
    reimbursementMethod: shown('text', 'creditTransactions.reimbursementMethod'),
    reimbursementTypeGroup: shown('text', 'creditTransactions.reimbursementTypeGroup'),
    rrn: shown('text', 'creditTransactions.rrn'),
    settlementId: hidden('text', 'settlementId'),
    status: shown('text', 'status'),
    totalCreditAmount: shown('number', 'totalCreditAmount'),
    transactionId: shown('number', 'creditTransactions.transactionId'),
  },
};

const creditRequest = z.object({
  orderId: z.string().min(1),
  orderVersion: z.int().min(1),
  totalCreditAmount: amount,
  currency: currency.default('NOK'),
  settlementId: z.string().optional(),
  customerNumber: z.string().optional(),
  transactions: z
    .array(
      z.object({
        amount,
        currency: currency.default('NOK'),
        paymentId: z.int().optional(),
        transactionId: z.int().optional(),
        reimbursementMethod: z.string().optional(),
        reimbursementTypeGroup: z.string().optional(),
      }),
    )
    .default([]),
});

const creditChange = z.object({ active: z.boolean().optional(), settlementId: z.string().optional() });

/** Credits: money given back. */
export function creditRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  return [
    route('GET', '/v1/credits', [], (request) => {
      const credits = [...state.dataNow().credits.values()];
      const records = credits.map((credit) => ({
        body: toCredit(credit),
        hidden: { settlementId: credit.settlementId },
      }));
      return search(state, request, rules, records);
    }),

    // The operations are documented, their paths inferred. Nothing executes the credit: how is not public.
    route(
      'POST',
      '/v1/credits',
      channelHeader,
      withBody(state, creditRequest, (body, request) =>
        onOrder(state, request, body.orderId, (order) => {
          const { transactions, ...rest } = body;
          if (sumOf(transactions.map((one) => one.amount)) !== exactly(body.totalCreditAmount)) {
            const message = 'Must be the sum of the transactions.';
            return refuseFaults(state, request, [{ field: 'totalCreditAmount', message }]);
          }
          const credit: StoredCredit = {
            ...rest,
            creditId: state.dataNow().nextId(),
            organisationId: order.organisationId,
            status: 'CREATED',
            active: true,
            createdAt: state.clock.now(),
            creditTransactions: transactions.map((one) => ({
              ...one,
              creditTransactionId: state.dataNow().nextId(),
              status: 'CREATED',
            })),
          };
          state.dataNow().credits.set(credit.creditId, credit);
          return json(200, toCredit(credit));
        }),
      ),
    ),
    route(
      'PATCH',
      '/v1/credits/{creditId}',
      channelHeader,
      withBody(state, creditChange, ({ active, settlementId }, request, param) => {
        const credit = state.dataNow().credits.get(Number(param('creditId')));
        if (!credit) return refuse(state, request, { status: 404, message: 'Credit not found.' });
        const changed = {
          ...credit,
          active: active ?? credit.active,
          settlementId: settlementId ?? credit.settlementId,
        };
        state.dataNow().credits.set(credit.creditId, changed);
        return json(200, toCredit(changed));
      }),
    ),
  ];
}
