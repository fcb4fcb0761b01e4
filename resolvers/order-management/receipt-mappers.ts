import type { Money } from '../../schema/shared/Money.js';
import { BarcodeFormat } from '../../schema/order-management/BarcodeFormat.js';
import { QuantityUnit } from '../../schema/order-management/QuantityUnit.js';
import type { Receipt } from '../../schema/order-management/Receipt.js';
import type { ReceiptBottomLine } from '../../schema/order-management/ReceiptBottomLine.js';
import type { ReceiptLine } from '../../schema/order-management/ReceiptLine.js';
import type { ReceiptLineUnit } from '../../schema/order-management/ReceiptLineUnit.js';
import type {
  WireBottomLine,
  WireOrderLine,
  WireReceipt,
  WireUnitInfo,
} from '../../src/clients/order-management/answers.js';
import { toCurrency, toMoneyOrNull } from '../shared/money.js';
import { toOpenEnum } from '../shared/open-enum.js';
import { barcodeFormats, quantityUnits } from './enum-mappings.js';

/** Makes money of an amount, in the currency of the receipt. */
type InCurrency = (value: number | null) => Money | null;

/** A receipt. The currency stands in its last part, and applies to every amount. */
export function toReceipt({ orderLines, bottomLine }: WireReceipt): Receipt {
  const currency = toCurrency(bottomLine?.currency ?? null);
  const money: InCurrency = (value) => toMoneyOrNull(value, currency);
  return {
    orderLines: orderLines.map((line) => toLine(line, money)),
    bottomLine: bottomLine === null ? null : toBottomLine(bottomLine, money),
  };
}

function toLine(line: WireOrderLine, money: InCurrency): ReceiptLine {
  return {
    name: line.name,
    id: line.id,
    totalAmount: money(line.totalAmount),
    totalAmountExcludingTax: money(line.totalAmountExcludingTax),
    totalTaxAmount: money(line.totalTaxAmount),
    // Shops send either; percent is the older form.
    taxRate: line.taxRate ?? (line.taxPercentage === null ? null : line.taxPercentage * 100),
    unitInfo: line.unitInfo === null ? null : toUnit(line.unitInfo, money),
    discount: money(line.discount),
    productUrl: line.productUrl,
    isReturn: line.isReturn ?? false,
    isShipping: line.isShipping ?? false,
  };
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
    shippingInfo:
      shipping === null
        ? null
        : {
            amount: money(shipping.amount),
            amountExcludingTax: money(shipping.amountExcludingTax),
            taxAmount: money(shipping.taxAmount),
            taxPercentage: shipping.taxPercentage,
          },
    terminalId: bottom.terminalId,
  };
}
