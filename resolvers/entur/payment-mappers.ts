import type { EnturPayment } from '../../schema/entur/EnturPayment.js';
import {
  EnturPaymentTypeGroup,
  EnturTransactionStatus,
  type EnturTransaction,
} from '../../schema/entur/EnturTransaction.js';
import type { WireEnturPayment, WireEnturTransaction } from '../../src/clients/entur/payment-answers.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toEnturMoney } from './money.js';
import { toFlag, toInt, toTime } from './told.js';

const statuses = wordsOf(EnturTransactionStatus);
const groups = wordsOf(EnturPaymentTypeGroup);

/** A payment with its transactions. */
export function toEnturPayment(wire: WireEnturPayment): EnturPayment {
  const { paymentId, orderId, orderVersion, organisationId, active, customerNumber } = wire;
  return {
    paymentId,
    orderId,
    orderVersion: toInt(orderVersion),
    organisationId,
    totalAmount: toEnturMoney(wire.totalAmount, wire.currency),
    createdAt: toTime(wire.createdAt),
    active: toFlag(active),
    customerNumber,
    transactions: wire.transactions.map(toEnturTransaction),
  };
}

/** A part of a payment. */
export function toEnturTransaction(wire: WireEnturTransaction): EnturTransaction {
  const { transactionId, currency, cardNumber, paymentType, vippsReference } = wire;
  return {
    transactionId,
    status: toOpenEnum<EnturTransactionStatus>(statuses, wire.status, EnturTransactionStatus.UNKNOWN),
    statusRaw: wire.status,
    amount: toEnturMoney(wire.amount, currency),
    remainingAmountToCapture: toEnturMoney(wire.remainingAmountToCapture, currency),
    createdAt: toTime(wire.createdAt),
    cardNumber,
    paymentType,
    paymentTypeGroup: toOpenEnum<EnturPaymentTypeGroup>(
      groups,
      wire.paymentTypeGroup,
      EnturPaymentTypeGroup.UNKNOWN,
    ),
    paymentTypeGroupRaw: wire.paymentTypeGroup,
    operationLog: wire.operationLog.map(({ operation, amount }) => ({
      operation,
      amount: toEnturMoney(amount, currency),
    })),
    vippsReference,
  };
}
