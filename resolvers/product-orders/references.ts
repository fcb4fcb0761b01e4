import type { PricePackage } from '../../schema/product-orders/PricePackage.js';
import type { ProductOrder } from '../../schema/product-orders/ProductOrder.js';
import type { Context } from '../../src/context/vipps-context.js';
import { decodeGlobalId } from '../shared/global-id.js';
import type { Reference } from '../shared/reference-resolver.js';
import { checkUuid } from '../shared/uuid.js';
import { toPricePackage, toProductOrder } from './mappers.js';

/** `_entities` for a product order by `id` or by `productOrderId`. */
export async function productOrderReference(
  reference: Reference,
  { loaders }: Context,
): Promise<ProductOrder | null> {
  const order = await loaders.productOrders.order.load(uuidKey('ProductOrder', 'productOrderId', reference));
  return order === null ? null : toProductOrder(order);
}

/** `_entities` for a price package by `id` or by `pricePackageId`. All come from one list. */
export async function pricePackageReference(
  reference: Reference,
  { loaders }: Context,
): Promise<PricePackage | null> {
  const id = uuidKey('PricePackage', 'pricePackageId', reference);
  const found = (await loaders.productOrders.pricePackages()).find(
    ({ pricePackageId }) => pricePackageId === id,
  );
  return found === undefined ? null : toPricePackage(found);
}

function uuidKey(type: string, field: string, reference: Reference): string {
  if (reference['id'] === undefined) return checkUuid(reference[field], field);
  return decodeGlobalId(type, 1, reference['id'], ([key]) => checkUuid(key, 'id'));
}
