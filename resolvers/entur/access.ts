import type { AccessRules } from '../../src/callers/access-rules.js';
import { changeFields, changeTypes } from './changes/index.js';

/** Who may see and do what at Entur. */
export const access: AccessRules = {
  types: {
    EnturOrder: 'entur:read',

    EnturFee: null,
    EnturMoney: null,
    EnturOrderLine: null,
    EnturPaymentRef: null,
    EnturPrice: null,
    EnturReservation: null,
    EnturText: null,
    EnturTraveller: null,
    EnturVersionedRef: null,

    ...changeTypes,
  },
  fields: changeFields,
};
