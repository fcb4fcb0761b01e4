import { registerEnumType } from 'type-graphql';

export enum EnturOrderStatus {
  DRAFT = 'DRAFT',
  CONFIRMED = 'CONFIRMED',
  CANCELLED = 'CANCELLED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(EnturOrderStatus, {
  name: 'EnturOrderStatus',
  description: 'Where an order, or a line of it, is in its life.',
  valuesConfig: {
    DRAFT: {
      description:
        'Not paid for yet, or changed since: every new version begins so, and is thrown away at `expireAt`.',
    },
    CONFIRMED: { description: 'In force; an order comes here only while its balance is zero.' },
    CANCELLED: { description: 'Called off.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `statusRaw`.' },
  },
});
