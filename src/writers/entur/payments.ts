import type {
  AppClaimBody,
  PaymentBody,
  TerminalBody,
  TransactionBody,
} from '../../clients/entur/changes/bodies.js';
import type { TransactionKey } from '../../clients/entur/changes/EnturPaymentChanges.js';
import type { Condition } from '../../clients/entur/filters.js';
import type { WireEnturPayment } from '../../clients/entur/payment-answers.js';
import type { EnturPaymentClient } from '../../clients/entur/payments.js';
import type { Clock } from '../../clock.js';
import { outcomeOf } from '../../errors/outcome.js';
import { thenForget } from '../then-forget.js';
import { findPayment } from './find-payment.js';
import { callOf, lookOf, requireExperimental, type EnturWriterParts } from './parts.js';
import type { ToldPayments } from './ToldPayments.js';

/** A payment that was made, and whether a look had to tell. */
export interface MadePayment {
  readonly payment: WireEnturPayment;
  readonly wasFound: boolean;
}

/** Changes of payments. What they touch is forgotten, also when the outcome is unknown. All throw UpstreamError. */
export interface EnturPaymentWriters {
  /** Makes a payment once; one with a lost answer is looked for: see find-payment.ts. */
  createPayment(body: PaymentBody): Promise<MadePayment>;
  /** Experimental. Gives the id of the transaction; null where the answer does not tell it. */
  addTransaction(paymentId: string, body: TransactionBody): Promise<string | null>;
  /** Gives the address of the terminal. */
  startTerminal(key: TransactionKey, body: TerminalBody): Promise<string>;
  /** Gives the address of the app. */
  startAppClaim(key: TransactionKey, body: AppClaimBody): Promise<string>;
  /** `found`: the answer was lost, and the transaction is captured, by this call or before it. */
  capture(key: TransactionKey): Promise<'captured' | 'found'>;
}

export interface EnturPaymentWriterParts extends EnturWriterParts {
  readonly payments: EnturPaymentClient;
  readonly clock: Clock;
  readonly told: ToldPayments;
}

/** Changes of payments for one request. */
export function createEnturPaymentWriters(parts: EnturPaymentWriterParts): EnturPaymentWriters {
  const { changes, forget, clock, told } = parts;

  function ofPayment<T>(paymentId: string, change: () => Promise<T>): Promise<T> {
    return thenForget(change, (outcome) => {
      forget.payment(paymentId, outcome);
    });
  }

  /** Straight from the API: no cache may answer here. */
  async function look(conditions: readonly Condition[]): Promise<readonly WireEnturPayment[]> {
    const { credentials, scope } = lookOf(parts);
    const { firstPage, pageSizeMax: perPage } = parts.config;
    const request = { conditions, page: firstPage, firstPage, perPage };
    const { value } = await parts.payments.search(credentials, scope, request);
    // Of a list with more pages nobody knows the rest.
    return value.totalItems > value.items.length ? [] : value.items;
  }

  async function create(body: PaymentBody): Promise<MadePayment> {
    const startedAt = clock.now();
    const call = callOf(parts);
    const keys = call.credentials.id;
    try {
      const payment = await changes.payments.createPayment(call, body);
      told.add(keys, payment.paymentId);
      return { payment, wasFound: false };
    } catch (error) {
      if (outcomeOf(error) === 'known') throw error;
      const conditions: readonly Condition[] = [
        { field: 'orderId', operator: 'eq', value: body.orderId },
        { field: 'orderVersion', operator: 'eq', value: String(body.orderVersion) },
      ];
      const payments = await look(conditions).catch(() => []);
      const times = { startedAt, lookedAt: clock.now() };
      const payment = findPayment(payments, body, times, (id) => told.has(keys, id));
      if (payment === undefined) throw error;
      told.add(keys, payment.paymentId);
      return { payment, wasFound: true };
    }
  }

  async function isCaptured({ paymentId, transactionId }: TransactionKey): Promise<boolean> {
    const found = await look([{ field: 'paymentId', operator: 'eq', value: paymentId }]);
    const transactions = found.find((payment) => payment.paymentId === paymentId)?.transactions ?? [];
    return transactions.some((each) => each.transactionId === transactionId && each.status === 'CAPTURED');
  }

  return {
    createPayment: (body) =>
      thenForget(
        () => create(body),
        (outcome) => {
          forget.order(body.orderId, outcome);
        },
      ),
    addTransaction: async (paymentId, body) => {
      requireExperimental(parts, 'enturAddTransaction');
      return ofPayment(paymentId, () => changes.inferred.addTransaction(callOf(parts), paymentId, body));
    },
    startTerminal: (key, body) =>
      ofPayment(key.paymentId, async () => changes.payments.startTerminal(callOf(parts), key, body)),
    startAppClaim: (key, body) =>
      ofPayment(key.paymentId, async () => changes.payments.startAppClaim(callOf(parts), key, body)),
    capture: (key) =>
      ofPayment(key.paymentId, async () => {
        try {
          await changes.payments.capture(callOf(parts), key);
          return 'captured';
        } catch (error) {
          if (outcomeOf(error) === 'known' || !(await isCaptured(key).catch(() => false))) throw error;
          return 'found';
        }
      }),
  };
}
