import { registerEnumType } from 'type-graphql';

export enum ProductType {
  PAYMENT_INTEGRATION = 'PAYMENT_INTEGRATION',
  CASHIER = 'CASHIER',
  CHECKOUT = 'CHECKOUT',
  LOGIN = 'LOGIN',
  DONATIONS = 'DONATIONS',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ProductType, {
  name: 'ProductType',
  description: 'What a merchant orders (Management API).',
  valuesConfig: {
    PAYMENT_INTEGRATION: { description: 'Payments in a web shop, an app or another system.' },
    CASHIER: { description: 'Payments at a till, through a point-of-sale system.' },
    CHECKOUT: { description: 'A whole checkout with delivery and address. On its way out for new work.' },
    LOGIN: { description: 'Login with Vipps or MobilePay, without payments.' },
    DONATIONS: { description: 'Collecting donations.' },
    UNKNOWN: {
      description: 'A word this graph does not know yet; see the raw word beside it. Not for inputs.',
    },
  },
});
