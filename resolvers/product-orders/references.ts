import type { GraphQLResolveInfo } from 'graphql';
import type { Context } from '../../src/context/vipps-context.js';
import { decodeGlobalId, encodeGlobalId } from '../shared/global-id.js';
import { entityByKey, type Reference } from '../shared/reference-resolver.js';
import { checkUuid } from '../shared/uuid.js';
import { toPricePackage, toProductOrder } from './mappers.js';

const productOrderByKey = new Set(['id', 'productOrderId']);
const pricePackageByKey = new Set(['id', 'pricePackageId']);

/** `_entities` for a product order by `id` or by `productOrderId`. */
export async function productOrderReference(
  reference: Reference,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<object> {
  const type = 'ProductOrder';
  const productOrderId = uuidKey(type, 'productOrderId', reference);
  const key = { id: encodeGlobalId(type, productOrderId), productOrderId };
  const load = async () => {
    const order = await loaders.productOrders.order.load(productOrderId);
    return order && toProductOrder(order);
  };
  return entityByKey({ type, key, byKey: productOrderByKey, load }, info);
}

/** `_entities` for a price package by `id` or by `pricePackageId`. All come from one list. */
export async function pricePackageReference(
  reference: Reference,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<object> {
  const type = 'PricePackage';
  const pricePackageId = uuidKey(type, 'pricePackageId', reference);
  const key = { id: encodeGlobalId(type, pricePackageId), pricePackageId };
  const load = async () => {
    const packages = await loaders.productOrders.pricePackages();
    const found = packages.find((each) => each.pricePackageId === pricePackageId);
    return found === undefined ? null : toPricePackage(found);
  };
  return entityByKey({ type, key, byKey: pricePackageByKey, load }, info);
}

function uuidKey(type: string, field: string, reference: Reference): string {
  if (reference['id'] === undefined) return checkUuid(reference[field], field);
  return decodeGlobalId(type, 1, reference['id'], ([key]) => checkUuid(key, 'id'));
}
