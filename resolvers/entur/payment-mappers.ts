import type { EnturMoney } from '../../schema/entur/EnturMoney.js';
import type { EnturPayment } from '../../schema/entur/EnturPayment.js';
import {
  EnturPaymentTypeGroup,
  EnturTransactionStatus,
  type EnturTransaction,
} from '../../schema/entur/EnturTransaction.js';
import type { Told } from '../../schema/entur/told.js';
import type { WireEnturPayment, WireEnturTransaction } from '../../src/clients/entur/payment-answers.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toEnturMoney } from './money.js';
import { toFlag, toInt, toTime } from './told.js';

const statuses = wordsOf(EnturTransactionStatus);
const groups = wordsOf(EnturPaymentTypeGroup);

/** A payment with its transactions. */
export function toEnturPayment(wire: WireEnturPayment): EnturPayment {
  return new PaymentView(wire);
}

/** A part of a payment. */
export function toEnturTransaction(wire: WireEnturTransaction): EnturTransaction {
  return new TransactionView(wire);
}

/** What is not asked for is not made. */
class PaymentView implements EnturPayment {
  constructor(private readonly wire: WireEnturPayment) {}

  get paymentId(): string {
    return this.wire.paymentId;
  }

  get orderId(): string | null {
    return this.wire.orderId;
  }

  get orderVersion(): Told<number> {
    return toInt(this.wire.orderVersion);
  }

  get organisationId(): string | null {
    return this.wire.organisationId;
  }

  get totalAmount(): EnturMoney | null {
    return toEnturMoney(this.wire.totalAmount, this.wire.currency);
  }

  get createdAt(): Told<string> {
    return toTime(this.wire.createdAt);
  }

  get active(): Told<boolean> {
    return toFlag(this.wire.active);
  }

  get customerNumber(): string | null {
    return this.wire.customerNumber;
  }

  get transactions(): readonly EnturTransaction[] {
    return this.wire.transactions.map(toEnturTransaction);
  }
}

class TransactionView implements EnturTransaction {
  constructor(private readonly wire: WireEnturTransaction) {}

  get transactionId(): string {
    return this.wire.transactionId;
  }

  get status(): EnturTransactionStatus | null {
    return toOpenEnum<EnturTransactionStatus>(statuses, this.wire.status, EnturTransactionStatus.UNKNOWN);
  }

  get statusRaw(): string | null {
    return this.wire.status;
  }

  get amount(): EnturMoney | null {
    return toEnturMoney(this.wire.amount, this.wire.currency);
  }

  get remainingAmountToCapture(): EnturMoney | null {
    return toEnturMoney(this.wire.remainingAmountToCapture, this.wire.currency);
  }

  get createdAt(): Told<string> {
    return toTime(this.wire.createdAt);
  }

  get cardNumber(): string | null {
    return this.wire.cardNumber;
  }

  get paymentType(): string | null {
    return this.wire.paymentType;
  }

  get paymentTypeGroup(): EnturPaymentTypeGroup | null {
    const { paymentTypeGroup } = this.wire;
    return toOpenEnum<EnturPaymentTypeGroup>(groups, paymentTypeGroup, EnturPaymentTypeGroup.UNKNOWN);
  }

  get paymentTypeGroupRaw(): string | null {
    return this.wire.paymentTypeGroup;
  }

  get operationLog(): EnturTransaction['operationLog'] {
    const { currency, operationLog } = this.wire;
    return operationLog.map(({ operation, amount }) => ({
      operation,
      amount: toEnturMoney(amount, currency),
    }));
  }

  get vippsReference(): string | null {
    return this.wire.vippsReference;
  }
}
