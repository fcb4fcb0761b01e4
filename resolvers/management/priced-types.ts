import { ProductType } from '../../schema/management/ProductType.js';

/** The products that a price package can be given for. */
export const pricedTypes: readonly ProductType[] = [
  ProductType.PAYMENT_INTEGRATION,
  ProductType.CASHIER,
  ProductType.CHECKOUT,
];
