import { registerEnumType } from 'type-graphql';

export enum ProductOrderType {
  PREFILL = 'PREFILL',
  TEMPLATE = 'TEMPLATE',
  MANUAL = 'MANUAL',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(ProductOrderType, {
  name: 'ProductOrderType',
  description: 'How a product order came about.',
  valuesConfig: {
    PREFILL: { description: 'Prefilled over the API; the only kind that has a link and can be withdrawn.' },
    TEMPLATE: { description: "Made with a partner's template link in the portal." },
    MANUAL: { description: 'Made in the portal by hand, naming the partner.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `productOrderTypeRaw`.' },
  },
});
