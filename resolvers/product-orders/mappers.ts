import type { PrefillProductOrderInput } from '../../schema/product-orders/PrefillProductOrderInput.js';
import { Market, type PricePackage } from '../../schema/product-orders/PricePackage.js';
import type { ProductOrder } from '../../schema/product-orders/ProductOrder.js';
import { ProductOrderStatus } from '../../schema/product-orders/ProductOrderStatus.js';
import { ProductOrderType } from '../../schema/product-orders/ProductOrderType.js';
import { ProductType } from '../../schema/product-orders/ProductType.js';
import type {
  WirePrefilledOrder,
  WirePricePackage,
  WireProductOrder,
} from '../../src/clients/product-orders.js';
import { encodeGlobalId } from '../shared/global-id.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { toListedSalesUnit } from '../management/mappers.js';

const markets = wordsOf(Market);
const productOrderStatuses = wordsOf(ProductOrderStatus);
const productOrderTypes = wordsOf(ProductOrderType);
const productTypes = wordsOf(ProductType);

/** A product order with all its details. */
export function toProductOrder(wire: WireProductOrder): ProductOrder {
  const { productOrderId, businessIdentifier, salesUnit } = wire;
  return {
    id: encodeGlobalId('ProductOrder', productOrderId),
    productOrderId,
    businessIdentifier,
    status: statusOf(wire.status),
    statusRaw: wire.status,
    productOrderType: orderTypeOf(wire.productOrderType),
    productOrderTypeRaw: wire.productOrderType,
    productType: productTypeOf(wire.productType),
    productTypeRaw: wire.productType,
    productOrderUrl: wire.productOrderUrl,
    salesUnit: salesUnit === null ? null : toListedSalesUnit(salesUnit, businessIdentifier),
    pricePackageId: wire.pricePackageId,
  };
}

/** An order as far as its prefill tells. The status and the like may have moved on, so they are loaded on demand. */
export function toPrefilledOrder(
  { businessIdentifier, productType, pricePackageId }: PrefillProductOrderInput,
  { prefilledOrderId, prefillUrl }: WirePrefilledOrder,
): ProductOrder {
  return {
    id: encodeGlobalId('ProductOrder', prefilledOrderId),
    productOrderId: prefilledOrderId,
    businessIdentifier,
    productOrderType: ProductOrderType.PREFILL,
    productOrderTypeRaw: 'PREFILL',
    productType,
    productTypeRaw: productType,
    productOrderUrl: prefillUrl,
    pricePackageId: pricePackageId?.toLowerCase() ?? null,
  };
}

/** A price package; older ones lack the product type and the market. */
export function toPricePackage(wire: WirePricePackage): PricePackage {
  return {
    ...wire,
    id: encodeGlobalId('PricePackage', wire.pricePackageId),
    productType: productTypeOf(wire.productType),
    productTypeRaw: wire.productType,
    market: marketOf(wire.market),
    marketRaw: wire.market,
  };
}

/** The country that a package is for, for answers and filters alike. */
export function marketOf(word: string | null): Market | null {
  return toOpenEnum<Market>(markets, word, Market.UNKNOWN);
}

/** The status of an order, for answers and filters alike. */
export function statusOf(word: string | null): ProductOrderStatus | null {
  return toOpenEnum<ProductOrderStatus>(productOrderStatuses, word, ProductOrderStatus.UNKNOWN);
}

/** How an order came about, for answers and filters alike. */
export function orderTypeOf(word: string | null): ProductOrderType | null {
  return toOpenEnum<ProductOrderType>(productOrderTypes, word, ProductOrderType.UNKNOWN);
}

/** The product that is ordered, for answers and filters alike. */
export function productTypeOf(word: string | null): ProductType | null {
  return toOpenEnum<ProductType>(productTypes, word, ProductType.UNKNOWN);
}
