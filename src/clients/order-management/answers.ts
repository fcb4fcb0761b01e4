import { bool, integer, objects, text } from '../json-readers.js';
import { fields } from '../../json.js';
import { keyed, listOf, wire, type WireOf } from '../wire.js';

/** The responses of the Order Management API. Any field may be missing. */

export type WireOrderInfo = WireOf<typeof readOrderInfo>;
export type WireUnitInfo = WireOf<typeof readUnitInfo>;
export type WireOrderLine = WireOf<typeof readOrderLine>;
export type WireBottomLine = WireOf<typeof readBottomLine>;
export type WireReceipt = WireOf<typeof readReceipt>;
export type WireStoredOrder = WireOf<typeof readStoredOrder>;
export type WireCategory = WireOf<typeof readCategory>;

/** The category of an order. */
export const readOrderInfo = wire((json) => ({
  category: text(json['category']),
  orderDetailsUrl: text(json['orderDetailsUrl']),
  /** A published v1 example has a list of images instead, of which the first is shown. */
  imageId: text(json['imageId']) ?? text(fields(objects(json['imageIds'])?.[0])['id']),
}));

const readUnitInfo = wire((json) => ({
  unitPrice: integer(json['unitPrice']),
  /** A decimal number as a string. */
  quantity: text(json['quantity']),
  quantityUnit: text(json['quantityUnit']),
}));

/** Amounts are in minor units and never negative: `isReturn` marks what is subtracted from the totals. */
const readOrderLine = wire((json) => ({
  name: text(json['name']),
  id: text(json['id']),
  totalAmount: integer(json['totalAmount']),
  totalAmountExcludingTax: integer(json['totalAmountExcludingTax']),
  totalTaxAmount: integer(json['totalTaxAmount']),
  /** Whole percent. */
  taxPercentage: integer(json['taxPercentage']),
  /** Basis points. */
  taxRate: integer(json['taxRate']),
  unitInfo: readUnitInfo(json['unitInfo']),
  discount: integer(json['discount']),
  productUrl: text(json['productUrl']),
  isReturn: bool(json['isReturn']),
  isShipping: bool(json['isShipping']),
}));

const readOrderLines = listOf(readOrderLine);

const readPaymentSources = wire((json) => ({
  giftCard: integer(json['giftCard']),
  card: integer(json['card']),
  voucher: integer(json['voucher']),
  cash: integer(json['cash']),
}));

const readBarcode = wire((json) => ({
  format: text(json['format']),
  data: text(json['data']),
}));

const readShippingInfo = wire((json) => ({
  amount: integer(json['amount']),
  amountExcludingTax: integer(json['amountExcludingTax']),
  taxAmount: integer(json['taxAmount']),
  taxPercentage: integer(json['taxPercentage']),
}));

const readBottomLine = wire((json) => ({
  currency: text(json['currency']),
  tipAmount: integer(json['tipAmount']),
  posId: text(json['posId']),
  paymentSources: readPaymentSources(json['paymentSources']),
  barcode: readBarcode(json['barcode']),
  receiptNumber: text(json['receiptNumber']),
  // The rest is deprecated, but older integrations still send it.
  giftCardAmount: integer(json['giftCardAmount']),
  totalAmount: integer(json['totalAmount']),
  totalTax: integer(json['totalTax']),
  totalDiscount: integer(json['totalDiscount']),
  shippingAmount: integer(json['shippingAmount']),
  shippingInfo: readShippingInfo(json['shippingInfo']),
  terminalId: text(json['terminalId']),
}));

/** The receipt of an order. */
export const readReceipt = wire((json) => ({
  orderLines: readOrderLines(json['orderLines']) ?? [],
  bottomLine: readBottomLine(json['bottomLine']),
}));

/** Either part may be missing or null. */
export const readStoredOrder = wire((json) => ({
  category: readOrderInfo(json['category']),
  receipt: readReceipt(json['receipt']),
}));

/** A category with an id of its own, without which it can't be told apart. */
export const readCategory = keyed(['categoryId'], (json) => ({
  categoryId: text(json['categoryId']),
  orderId: text(json['orderId']),
  paymentType: text(json['paymentType']),
  type: text(json['type']),
  url: text(json['url']),
  imageId: text(json['imageId']),
}));

const readCategoryList = listOf(readCategory);

/** The categories of an order id. An empty list may be missing. */
export const readCategories = wire((json) => readCategoryList(json['categories']) ?? []);

/**
 * The opaque id that category and receipt writes return: a JSON string, or the same without quotes; empty if there is
 * none. Null for anything else, such as a proxy's error page.
 */
export function readAnswerId(json: unknown): string | null {
  if (json === undefined) return '';
  const id = text(json)?.trim();
  return id !== undefined && /^[\w.-]{1,128}$/.test(id) ? id : null;
}
