import type { Category } from '../../schema/order-management/Category.js';
import { CategoryPaymentType } from '../../schema/order-management/CategoryPaymentType.js';
import { CategoryType } from '../../schema/order-management/CategoryType.js';
import type { Order } from '../../schema/order-management/Order.js';
import type { OrderCategory } from '../../schema/order-management/OrderCategory.js';
import { PaymentType } from '../../schema/order-management/PaymentType.js';
import type { WireCategory, WireOrderInfo } from '../../src/clients/order-management/answers.js';
import type { OrderRef } from '../../src/clients/order-management/bodies.js';
import { encodeGlobalId } from '../shared/global-id.js';
import { toOpenEnum, wordsOf } from '../shared/open-enum.js';
import { categoryTypes } from './enum-mappings.js';

const categoryPaymentTypes = wordsOf(CategoryPaymentType);

/** An order known by its key. The rest is loaded on demand: no call tells whether an order exists. */
export function toOrder({ msn, paymentType, orderId }: OrderRef): Order {
  return {
    id: encodeGlobalId('Order', msn, paymentType, orderId),
    msn,
    paymentType: PaymentType[paymentType],
    orderId,
  };
}

/** The link of an order, as v2 and v1 store it. */
export function toOrderCategory({ category, orderDetailsUrl, imageId }: WireOrderInfo): OrderCategory {
  return {
    type: toOpenEnum(categoryTypes, category, CategoryType.UNKNOWN),
    typeRaw: category,
    url: orderDetailsUrl,
    imageId,
  };
}

/**
 * A category of v3.
 * @param msn the unit that was asked for, which the answer does not repeat
 */
export function toCategory(msn: string, wire: WireCategory): Category {
  return {
    id: encodeGlobalId('Category', msn, wire.categoryId),
    msn,
    categoryId: wire.categoryId,
    orderId: wire.orderId,
    paymentType: paymentTypeOf(wire),
    paymentTypeRaw: wire.paymentType,
    type: toOpenEnum(categoryTypes, wire.type, CategoryType.UNKNOWN),
    typeRaw: wire.type,
    url: wire.url,
    imageId: wire.imageId,
  };
}

function paymentTypeOf({ paymentType }: WireCategory): CategoryPaymentType | null {
  return toOpenEnum<CategoryPaymentType>(categoryPaymentTypes, paymentType, CategoryPaymentType.UNKNOWN);
}
