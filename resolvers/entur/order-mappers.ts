import { EnturFeeType, type EnturFee } from '../../schema/entur/EnturFee.js';
import type {
  EnturOrder,
  EnturPaymentRef,
  EnturReservation,
  EnturTraveller,
} from '../../schema/entur/EnturOrder.js';
import { EnturExternalConfirmation, type EnturOrderLine } from '../../schema/entur/EnturOrderLine.js';
import { EnturOrderStatus } from '../../schema/entur/EnturOrderStatus.js';
import type { Told } from '../../schema/entur/told.js';
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
  return new OrderView(wire);
}

/** What is not asked for is not made: a class, as functions in an object literal would live long. */
class OrderView implements EnturOrder {
  constructor(private readonly wire: WireEnturOrder) {}
  get orderId(): string {
    return this.wire.id;
  }
  get version(): Told<number> {
    return toInt(this.wire.version);
  }
  get status(): EnturOrderStatus | null {
    return orderStatusOf(this.wire.status);
  }
  get statusRaw(): string | null {
    return this.wire.status;
  }
  get totalAmount() {
    return toEnturMoney(this.wire.totalAmount, this.wire.currency);
  }
  get totalTaxAmount() {
    return toEnturMoney(this.wire.totalTaxAmount, this.wire.currency);
  }
  get balance() {
    return toEnturMoney(this.wire.balance, this.wire.currency);
  }
  get organisationId(): string | null {
    return this.wire.organisationId;
  }
  get createdAt(): Told<string> {
    return toTime(this.wire.createdAt);
  }
  get lastConfirmedAt(): Told<string> {
    return toTime(this.wire.lastConfirmedAt);
  }
  get expireAt(): Told<string> {
    return toTime(this.wire.expireAt);
  }
  get failed(): Told<boolean> {
    return toFlag(this.wire.failed);
  }
  get pos(): string | null {
    return this.wire.pos;
  }
  get distributionChannelId(): string | null {
    return this.wire.distributionChannelId;
  }
  get externalReference(): string | null {
    return this.wire.externalReference;
  }
  get createdByCustomerId(): string | null {
    return this.wire.contactInfo?.createdBy ?? null;
  }
  get contactCustomerId(): string | null {
    return this.wire.contactInfo?.contact ?? null;
  }
  get orderLines(): EnturOrderLine[] {
    return this.wire.orderLines.items.map(toOrderLine);
  }
  get omittedOrderLineCount(): number {
    return this.wire.orderLines.omitted;
  }
  get fees(): EnturFee[] {
    return this.wire.fees.map(toFee);
  }
  get travellers(): EnturTraveller[] {
    return this.wire.travellers.map(({ id, customerId }) => ({ travellerId: id, customerId }));
  }
  get reservations(): EnturReservation[] {
    return this.wire.reservations.map(({ id }) => ({ reservationId: id }));
  }
  get paymentRefs(): EnturPaymentRef[] {
    return this.wire.paymentRefs.map(toPaymentRef);
  }
}

class LineView implements EnturOrderLine {
  constructor(private readonly wire: WireEnturOrderLine) {}
  get orderLineId(): string {
    return this.wire.id;
  }
  get status(): EnturOrderStatus | null {
    return orderStatusOf(this.wire.status);
  }
  get statusRaw(): string | null {
    return this.wire.status;
  }
  get price() {
    return toEnturPrice(this.wire.price);
  }
  get priceContribution() {
    return toEnturPrice(this.wire.priceContribution);
  }
  get salesPackage() {
    return this.wire.salesPackageRef;
  }
  get description() {
    return this.wire.description;
  }
  get privateCode(): string | null {
    return this.wire.privateCode;
  }
  get externalReference(): string | null {
    return this.wire.externalReference;
  }
  get externalConfirmation() {
    return toOpenEnum<EnturExternalConfirmation>(
      confirmations,
      this.wire.externalConfirmation,
      EnturExternalConfirmation.UNKNOWN,
    );
  }
  get externalConfirmationRaw(): string | null {
    return this.wire.externalConfirmation;
  }
  get effectiveCancellationDate(): Told<string> {
    return toDay(this.wire.effectiveCancellationDate);
  }
}

function toOrderLine(wire: WireEnturOrderLine): EnturOrderLine {
  return new LineView(wire);
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
