import type { Category } from '../../schema/order-management/Category.js';
import type { Order } from '../../schema/order-management/Order.js';
import type { Context } from '../../src/context.js';
import type { CategoryRef } from '../../src/loaders/order-management.js';
import { checkMsn } from '../management/identifiers.js';
import { decodeGlobalId } from '../shared/global-id.js';
import type { Reference } from '../shared/reference-resolver.js';
import { checkCategoryId, checkOrderRef } from './identifiers.js';
import { toCategory, toOrder } from './mappers.js';

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
): Promise<Category | null> {
  const ref =
    reference['id'] === undefined
      ? checkCategoryRef(reference['msn'], reference['categoryId'])
      : decodeGlobalId('Category', 2, reference['id'], ([msn, categoryId]) =>
          checkCategoryRef(msn, categoryId),
        );
  const category = await loaders.orderManagement.category.load(ref);
  return category === null ? null : toCategory(ref.msn, category);
}

function checkCategoryRef(msn: unknown, categoryId: unknown): CategoryRef {
  return { msn: checkMsn(msn, 'msn'), categoryId: checkCategoryId(categoryId, 'categoryId') };
}
