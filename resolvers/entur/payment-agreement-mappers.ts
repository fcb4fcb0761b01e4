import {
  EnturPaymentAgreementStatus,
  type EnturPaymentAgreement,
} from '../../schema/entur/EnturPaymentAgreement.js';
import type { WireEnturPaymentAgreement } from '../../src/clients/entur/payment-agreement-answers.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toInt } from './told.js';

const statuses = wordsOf(EnturPaymentAgreementStatus);

/** An agreement about payments to come. */
export function toEnturPaymentAgreement(wire: WireEnturPaymentAgreement): EnturPaymentAgreement {
  const { agreementId, status, productName, pricing } = wire;
  return {
    agreementId,
    status: toOpenEnum<EnturPaymentAgreementStatus>(statuses, status, EnturPaymentAgreementStatus.UNKNOWN),
    statusRaw: status,
    productName,
    pricing: pricing && {
      agreementType: pricing.agreementType,
      amountInMinorUnits: toInt(pricing.minorUnits),
      currency: pricing.currency,
      intervalUnit: pricing.interval?.unit ?? null,
      intervalCount: toInt(pricing.interval?.count ?? null),
    },
  };
}
