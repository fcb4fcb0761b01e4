import { fields } from '../../json.js';
import { text } from '../json-readers.js';
import { keyed, listOf, wire, type WireOf } from '../wire.js';
import { listIn } from './lists.js';
import { amount, flag, int32, readIds, time } from './readers.js';

export type WireEnturPayment = WireOf<ReturnType<typeof paymentReader>>;
export type WireEnturTransaction = WireOf<ReturnType<typeof transactionReader>>;
export type WireEnturTransactionOperation = WireOf<typeof readOperation>;
export type WireEnturPaymentMethod = WireOf<typeof readPaymentMethod>;

/** A successful operation; failed ones are not told. */
const readOperation = wire((json) => ({
  operation: text(json['operation']),
  amount: amount(json['amount']),
}));

const readOperations = listOf(readOperation);

/**
 * @param vippsPath member names that lead to the id of the payment at Vipps MobilePay, which the documentation does not
 *   name; empty = there is none
 */
export function transactionReader(vippsPath: readonly string[]) {
  return keyed(['transactionId'], (json) => ({
    transactionId: text(json['transactionId']),
    status: text(json['status']),
    amount: amount(json['amount']),
    currency: text(json['currency']),
    createdAt: time(json['createdAt']),
    cardNumber: text(json['cardNumber']),
    paymentType: text(json['paymentType']),
    paymentTypeGroup: text(json['paymentTypeGroup']),
    operationLog: readOperations(json['operationLog']) ?? [],
    remainingAmountToCapture: amount(fields(json['summary'])['remainingAmountToCapture']),
    vippsReference: vippsPath.length === 0 ? null : text(at(json, vippsPath)),
  }));
}

function at(json: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, name) => fields(value)[name], json);
}

/** @param vippsPath as for `transactionReader` */
export function paymentReader(vippsPath: readonly string[]) {
  const readTransactions = listOf(transactionReader(vippsPath));
  return keyed(['paymentId'], (json) => ({
    paymentId: text(json['paymentId']),
    orderId: text(json['orderId']),
    orderVersion: int32(json['orderVersion']),
    organisationId: text(json['organisationId']),
    totalAmount: amount(json['totalAmount']),
    currency: text(json['currency']),
    createdAt: time(json['createdAt']),
    active: flag(json['active']),
    customerNumber: text(json['customerNumber']),
    transactions: readTransactions(json['transactionHistory']) ?? [],
  }));
}

/** A payment where its id at Vipps MobilePay is of no interest. */
export const readPayment = paymentReader([]);

/** Types by their group, or each by itself: the documentation does not show the list. */
const readPaymentMethod = wire((json) => ({
  paymentTypeGroup: text(json['paymentTypeGroup']),
  paymentTypes: readIds(json['paymentTypes']) ?? readIds([json['paymentType']]) ?? [],
}));

export const readPaymentMethods = listIn(listOf(readPaymentMethod));
