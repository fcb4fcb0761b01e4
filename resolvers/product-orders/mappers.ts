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
import { toOpenEnum } from '../shared/open-enum.js';
import { toListedSalesUnit } from '../management/mappers.js';

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

/** An order as its prefill tells of it. The rest, which may have moved on since, is loaded when asked for. */
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

export function toPricePackage(wire: WirePricePackage): PricePackage {
  return {
    ...wire,
    id: encodeGlobalId('PricePackage', wire.pricePackageId),
    productType: productTypeOf(wire.productType),
    productTypeRaw: wire.productType,
    market: toOpenEnum<Market>(Market, wire.market, Market.UNKNOWN),
    marketRaw: wire.market,
  };
}

export function statusOf(word: string | null): ProductOrderStatus | null {
  return toOpenEnum<ProductOrderStatus>(ProductOrderStatus, word, ProductOrderStatus.UNKNOWN);
}

export function orderTypeOf(word: string | null): ProductOrderType | null {
  return toOpenEnum<ProductOrderType>(ProductOrderType, word, ProductOrderType.UNKNOWN);
}

export function productTypeOf(word: string | null): ProductType | null {
  return toOpenEnum<ProductType>(ProductType, word, ProductType.UNKNOWN);
}
