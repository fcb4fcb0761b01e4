import { BarcodeFormat } from '../../schema/order-management/BarcodeFormat.js';
import { CategoryType } from '../../schema/order-management/CategoryType.js';
import { QuantityUnit } from '../../schema/order-management/QuantityUnit.js';

/** The words of the API for our enum values, both ways. Words that are not here become UNKNOWN. */

export const categoryTypes: Readonly<Record<string, CategoryType>> = {
  GENERAL: CategoryType.GENERAL,
  RECEIPT: CategoryType.RECEIPT,
  ORDER_CONFIRMATION: CategoryType.ORDER_CONFIRMATION,
  DELIVERY: CategoryType.DELIVERY,
  TICKET: CategoryType.TICKET,
  BOOKING: CategoryType.BOOKING,
};

export const quantityUnits: Readonly<Record<string, QuantityUnit>> = {
  PCS: QuantityUnit.PCS,
  KG: QuantityUnit.KG,
  KM: QuantityUnit.KM,
  MINUTE: QuantityUnit.MINUTE,
  LITRE: QuantityUnit.LITRE,
  KWH: QuantityUnit.KWH,
};

export const barcodeFormats: Readonly<Record<string, BarcodeFormat>> = {
  'EAN-13': BarcodeFormat.EAN_13,
  'CODE 39': BarcodeFormat.CODE_39,
  'CODE 128': BarcodeFormat.CODE_128,
};

/** The API's word for an enum value; null for UNKNOWN, which no input may hold. */
export function toApiValue<T>(words: Readonly<Record<string, T>>, value: T): string | null {
  return Object.keys(words).find((word) => words[word] === value) ?? null;
}
