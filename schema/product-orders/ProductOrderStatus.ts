import { registerEnumType } from 'type-graphql';

export enum ProductOrderStatus {
  RECEIVED = 'RECEIVED',
  MERCHANT_VIEWED = 'MERCHANT_VIEWED',
  ORDER_SUBMITTED = 'ORDER_SUBMITTED',
  COMPLETED = 'COMPLETED',
  REJECTED = 'REJECTED',
  EXPIRED = 'EXPIRED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ProductOrderStatus, {
  name: 'ProductOrderStatus',
  description: 'How far a product order has come. `COMPLETED`, `REJECTED` and `EXPIRED` are final.',
  valuesConfig: {
    RECEIVED: { description: 'It exists; the merchant has not opened the link yet.' },
    MERCHANT_VIEWED: { description: 'The merchant has opened the link.' },
    ORDER_SUBMITTED: { description: 'The merchant has submitted it; Vipps MobilePay is at work.' },
    COMPLETED: { description: 'Approved: `salesUnit` is the new sales unit.' },
    REJECTED: { description: 'Declined. The reason is told to the merchant only.' },
    EXPIRED: { description: 'The link ended after 14 days without being submitted.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});
