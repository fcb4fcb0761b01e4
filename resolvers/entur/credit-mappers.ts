import {
  EnturCreditStatus,
  type EnturCredit,
  type EnturCreditTransaction,
} from '../../schema/entur/EnturCredit.js';
import type { WireEnturCredit, WireEnturCreditTransaction } from '../../src/clients/entur/credit-answers.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toEnturMoney } from './money.js';
import { toFlag, toInt } from './told.js';

const statuses = wordsOf(EnturCreditStatus);

/** A credit with its parts. */
export function toEnturCredit(wire: WireEnturCredit): EnturCredit {
  const { creditId, orderId, orderVersion, currency, active, customerNumber, organisationId } = wire;
  return {
    creditId,
    orderId,
    orderVersion: toInt(orderVersion),
    status: statusOf(wire.status),
    statusRaw: wire.status,
    totalCreditAmount: toEnturMoney(wire.totalCreditAmount, currency),
    active: toFlag(active),
    customerNumber,
    organisationId,
    transactions: wire.creditTransactions.map((transaction) => toTransaction(transaction, currency)),
  };
}

function toTransaction(wire: WireEnturCreditTransaction, currency: string | null): EnturCreditTransaction {
  const { transactionId, status, amount, reimbursementMethod, reimbursementTypeGroup } = wire;
  return {
    transactionId,
    status: statusOf(status),
    statusRaw: status,
    amount: toEnturMoney(amount, wire.currency ?? currency),
    reimbursementMethod,
    reimbursementTypeGroup,
  };
}

function statusOf(word: string | null): EnturCreditStatus | null {
  return toOpenEnum<EnturCreditStatus>(statuses, word, EnturCreditStatus.UNKNOWN);
}
