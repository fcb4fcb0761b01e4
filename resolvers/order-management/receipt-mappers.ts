import type { Money } from '../../schema/shared/Money.js';
import { BarcodeFormat } from '../../schema/order-management/BarcodeFormat.js';
import { QuantityUnit } from '../../schema/order-management/QuantityUnit.js';
import type { Receipt } from '../../schema/order-management/Receipt.js';
import type { ReceiptBottomLine } from '../../schema/order-management/ReceiptBottomLine.js';
import type { ReceiptLine } from '../../schema/order-management/ReceiptLine.js';
import type { ReceiptLineUnit } from '../../schema/order-management/ReceiptLineUnit.js';
import type { ReceiptShippingInfo } from '../../schema/order-management/ReceiptShippingInfo.js';
import type {
  WireBottomLine,
  WireOrderLine,
  WireReceipt,
  WireShippingInfo,
  WireUnitInfo,
} from '../../src/clients/order-management/answers.js';
import { exactInt } from '../shared/integers.js';
import { toCurrency } from '../../src/decimal.js';
import { toMoneyOrNull } from '../shared/money.js';
import { toOpenEnum } from '../shared/open-enum.js';
import { barcodeFormats, quantityUnits } from './enum-mappings.js';

/** Makes money of an amount, in the currency of the receipt. */
type InCurrency = (value: number | null) => Money | null;

/** A receipt. The currency stands in its last part, and applies to every amount. */
export function toReceipt({ orderLines, bottomLine }: WireReceipt): Receipt {
  const currency = toCurrency(bottomLine?.currency ?? null);
  const money: InCurrency = (value) => toMoneyOrNull(value, currency);
  return {
    orderLines: orderLines.map((line) => new Line(line, money)),
    bottomLine: bottomLine === null ? null : toBottomLine(bottomLine, money),
  };
}

/** A class, as a rate that is no number must cost its own field only. */
class Line implements ReceiptLine {
  readonly name: string | null;
  readonly id: string | null;
  readonly totalAmount: Money | null;
  readonly totalAmountExcludingTax: Money | null;
  readonly totalTaxAmount: Money | null;
  readonly unitInfo: ReceiptLineUnit | null;
  readonly discount: Money | null;
  readonly productUrl: string | null;
  readonly isReturn: boolean;
  readonly isShipping: boolean;

  constructor(
    private readonly wire: WireOrderLine,
    money: InCurrency,
  ) {
    this.name = wire.name;
    this.id = wire.id;
    this.totalAmount = money(wire.totalAmount);
    this.totalAmountExcludingTax = money(wire.totalAmountExcludingTax);
    this.totalTaxAmount = money(wire.totalTaxAmount);
    this.unitInfo = wire.unitInfo === null ? null : toUnit(wire.unitInfo, money);
    this.discount = money(wire.discount);
    this.productUrl = wire.productUrl;
    this.isReturn = wire.isReturn ?? false;
    this.isShipping = wire.isShipping ?? false;
  }

  /** Shops send either; percent is the older form. */
  get taxRate(): number | null {
    const { taxRate, taxPercentage } = this.wire;
    return exactInt(taxRate ?? (taxPercentage === null ? null : taxPercentage * 100));
  }
}

class ShippingInfo implements ReceiptShippingInfo {
  readonly amount: Money | null;
  readonly amountExcludingTax: Money | null;
  readonly taxAmount: Money | null;

  constructor(
    private readonly wire: WireShippingInfo,
    money: InCurrency,
  ) {
    this.amount = money(wire.amount);
    this.amountExcludingTax = money(wire.amountExcludingTax);
    this.taxAmount = money(wire.taxAmount);
  }

  get taxPercentage(): number | null {
    return exactInt(this.wire.taxPercentage);
  }
}

function toUnit({ unitPrice, quantity, quantityUnit }: WireUnitInfo, money: InCurrency): ReceiptLineUnit {
  return {
    unitPrice: money(unitPrice),
    quantity: quantity !== null && /^\d+(\.\d+)?$/.test(quantity) ? quantity : null,
    quantityUnit:
      toOpenEnum(quantityUnits, quantityUnit ?? 'PCS', QuantityUnit.UNKNOWN) ?? QuantityUnit.UNKNOWN,
    quantityUnitRaw: quantityUnit,
  };
}

function toBottomLine(bottom: WireBottomLine, money: InCurrency): ReceiptBottomLine {
  const { paymentSources: sources, barcode, shippingInfo: shipping } = bottom;
  return {
    currency: toCurrency(bottom.currency),
    tipAmount: money(bottom.tipAmount),
    posId: bottom.posId,
    paymentSources:
      sources === null
        ? null
        : {
            giftCard: money(sources.giftCard),
            card: money(sources.card),
            voucher: money(sources.voucher),
            cash: money(sources.cash),
          },
    barcode:
      barcode === null
        ? null
        : {
            format: toOpenEnum(barcodeFormats, barcode.format, BarcodeFormat.UNKNOWN),
            formatRaw: barcode.format,
            data: barcode.data,
          },
    receiptNumber: bottom.receiptNumber,
    giftCardAmount: money(bottom.giftCardAmount),
    totalAmount: money(bottom.totalAmount),
    totalTax: money(bottom.totalTax),
    totalDiscount: money(bottom.totalDiscount),
    shippingAmount: money(bottom.shippingAmount),
    shippingInfo: shipping === null ? null : new ShippingInfo(shipping, money),
    terminalId: bottom.terminalId,
  };
}
