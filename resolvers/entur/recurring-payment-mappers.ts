import {
  EnturRecurringPaymentStatus,
  type EnturRecurringPayment,
} from '../../schema/entur/EnturRecurringPayment.js';
import type { WireEnturRecurringPayment } from '../../src/clients/entur/recurring-payment-answers.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toFlag, toTime } from './told.js';

const statuses = wordsOf(EnturRecurringPaymentStatus);

/** A stored card. */
export function toEnturRecurringPayment(wire: WireEnturRecurringPayment): EnturRecurringPayment {
  const { recurringPaymentId, primary, recurringStatus, paymentType, maskedPan, cardExpiresAt, nickname } =
    wire;
  return {
    recurringPaymentId,
    isPrimary: toFlag(primary),
    status: toOpenEnum<EnturRecurringPaymentStatus>(
      statuses,
      recurringStatus,
      EnturRecurringPaymentStatus.UNKNOWN,
    ),
    statusRaw: recurringStatus,
    paymentType,
    maskedPan,
    cardExpiresAt,
    expiresAt: toTime(wire.expiresAt),
    nickname,
  };
}
