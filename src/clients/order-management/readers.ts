import { bool, fields, integer, isObject, objects, text } from '../read.js';
import type {
  WireBottomLine,
  WireCategory,
  WireOrderInfo,
  WireOrderLine,
  WireReceipt,
  WireStoredOrder,
} from './wire.js';

type Json = Readonly<Record<string, unknown>>;

/** Either part may be missing or null. */
export function readStoredOrder(json: unknown): WireStoredOrder | null {
  if (!isObject(json)) return null;
  return { category: readOrderInfo(json['category']), receipt: readReceipt(json['receipt']) };
}

export function readOrderInfo(json: unknown): WireOrderInfo | null {
  if (!isObject(json)) return null;
  return {
    category: text(json['category']),
    orderDetailsUrl: text(json['orderDetailsUrl']),
    // A published v1 example has a list of images instead; the first one is the one shown.
    imageId: text(json['imageId']) ?? text(fields(objects(json['imageIds'])?.[0])['id']),
  };
}

export function readReceipt(json: unknown): WireReceipt | null {
  if (!isObject(json)) return null;
  const bottomLine = json['bottomLine'];
  return {
    orderLines: (objects(json['orderLines']) ?? []).map(readOrderLine),
    bottomLine: isObject(bottomLine) ? readBottomLine(bottomLine) : null,
  };
}

function readOrderLine(line: Json): WireOrderLine {
  const { unitInfo } = line;
  return {
    name: text(line['name']),
    id: text(line['id']),
    totalAmount: integer(line['totalAmount']),
    totalAmountExcludingTax: integer(line['totalAmountExcludingTax']),
    totalTaxAmount: integer(line['totalTaxAmount']),
    taxPercentage: integer(line['taxPercentage']),
    taxRate: integer(line['taxRate']),
    unitInfo: isObject(unitInfo)
      ? {
          unitPrice: integer(unitInfo['unitPrice']),
          quantity: text(unitInfo['quantity']),
          quantityUnit: text(unitInfo['quantityUnit']),
        }
      : null,
    discount: integer(line['discount']),
    productUrl: text(line['productUrl']),
    isReturn: bool(line['isReturn']),
    isShipping: bool(line['isShipping']),
  };
}

function readBottomLine(bottom: Json): WireBottomLine {
  const { paymentSources: sources, barcode, shippingInfo } = bottom;
  return {
    currency: text(bottom['currency']),
    tipAmount: integer(bottom['tipAmount']),
    posId: text(bottom['posId']),
    paymentSources: isObject(sources)
      ? {
          giftCard: integer(sources['giftCard']),
          card: integer(sources['card']),
          voucher: integer(sources['voucher']),
          cash: integer(sources['cash']),
        }
      : null,
    barcode: isObject(barcode) ? { format: text(barcode['format']), data: text(barcode['data']) } : null,
    receiptNumber: text(bottom['receiptNumber']),
    giftCardAmount: integer(bottom['giftCardAmount']),
    totalAmount: integer(bottom['totalAmount']),
    totalTax: integer(bottom['totalTax']),
    totalDiscount: integer(bottom['totalDiscount']),
    shippingAmount: integer(bottom['shippingAmount']),
    shippingInfo: isObject(shippingInfo)
      ? {
          amount: integer(shippingInfo['amount']),
          amountExcludingTax: integer(shippingInfo['amountExcludingTax']),
          taxAmount: integer(shippingInfo['taxAmount']),
          taxPercentage: integer(shippingInfo['taxPercentage']),
        }
      : null,
    terminalId: text(bottom['terminalId']),
  };
}

/** The list may be left out when it is empty; an entry without an id can't be told apart and is left out. */
export function readCategories(json: unknown): readonly WireCategory[] | null {
  if (!isObject(json)) return null;
  return (objects(json['categories']) ?? []).flatMap((item) => readCategory(item) ?? []);
}

export function readCategory(json: unknown): WireCategory | null {
  const category = fields(json);
  const categoryId = text(category['categoryId']);
  if (categoryId === null) return null;
  return {
    categoryId,
    orderId: text(category['orderId']),
    paymentType: text(category['paymentType']),
    type: text(category['type']),
    url: text(category['url']),
    imageId: text(category['imageId']),
  };
}

/**
 * The opaque id that category and receipt writes answer: a bare JSON string, or the same without quotes;
 * empty when there is none. Null for anything else, such as the page of a proxy.
 */
export function readAnswerId(json: unknown): string | null {
  if (json === undefined) return '';
  const id = text(json)?.trim();
  return id !== undefined && /^[\w.-]{1,128}$/.test(id) ? id : null;
}
