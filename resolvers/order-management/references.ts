import type { Category } from '../../schema/order-management/Category.js';
import type { Order } from '../../schema/order-management/Order.js';
import type { Context } from '../../src/context.js';
import { checkMsn } from '../management/identifiers.js';
import { decodeId } from '../shared/ids.js';
import type { Reference } from '../shared/references.js';
import { checkCategoryId, checkOrderRef } from './identifiers.js';
import { toCategory, toOrder } from './mappers.js';

/** `_entities` for an order by `id` or by `msn`, `paymentType` and `orderId`. No call: every order "exists". */
// eslint-disable-next-line @typescript-eslint/require-await -- a synchronous throw would lose the whole batch
export async function orderReference(reference: Reference): Promise<Order> {
  if (reference['id'] === undefined) return toOrder(checkOrderRef(reference));
  const [msn, paymentType, orderId] = decodeId('Order', 3, reference['id']);
  return toOrder(checkOrderRef({ msn, paymentType, orderId }, 'id'));
}

/** `_entities` for a category by `id` or by `msn` and `categoryId`. */
export async function categoryReference(
  reference: Reference,
  { loaders }: Context,
): Promise<Category | null> {
  const [msn, categoryId] =
    reference['id'] === undefined
      ? [reference['msn'], reference['categoryId']]
      : decodeId('Category', 2, reference['id']);
  const ref = { msn: checkMsn(msn, 'msn'), categoryId: checkCategoryId(categoryId, 'categoryId') };
  const category = await loaders.orderManagement.category.load(ref);
  return category === null ? null : toCategory(ref.msn, category);
}
