import { text } from '../json-readers.js';
import { keyed, listOf, type WireOf } from '../wire.js';
import { listIn } from './lists.js';
import { flag, time } from './readers.js';

export type WireEnturRecurringPayment = WireOf<typeof readRecurringPayment>;

/** A stored card. */
export const readRecurringPayment = keyed(['recurringPaymentId'], (json) => ({
  recurringPaymentId: text(json['recurringPaymentId']),
  primary: flag(json['primary']),
  recurringStatus: text(json['recurringStatus']),
  paymentType: text(json['paymentType']),
  maskedPan: text(json['maskedPan']),
  cardExpiresAt: text(json['cardExpiresAt']),
  expiresAt: time(json['expiresAt']),
  nickname: text(json['nickname']),
}));

export const readRecurringPayments = listIn(listOf(readRecurringPayment));
