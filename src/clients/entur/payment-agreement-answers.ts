import { text } from '../json-readers.js';
import { keyed, wire, type WireOf } from '../wire.js';
import { int32 } from './readers.js';

export type WireEnturPaymentAgreement = WireOf<typeof readPaymentAgreement>;

const readInterval = wire((json) => ({ unit: text(json['unit']), count: int32(json['count']) }));

/** The one price that is counted in øre. */
const readPricing = wire((json) => ({
  agreementType: text(json['agreementType']),
  minorUnits: int32(json['amount']),
  currency: text(json['currency']),
  interval: readInterval(json['interval']),
}));

/** An agreement with Vipps about payments to come. */
export const readPaymentAgreement = keyed(['agreementId'], (json) => ({
  agreementId: text(json['agreementId']),
  status: text(json['status']),
  productName: text(json['productName']),
  pricing: readPricing(json['pricing']),
}));
