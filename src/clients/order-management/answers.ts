import { isObject } from '../../json.js';
import { bool, integer, objects, text } from '../json-readers.js';
import { keyed, partialListOf, wholeListOf, wire, type PartialList, type WireOf } from '../wire.js';

/** The responses of the Order Management API. Any field may be missing. */

export type WireOrderInfo = WireOf<typeof readOrderInfo>;
export type WireUnitInfo = WireOf<typeof readUnitInfo>;
export type WireOrderLine = WireOf<typeof readOrderLine>;
export type WireShippingInfo = WireOf<typeof readShippingInfo>;
export type WireBottomLine = WireOf<typeof readBottomLine>;
export type WireReceipt = WireOf<typeof readReceipt>;
export type WireStoredOrder = WireOf<typeof readStoredOrder>;
export type WireCategory = WireOf<typeof readCategory>;

/** The category of an order. */
export const readOrderInfo = wire((json) => ({
  category: text(json['category']),
  orderDetailsUrl: text(json['orderDetailsUrl']),
  imageId: text(json['imageId']) ?? firstImageId(json['imageIds']),
}));

/** A published v1 example has a list of images instead: shown is the first by its `sortOrder`, then by its place. */
function firstImageId(images: unknown): string | null {
  const orderOf = (image: Readonly<Record<string, unknown>>) => {
    const order = integer(image['sortOrder']) ?? NaN;
    return Number.isNaN(order) ? Infinity : order;
  };
  const sorted = objects(images)?.toSorted((one, other) => orderOf(one) - orderOf(other) || 0);
  return sorted?.map(({ id }) => text(id)).find((id) => id !== null) ?? null;
}

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

const readOrderLines = wholeListOf(readOrderLine);

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

/** The receipt of an order; null too if one of its lines can't be read, as the rest is no receipt. */
export function readReceipt(json: unknown) {
  if (!isObject(json)) return null;
  const orderLines = readOrderLines(json['orderLines'] ?? []);
  return orderLines && { orderLines, bottomLine: readBottomLine(json['bottomLine']) };
}

/** Either part may be missing or null. */
export function readStoredOrder(json: unknown) {
  if (!isObject(json)) return null;
  const [category, receipt] = [readOrderInfo(json['category']), readReceipt(json['receipt'])];
  // What is there but can't be read is not "nothing stored".
  if ((category === null && json['category'] != null) || (receipt === null && json['receipt'] != null))
    return null;
  return { category, receipt };
}

/** A category with an id of its own, without which it can't be told apart. */
export const readCategory = keyed(['categoryId'], (json) => ({
  categoryId: text(json['categoryId']) || null,
  orderId: text(json['orderId']),
  paymentType: text(json['paymentType']),
  type: text(json['type']),
  url: text(json['url']),
  imageId: text(json['imageId']),
}));

const readCategoryList = partialListOf(readCategory);

/** The categories of an order id. An empty list may be missing. */
export function readCategories(json: unknown): PartialList<WireCategory> | null {
  return isObject(json) ? readCategoryList(json['categories'] ?? []) : null;
}

/**
 * The opaque id that category and receipt writes return: a JSON string, or the same without quotes; empty if there is
 * none. Null for anything else, such as a proxy's error page.
 */
export function readAnswerId(json: unknown): string | null {
  if (json === undefined) return '';
  const id = text(json)?.trim();
  return id !== undefined && /^[\w.-]{1,128}$/.test(id) ? id : null;
}
