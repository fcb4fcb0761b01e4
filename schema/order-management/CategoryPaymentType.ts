import { registerEnumType } from 'type-graphql';

/** What the API answers may be a word of the future; `PaymentType`, a part of keys, may not. */
export enum CategoryPaymentType {
  ECOM = 'ECOM',
  RECURRING = 'RECURRING',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(CategoryPaymentType, {
  name: 'CategoryPaymentType',
  description: 'The product that the order of a category was paid with, as far as this graph knows it.',
  valuesConfig: {
    ECOM: { description: 'A payment of the ePayment API or the eCom API.' },
    RECURRING: { description: 'A charge of the Recurring API; its order id is the charge id.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `paymentTypeRaw`.' },
  },
});
