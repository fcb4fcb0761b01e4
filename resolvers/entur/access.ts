import type { AccessRules } from '../../src/callers/access-rules.js';
import { changeFields, changeTypes } from './changes/index.js';

/** Who may see and do what at Entur. */
export const access: AccessRules = {
  types: {
    EnturOrder: 'entur:read',
    EnturPayment: 'entur:read',
    EnturPaymentMethod: 'entur:read',
    EnturCredit: 'entur:read',
    EnturTicketDistributionGroup: 'entur:read',
    EnturRefundOptions: 'entur:read',
    EnturChangeOption: 'entur:read',
    EnturRecurringPayment: 'entur:read',
    EnturPaymentAgreement: 'entur:read',

    EnturAgreementPricing: null,
    EnturCreditTransaction: null,
    EnturFee: null,
    EnturMoney: null,
    EnturOrderLine: null,
    EnturPaymentRef: null,
    EnturPrice: null,
    EnturRefundOption: null,
    EnturReservation: null,
    EnturText: null,
    EnturTicketDistribution: null,
    EnturTicketLeg: null,
    EnturTicketSeat: null,
    EnturTransaction: null,
    EnturTransactionOperation: null,
    EnturTraveller: null,
    EnturVersionedRef: null,

    ...changeTypes,

    // Of another subgraph, which has rules of its own for them.
    FundsEntry: null,
    Order: null,
    PageInfo: null,
  },
  fields: changeFields,
};
