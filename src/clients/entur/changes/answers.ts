import { isObject } from '../../../json.js';
import { objects, text } from '../../json-readers.js';
import { keyed, listOf, wire, type WireOf } from '../../wire.js';
import { listIn } from '../lists.js';
import { decimal, readIds, webAddress } from '../readers.js';

export type WireReservedOffers = WireOf<typeof readReservedOffers>;
export type WireDryRun = WireOf<typeof readDryRun>;
export type WireRefund = WireOf<typeof readRefund>;
export type WireCompensation = WireOf<typeof readCompensation>;
export type WireAffected = WireOf<typeof readAffected>;

/** For changes that answer with nothing that is needed. */
export function done(): true {
  return true;
}

const readReplaced = wire((json) => ({
  originalOrderLineIds: readIds(json['originalOrderLineIds']) ?? [],
  replacedByOrderLineIds: readIds(json['replacedByOrderLineIds']) ?? [],
}));

const readAllReplaced = listOf(readReplaced);

/** Lines that offers have become. */
export const readReservedOffers = keyed(['orderId'], (json) => ({
  orderId: text(json['orderId']),
  orderLineIds: readIds(json['orderLineIds']) ?? [],
  reservationIds: readIds(json['reservationIds']) ?? [],
  replacedByOrderLineIds: readAllReplaced(json['replacedByOrderLineIds']) ?? [],
}));

/** The travellers that were added: a list, by their ids. Empty for an answer without one: they are added all the same. */
export function readTravellerIds(json: unknown): readonly string[] {
  return (objects(json) ?? []).flatMap(({ id }) => text(id) ?? []);
}

/** Where the user is to be sent. */
export const readTerminal = keyed(['uri'], (json) => ({ uri: webAddress(json['terminalUri']) }));

/** The same for the app. */
export const readAppClaim = keyed(['uri'], (json) => ({ uri: webAddress(json['appClaimUrl']) }));

/** A receipt that was sent, by the reference that it got. */
export const readReceiptReference = wire((json) => ({ reference: text(json['reference']) }));

const readFee = wire((json) => ({ type: text(json['type']), amount: decimal(json['amount']) }));

const readAffected = wire((json) => ({
  paymentId: text(json['paymentId']),
  transactionId: text(json['transactionId']) ?? text(json['paymentTransactionId']),
  amount: decimal(json['amount']),
}));

const readFees = listOf(readFee);
const readAllAffected = listOf(readAffected);

/** What a refund would do. */
export const readDryRun = keyed(['totalRefundAmount'], (json) => ({
  totalRefundAmount: decimal(json['totalRefundAmount']),
  fees: readFees(json['fees']) ?? [],
  affectedTransactions: readAllAffected(json['affectedPaymentTransactions']) ?? [],
}));

/** Transactions by their payments: a map from the id of the payment to ids of transactions. */
function readAffectedMap(json: unknown): readonly WireAffected[] {
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([paymentId, ids]) =>
    (readIds(ids) ?? []).map((transactionId) => ({ paymentId, transactionId, amount: null })),
  );
}

/** What a refund has done. */
export const readRefund = keyed(['creditId'], (json) => ({
  creditId: text(json['creditId']),
  affectedOrderLineIds: readIds(json['affectedOrderLineIds']) ?? [],
  affectedTransactions: readAffectedMap(json['affectedPaymentAndPaymentTransactionIds']),
  disabledTicketIds: readIds(json['disabledTicketIds']) ?? [],
}));

const readCompensation = keyed(['orderId'], (json) => ({
  orderId: text(json['orderId']),
  creditId: text(json['creditId']),
}));

const readAllCompensations = listOf(readCompensation);

/** Orders that were compensated: how the answer holds them is not published. */
export const readCompensations = listIn(readAllCompensations);

/** Ticket distribution groups by their ids: none for an answer without a list, as the tickets are changed all the same. */
export function readGroupIds(json: unknown): readonly string[] {
  return (readGroups(json) ?? []).flatMap(({ id }) => id ?? []);
}

const readGroups = listIn(listOf(wire((json) => ({ id: text(json['id']) }))));
