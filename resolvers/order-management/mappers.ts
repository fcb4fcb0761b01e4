import type { Category } from '../../schema/order-management/Category.js';
import { CategoryPaymentType } from '../../schema/order-management/CategoryPaymentType.js';
import { CategoryType } from '../../schema/order-management/CategoryType.js';
import type { Order } from '../../schema/order-management/Order.js';
import type { OrderCategory } from '../../schema/order-management/OrderCategory.js';
import { PaymentType } from '../../schema/order-management/PaymentType.js';
import type { WireCategory, WireOrderInfo } from '../../src/clients/order-management/answers.js';
import type { OrderRef } from '../../src/clients/order-management/bodies.js';
import { encodeId } from '../shared/ids.js';
import { fromWord } from '../shared/open-enum.js';
import { categoryTypes } from './words.js';

/** An order by its key. All else is loaded when a query asks for it: no call tells whether an order exists. */
export function toOrder({ msn, paymentType, orderId }: OrderRef): Order {
  return {
    id: encodeId('Order', msn, paymentType, orderId),
    msn,
    paymentType: PaymentType[paymentType],
    orderId,
  };
}

export function toOrderCategory({ category, orderDetailsUrl, imageId }: WireOrderInfo): OrderCategory {
  return {
    type: fromWord(categoryTypes, category, CategoryType.UNKNOWN),
    typeRaw: category,
    url: orderDetailsUrl,
    imageId,
  };
}

/** @param msn the unit that was asked for: the answer does not hold it */
export function toCategory(msn: string, wire: WireCategory): Category {
  return {
    id: encodeId('Category', msn, wire.categoryId),
    msn,
    categoryId: wire.categoryId,
    orderId: wire.orderId,
    paymentType: paymentTypeOf(wire),
    paymentTypeRaw: wire.paymentType,
    type: fromWord(categoryTypes, wire.type, CategoryType.UNKNOWN),
    typeRaw: wire.type,
    url: wire.url,
    imageId: wire.imageId,
  };
}

/** In either case of letters: the API takes both. */
function paymentTypeOf({ paymentType }: WireCategory): CategoryPaymentType | null {
  const word = paymentType?.toUpperCase() ?? null;
  return fromWord<CategoryPaymentType>(CategoryPaymentType, word, CategoryPaymentType.UNKNOWN);
}
