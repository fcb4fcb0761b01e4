import { ProductOrderStatus } from '../../schema/product-orders/ProductOrderStatus.js';
import type {
  ProductOrderConnection,
  ProductOrderFilter,
} from '../../schema/product-orders/ProductOrderConnection.js';
import type { PageArgs } from '../../schema/shared/connection.js';
import type { WireProductOrder } from '../../src/clients/product-orders.js';
import type { Context } from '../../src/context/vipps-context.js';
import { compareText, connectionOverArray } from '../shared/array-connection.js';
import { checkFirst, createCursorCodec } from '../shared/cursor.js';
import { checkBusinessIdentifier } from '../management/identifiers.js';
import { orderTypeOf, productTypeOf, statusOf, toProductOrder } from './mappers.js';

/**
 * A page of product orders, ordered by id, since the API promises no order and gives no times. Expired ones are left
 * out only when the filter rules them out, so that nothing is hidden from a caller who gave none.
 */
export async function productOrderPage(
  { first, after }: PageArgs,
  filter: ProductOrderFilter,
  context: Context,
): Promise<ProductOrderConnection> {
  const matches = matcher(filter);
  const { status, type, productType, merchant } = filter;
  const cursors = createCursorCodec(
    context,
    'productOrders',
    ...[status, type, productType].map((words) => words?.toSorted().join()),
    merchant?.scheme,
    merchant?.id,
  );
  checkFirst(first);
  if (after != null) cursors.decode(after);
  const includeExpired = status == null || status.includes(ProductOrderStatus.EXPIRED);
  const { items, omitted } = await context.loaders.productOrders.list(includeExpired);
  const page = connectionOverArray({
    items: items.filter(matches),
    keyOf: ({ productOrderId }) => productOrderId,
    compare: compareText,
    toNode: toProductOrder,
    first,
    after,
    cursors,
  });
  return Object.assign(page, { omittedCount: omitted });
}

function matcher({
  status,
  type,
  productType,
  merchant,
}: ProductOrderFilter): (order: WireProductOrder) => boolean {
  const business = merchant == null ? undefined : checkBusinessIdentifier(merchant, 'filter', 'merchant');
  return (order) => {
    const { scheme, id } = order.businessIdentifier;
    return (
      isIn(status, statusOf(order.status)) &&
      isIn(type, orderTypeOf(order.productOrderType)) &&
      isIn(productType, productTypeOf(order.productType)) &&
      (business === undefined || (business.scheme === scheme && business.id === id))
    );
  };
}

function isIn<T>(words: readonly T[] | null | undefined, word: T | null): boolean {
  return words == null || (word !== null && words.includes(word));
}
