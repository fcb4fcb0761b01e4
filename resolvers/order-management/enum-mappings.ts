import { BarcodeFormat } from '../../schema/order-management/BarcodeFormat.js';
import { CategoryType } from '../../schema/order-management/CategoryType.js';
import { QuantityUnit } from '../../schema/order-management/QuantityUnit.js';

// The API's values and our enum values, read in both directions. Values missing here become UNKNOWN.

/** What a link button is for. */
export const categoryTypes: ReadonlyMap<string, CategoryType> = new Map([
  ['GENERAL', CategoryType.GENERAL],
  ['RECEIPT', CategoryType.RECEIPT],
  ['ORDER_CONFIRMATION', CategoryType.ORDER_CONFIRMATION],
  ['DELIVERY', CategoryType.DELIVERY],
  ['TICKET', CategoryType.TICKET],
  ['BOOKING', CategoryType.BOOKING],
]);

/** What the quantity of a line is measured in. */
export const quantityUnits: ReadonlyMap<string, QuantityUnit> = new Map([
  ['PCS', QuantityUnit.PCS],
  ['KG', QuantityUnit.KG],
  ['KM', QuantityUnit.KM],
  ['MINUTE', QuantityUnit.MINUTE],
  ['LITRE', QuantityUnit.LITRE],
  ['KWH', QuantityUnit.KWH],
]);

/** How the barcode below a receipt is drawn. */
export const barcodeFormats: ReadonlyMap<string, BarcodeFormat> = new Map([
  ['EAN-13', BarcodeFormat.EAN_13],
  ['CODE 39', BarcodeFormat.CODE_39],
  ['CODE 128', BarcodeFormat.CODE_128],
]);

/** The API's value for an enum value; null for UNKNOWN, which inputs must not hold. */
export function toApiValue<T>(words: ReadonlyMap<string, T>, value: T): string | null {
  for (const [word, known] of words) if (known === value) return word;
  return null;
}
