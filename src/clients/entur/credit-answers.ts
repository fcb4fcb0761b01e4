import { text } from '../json-readers.js';
import { keyed, listOf, wire, type WireOf } from '../wire.js';
import { amount, flag, int32 } from './readers.js';

export type WireEnturCredit = WireOf<typeof readCredit>;
export type WireEnturCreditTransaction = WireOf<typeof readCreditTransaction>;

/** What stands in one is documented only as far as credits can be searched by it. */
const readCreditTransaction = wire((json) => ({
  transactionId: text(json['transactionId']),
  status: text(json['status']),
  amount: amount(json['amount']),
  currency: text(json['currency']),
  reimbursementMethod: text(json['reimbursementMethod']),
  reimbursementTypeGroup: text(json['reimbursementTypeGroup']),
}));

const readCreditTransactions = listOf(readCreditTransaction);

/** Money given back on an order. */
export const readCredit = keyed(['creditId'], (json) => ({
  creditId: text(json['creditId']),
  orderId: text(json['orderId']),
  orderVersion: int32(json['orderVersion']),
  status: text(json['status']),
  totalCreditAmount: amount(json['totalCreditAmount']),
  currency: text(json['currency']),
  active: flag(json['active']),
  customerNumber: text(json['customerNumber']),
  organisationId: text(json['organisationId']),
  creditTransactions: readCreditTransactions(json['creditTransactions']) ?? [],
}));
