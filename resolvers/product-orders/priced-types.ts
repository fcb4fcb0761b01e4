import { ProductType } from '../../schema/product-orders/ProductType.js';

/** The products that a price package can be given for. */
export const pricedTypes: readonly ProductType[] = [
  ProductType.PAYMENT_INTEGRATION,
  ProductType.CASHIER,
  ProductType.CHECKOUT,
];
