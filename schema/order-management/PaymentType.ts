import { registerEnumType } from 'type-graphql';

export enum PaymentType {
  ECOM = 'ECOM',
  RECURRING = 'RECURRING',
}

registerEnumType(PaymentType, {
  name: 'PaymentType',
  description: 'The product that an order was paid with. The same order id may exist once under each.',
  valuesConfig: {
    ECOM: { description: 'A payment of the ePayment API or the eCom API.' },
    RECURRING: { description: 'A charge of the Recurring API; its order id is the charge id.' },
  },
});
