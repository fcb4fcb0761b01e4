import { ProductType } from '../../schema/product-orders/ProductType.js';

/** The products that take a price package. */
export const pricedTypes: readonly ProductType[] = [
  ProductType.PAYMENT_INTEGRATION,
  ProductType.CASHIER,
  ProductType.CHECKOUT,
];
