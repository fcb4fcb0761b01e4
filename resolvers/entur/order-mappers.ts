import { EnturFeeType, type EnturFee } from '../../schema/entur/EnturFee.js';
import type { EnturOrder, EnturPaymentRef } from '../../schema/entur/EnturOrder.js';
import { EnturExternalConfirmation, type EnturOrderLine } from '../../schema/entur/EnturOrderLine.js';
import { EnturOrderStatus } from '../../schema/entur/EnturOrderStatus.js';
import type {
  WireEnturFee,
  WireEnturOrder,
  WireEnturOrderLine,
  WireEnturPaymentRef,
} from '../../src/clients/entur/order-answers.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toEnturMoney, toEnturPrice } from './money.js';
import { toDay, toFlag, toInt, toTime } from './told.js';

const statuses = wordsOf(EnturOrderStatus);
const feeTypes = wordsOf(EnturFeeType);
const confirmations = wordsOf(EnturExternalConfirmation);

/** An order with all that stands in it. */
export function toEnturOrder(wire: WireEnturOrder): EnturOrder {
  const { currency, contactInfo } = wire;
  return {
    orderId: wire.id,
    version: toInt(wire.version),
    status: orderStatusOf(wire.status),
    statusRaw: wire.status,
    totalAmount: toEnturMoney(wire.totalAmount, currency),
    totalTaxAmount: toEnturMoney(wire.totalTaxAmount, currency),
    balance: toEnturMoney(wire.balance, currency),
    organisationId: wire.organisationId,
    createdAt: toTime(wire.createdAt),
    lastConfirmedAt: toTime(wire.lastConfirmedAt),
    expireAt: toTime(wire.expireAt),
    failed: toFlag(wire.failed),
    pos: wire.pos,
    distributionChannelId: wire.distributionChannelId,
    externalReference: wire.externalReference,
    createdByCustomerId: contactInfo?.createdBy ?? null,
    contactCustomerId: contactInfo?.contact ?? null,
    orderLines: wire.orderLines.items.map(toOrderLine),
    omittedOrderLineCount: wire.orderLines.omitted,
    fees: wire.fees.map(toFee),
    travellers: wire.travellers.map(({ id, customerId }) => ({ travellerId: id, customerId })),
    reservations: wire.reservations.map(({ id }) => ({ reservationId: id })),
    paymentRefs: wire.paymentRefs.map(toPaymentRef),
  };
}

function toOrderLine(wire: WireEnturOrderLine): EnturOrderLine {
  return {
    orderLineId: wire.id,
    status: orderStatusOf(wire.status),
    statusRaw: wire.status,
    price: toEnturPrice(wire.price),
    priceContribution: toEnturPrice(wire.priceContribution),
    salesPackage: wire.salesPackageRef,
    description: wire.description,
    privateCode: wire.privateCode,
    externalReference: wire.externalReference,
    externalConfirmation: toOpenEnum<EnturExternalConfirmation>(
      confirmations,
      wire.externalConfirmation,
      EnturExternalConfirmation.UNKNOWN,
    ),
    externalConfirmationRaw: wire.externalConfirmation,
    effectiveCancellationDate: toDay(wire.effectiveCancellationDate),
  };
}

function toFee(wire: WireEnturFee): EnturFee {
  return {
    feeId: wire.id,
    type: toOpenEnum<EnturFeeType>(feeTypes, wire.type, EnturFeeType.UNKNOWN),
    typeRaw: wire.type,
    price: toEnturPrice(wire.price),
    reason: wire.reason,
    orderLineIds: wire.orderLineIds,
  };
}

function toPaymentRef(wire: WireEnturPaymentRef): EnturPaymentRef {
  return {
    paymentId: wire.paymentId,
    orderVersion: toInt(wire.orderVersion),
    amount: toEnturMoney(wire.amount, wire.currency),
    completedAt: toTime(wire.completedAt),
  };
}

/** Where an order is in its life, for orders and lines alike. */
export function orderStatusOf(word: string | null): EnturOrderStatus | null {
  return toOpenEnum<EnturOrderStatus>(statuses, word, EnturOrderStatus.UNKNOWN);
}
