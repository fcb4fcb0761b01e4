import { text } from '../json-readers.js';
import { keyed, listOf, partialListOf, wire, type PartialList, type WireOf } from '../wire.js';
import { amount, flag, int32, readIds, readPrice, readTexts, readVersionedRef, time } from './readers.js';

export type WireEnturOrder = WireOf<typeof readOrder>;
export type WireEnturOrderLine = WireOf<typeof readOrderLine>;
export type WireEnturFee = WireOf<typeof readFee>;
export type WireEnturTraveller = WireOf<typeof readTraveller>;
export type WireEnturReservation = WireOf<typeof readReservation>;
export type WireEnturPaymentRef = WireOf<typeof readPaymentRef>;

const readCustomerRef = keyed(['id'], (json) => ({ id: text(json['id']) }));

const readContactInfo = wire((json) => ({
  createdBy: readCustomerRef(json['createdBy'])?.id ?? null,
  contact: readCustomerRef(json['contact'])?.id ?? null,
}));

const readOrderLine = keyed(['id'], (json) => ({
  id: text(json['id']),
  status: text(json['status']),
  price: readPrice(json['price']),
  priceContribution: readPrice(json['priceContribution']),
  salesPackageRef: readVersionedRef(json['salesPackageRef']),
  description: readTexts(json['description']) ?? [],
  privateCode: text(json['privateCode']),
  externalReference: text(json['externalReference']),
  externalConfirmation: text(json['externalConfirmation']),
  effectiveCancellationDate: time(json['effectiveCancellationDate']),
}));

const readFee = keyed(['id'], (json) => ({
  id: text(json['id']),
  type: text(json['type']),
  price: readPrice(json['price']),
  reason: text(json['reason']),
  /** Empty = it is about all lines. */
  orderLineIds: readIds(json['orderLineIds']) ?? [],
}));

/** Carries a customer reference, whose name the documentation leaves open. */
export const readTraveller = keyed(['id'], (json) => ({
  id: text(json['id']),
  customerId:
    text(json['customerId']) ??
    readCustomerRef(json['customer'])?.id ??
    readCustomerRef(json['customerRef'])?.id ??
    null,
}));

const readReservation = keyed(['id'], (json) => ({
  id: text(json['id']) ?? text(json['reservationId']),
}));

const readPaymentRef = keyed(['paymentId'], (json) => ({
  paymentId: text(json['paymentId']),
  orderVersion: int32(json['orderVersion']),
  amount: amount(json['amount']),
  currency: text(json['currency']),
  completedAt: time(json['completedAt']),
}));

const NO_LINES: PartialList<WireEnturOrderLine> = { items: [], omitted: 0 };
const readFees = listOf(readFee);
const readOrderLines = partialListOf(readOrderLine);
const readTravellers = listOf(readTraveller);
const readReservations = listOf(readReservation);
const readPaymentRefs = listOf(readPaymentRef);

/** An order with all that stands in it. */
export const readOrder = keyed(['id'], (json) => ({
  id: text(json['id']),
  version: int32(json['version']),
  status: text(json['status']),
  totalAmount: amount(json['totalAmount']),
  totalTaxAmount: amount(json['totalTaxAmount']),
  balance: amount(json['balance']),
  currency: text(json['currency']),
  organisationId: text(json['organisationId']),
  createdAt: time(json['createdAt']),
  lastConfirmedAt: time(json['lastConfirmedAt']),
  expireAt: time(json['expireAt']),
  failed: flag(json['failed']),
  pos: text(json['pos']),
  distributionChannelId: text(json['distributionChannelId']),
  externalReference: text(json['externalReference']),
  contactInfo: readContactInfo(json['contactInfo']),
  orderLines: readOrderLines(json['orderLines']) ?? NO_LINES,
  fees: readFees(json['fees']) ?? [],
  travellers: readTravellers(json['travellers']) ?? [],
  reservations: readReservations(json['reservations']) ?? [],
  paymentRefs: readPaymentRefs(json['paymentRefs']) ?? [],
}));
