import { decodeGlobalId, encodeGlobalId } from '../shared/global-id.js';
import type { NameEntity, Reference } from '../shared/reference-resolver.js';
import { checkUuid } from '../shared/uuid.js';
import { toPricePackage, toProductOrder } from './mappers.js';

const productOrderByKey = new Set(['id', 'productOrderId']);
const pricePackageByKey = new Set(['id', 'pricePackageId']);

/** A product order by `id` or by `productOrderId`. */
export const nameProductOrder: NameEntity = (reference, { loaders }) => {
  const productOrderId = uuidKey('ProductOrder', 'productOrderId', reference);
  return {
    type: 'ProductOrder',
    key: { id: encodeGlobalId('ProductOrder', productOrderId), productOrderId },
    byKey: productOrderByKey,
    load: async () => {
      const order = await loaders.productOrders.order.load(productOrderId);
      return order && toProductOrder(order);
    },
  };
};

/** A price package by `id` or by `pricePackageId`. All come from one list. */
export const namePricePackage: NameEntity = (reference, { loaders }) => {
  const pricePackageId = uuidKey('PricePackage', 'pricePackageId', reference);
  return {
    type: 'PricePackage',
    key: { id: encodeGlobalId('PricePackage', pricePackageId), pricePackageId },
    byKey: pricePackageByKey,
    load: async () => {
      const packages = await loaders.productOrders.pricePackages();
      const found = packages.find((each) => each.pricePackageId === pricePackageId);
      return found === undefined ? null : toPricePackage(found);
    },
  };
};

function uuidKey(type: string, field: string, reference: Reference): string {
  if (reference['id'] === undefined) return checkUuid(reference[field], field);
  return decodeGlobalId(type, 1, reference['id'], ([key]) => checkUuid(key, 'id'));
}
