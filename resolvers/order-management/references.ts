import type { GraphQLResolveInfo } from 'graphql';
import type { Order } from '../../schema/order-management/Order.js';
import type { Context } from '../../src/context/vipps-context.js';
import type { CategoryRef } from '../../src/loaders/order-management.js';
import { checkMsn } from '../management/identifiers.js';
import { decodeGlobalId, encodeGlobalId } from '../shared/global-id.js';
import { entityByKey, type Reference } from '../shared/reference-resolver.js';
import { checkCategoryId, checkOrderRef } from './identifiers.js';
import { toCategory, toOrder } from './mappers.js';

const categoryByKey = new Set(['id', 'msn', 'categoryId']);

/** `_entities` for an order by `id` or by `msn`, `paymentType` and `orderId`. Costs no call: every order "exists". */
// eslint-disable-next-line @typescript-eslint/require-await -- a synchronous throw would lose the whole batch
export async function orderReference(reference: Reference): Promise<Order> {
  return toOrder(
    reference['id'] === undefined
      ? checkOrderRef(reference)
      : decodeGlobalId('Order', 3, reference['id'], ([msn, paymentType, orderId]) =>
          checkOrderRef({ msn, paymentType, orderId }),
        ),
  );
}

/** `_entities` for a category by `id` or by `msn` and `categoryId`. */
export async function categoryReference(
  reference: Reference,
  { loaders }: Context,
  info: GraphQLResolveInfo,
): Promise<object> {
  const ref =
    reference['id'] === undefined
      ? checkCategoryRef(reference['msn'], reference['categoryId'])
      : decodeGlobalId('Category', 2, reference['id'], ([msn, categoryId]) =>
          checkCategoryRef(msn, categoryId),
        );
  const key = { id: encodeGlobalId('Category', ref.msn, ref.categoryId), ...ref };
  const load = async () => {
    const category = await loaders.orderManagement.category.load(ref);
    return category && toCategory(ref.msn, category);
  };
  return entityByKey({ type: 'Category', key, byKey: categoryByKey, load }, info);
}

function checkCategoryRef(msn: unknown, categoryId: unknown): CategoryRef {
  return { msn: checkMsn(msn, 'msn'), categoryId: checkCategoryId(categoryId, 'categoryId') };
}
