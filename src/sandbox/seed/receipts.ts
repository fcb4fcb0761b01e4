import type { StoredReceipt } from '../model/orders.js';

/** A line of a receipt in short form. */
export interface LineSeed {
  readonly id: string;
  readonly name: string;
  /** Minor units, including tax. */
  readonly unitPrice: number;
  /** Hundredths of a percent. */
  readonly taxRate: number;
  readonly quantity?: string;
  readonly quantityUnit?: string;
  readonly discount?: number;
  readonly isReturn?: boolean;
  readonly isShipping?: boolean;
}

/** A receipt whose lines add up: the tax is taken out of the price that the customer pays. */
export function receiptOf(
  currency: string,
  receiptNumber: string,
  lines: readonly LineSeed[],
): StoredReceipt {
  return { orderLines: lines.map(toLine), bottomLine: { currency, tipAmount: 0, receiptNumber } };
}

function toLine({ unitPrice, quantity = '1', quantityUnit = 'PCS', discount = 0, ...line }: LineSeed) {
  const totalAmount = Math.round(unitPrice * Number(quantity)) - discount;
  const totalAmountExcludingTax = Math.round((totalAmount * 10_000) / (10_000 + line.taxRate));
  return {
    name: line.name,
    id: line.id,
    totalAmount,
    totalAmountExcludingTax,
    totalTaxAmount: totalAmount - totalAmountExcludingTax,
    taxRate: line.taxRate,
    unitInfo: { unitPrice, quantity, quantityUnit },
    discount,
    isReturn: line.isReturn ?? false,
    isShipping: line.isShipping ?? false,
  };
}
