import type { StoredAgreement, StoredCard } from '../model/payment.js';

/** The stored cards of two customers, one of them run out. */
export const seededCards: readonly StoredCard[] = [
  card(7_001, '3100417', 'Mitt Visa', 'VISA', '4417', true, 'ACTIVE', '2028-03-31T00:00:00Z'),
  card(7_002, '3100417', 'Jobbkort', 'MASTERCARD', '0031', false, 'ACTIVE', '2027-11-30T00:00:00Z'),
  card(7_003, '3100417', 'Gammelt kort', 'VISA', '9920', false, 'EXPIRED', '2025-06-30T00:00:00Z'),
  card(7_004, '3100417', 'Slettet kort', 'VISA', '1111', false, 'CANCELLED', '2027-06-30T00:00:00Z'),
  card(7_005, '3100423', 'Felleskort', 'AMEX', '3005', true, 'ACTIVE', '2029-01-31T00:00:00Z'),
];

function card(
  recurringPaymentId: number,
  customerNumber: string,
  nickname: string,
  paymentType: string,
  lastFour: string,
  primary: boolean,
  recurringStatus: string,
  expiresAt: string,
): StoredCard {
  const maskedPan = `${paymentType === 'VISA' ? '4925' : '5413'}********${lastFour}`;
  return {
    recurringPaymentId,
    customerNumber,
    nickname,
    primary,
    recurringStatus,
    paymentType,
    maskedPan,
    cardExpiresAt: expiresAt,
    expiresAt,
  };
}

/** Agreements with Vipps in three states. Their prices are in oere. */
export const seededAgreements: readonly StoredAgreement[] = [
  agreement(8_001, '3100417', 'ACTIVE', 'Månedsbillett voksen', 87_700),
  agreement(8_002, '3100417', 'STOPPED', 'Månedsbillett student', 52_600),
  agreement(8_003, '3100423', 'PENDING', 'Årsbillett voksen, per måned', 73_000),
];

function agreement(
  agreementId: number,
  customerNumber: string,
  status: string,
  productName: string,
  amount: number,
): StoredAgreement {
  return {
    agreementId,
    customerNumber,
    status,
    productName,
    pricing: { agreementType: 'FIXED', amount, currency: 'NOK', interval: { unit: 'MONTH', count: 1 } },
    providerData: { agreementProvider: 'VIPPS', externalAgreementId: `agr_${String(agreementId)}` },
    createdAt: Date.parse('2026-05-02T08:00:00Z'),
  };
}
