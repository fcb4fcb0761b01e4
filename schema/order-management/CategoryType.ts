import { registerEnumType } from 'type-graphql';

export enum CategoryType {
  GENERAL = 'GENERAL',
  RECEIPT = 'RECEIPT',
  ORDER_CONFIRMATION = 'ORDER_CONFIRMATION',
  DELIVERY = 'DELIVERY',
  TICKET = 'TICKET',
  BOOKING = 'BOOKING',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(CategoryType, {
  name: 'CategoryType',
  description:
    'What the link of an order leads to. Decides text and icon of the button, and the push message.',
  valuesConfig: {
    GENERAL: { description: 'Anything that the others do not fit.' },
    RECEIPT: { description: 'A page where a valid proof of purchase can be fetched.' },
    ORDER_CONFIRMATION: { description: 'The status page of the order.' },
    DELIVERY: { description: 'Shipping or tracking, of the shop or its carrier.' },
    TICKET: { description: 'A ticket to an event, a trip or transport.' },
    BOOKING: { description: 'A booking of travel or rental.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `typeRaw`. Not for input.' },
  },
});
