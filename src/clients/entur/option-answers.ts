import { fields, isObject } from '../../json.js';
import { text } from '../json-readers.js';
import { keyed, listOf, wholeListOf, wire, type WireOf } from '../wire.js';
import { onlyList } from './lists.js';
import { amount, int32, readIds, time } from './readers.js';

export type WireEnturRefundOptions = WireOf<typeof readRefundOptions>;
export type WireEnturRefundOption = WireOf<typeof readRefundOption>;
export type WireEnturChangeOptions = WireOf<typeof readChangeOptions>[number];
export type WireEnturChangeOption = WireOf<typeof readOption>;

/** Amounts stand by themselves or with their currency: the documentation shows neither. */
const readAmount = (value: unknown) => ({
  amount: amount(isObject(value) ? value['amount'] : value),
  currency: text(fields(value)['currency']),
});

/** Its id is good within its answer alone. */
const readRefundOption = keyed(['transientId'], (json) => ({
  transientId: text(json['transientId']),
  orderLineId: text(json['orderLineId']) ?? text(fields(json['orderLineRef'])['id']),
  refundAmount: readAmount(json['refundAmount']),
  fee: readAmount(json['fee']),
  expiresAt: time(json['expiresAt']),
}));

const readRefundOptionList = listOf(readRefundOption);
const readCombinations = listOf(readIds);

/** How an order can be refunded. */
export const readRefundOptions = wire((json) => ({
  orderId: text(json['orderId']) ?? text(fields(json['orderRef'])['id']),
  orderVersion: int32(fields(json['orderRef'])['version']),
  options: readRefundOptionList(json['options']) ?? [],
  combinations: readCombinations(json['optionIdsThatCanBePerformedTogether']) ?? [],
}));

const readOption = keyed(['id'], (json) => ({
  id: text(json['id']),
  version: text(json['version']),
  types: readIds(json['types']) ?? [],
}));

const readOptions = listOf(readOption);

const readLineOptions = keyed(['orderLineId'], (json) => ({
  orderLineId: text(json['orderLineId']),
  options: readOptions(json['options'] ?? onlyList(json)) ?? [],
}));

const readLineOptionsList = listOf(readLineOptions);

/** How orders can be changed: a list, though it is asked for one. */
export const readChangeOptions = wholeListOf(
  keyed(['orderId'], (json) => ({
    orderId: text(json['orderId']),
    lines: readLineOptionsList(json['orderLineOptions'] ?? onlyList(json)) ?? [],
  })),
);
