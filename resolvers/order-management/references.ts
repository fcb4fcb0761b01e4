import type { CategoryRef } from '../../src/loaders/order-management.js';
import { checkMsn } from '../management/identifiers.js';
import { decodeGlobalId, encodeGlobalId } from '../shared/global-id.js';
import type { NameEntity } from '../shared/reference-resolver.js';
import { checkCategoryId, checkOrderRef } from './identifiers.js';
import { toCategory, toOrder } from './mappers.js';

const orderByKey = new Set(['id', 'msn', 'paymentType', 'orderId']);
const categoryByKey = new Set(['id', 'msn', 'categoryId']);

/** An order by `id` or by `msn`, `paymentType` and `orderId`. Costs no call: every order "exists". */
export const nameOrder: NameEntity = (reference) => {
  const order = toOrder(
    reference['id'] === undefined
      ? checkOrderRef(reference)
      : decodeGlobalId('Order', 3, reference['id'], ([msn, paymentType, orderId]) =>
          checkOrderRef({ msn, paymentType, orderId }),
        ),
  );
  return { type: 'Order', key: order, byKey: orderByKey, load: () => Promise.resolve(order) };
};

/** A category by `id` or by `msn` and `categoryId`. */
export const nameCategory: NameEntity = (reference, { loaders }) => {
  const ref =
    reference['id'] === undefined
      ? checkCategoryRef(reference['msn'], reference['categoryId'])
      : decodeGlobalId('Category', 2, reference['id'], ([msn, categoryId]) =>
          checkCategoryRef(msn, categoryId),
        );
  return {
    type: 'Category',
    key: { id: encodeGlobalId('Category', ref.msn, ref.categoryId), ...ref },
    byKey: categoryByKey,
    load: async () => {
      const category = await loaders.orderManagement.category.load(ref);
      return category && toCategory(ref.msn, category);
    },
  };
};

function checkCategoryRef(msn: unknown, categoryId: unknown): CategoryRef {
  return { msn: checkMsn(msn, 'msn'), categoryId: checkCategoryId(categoryId, 'categoryId') };
}
