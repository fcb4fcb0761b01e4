import { registerEnumType } from 'type-graphql';

export enum BarcodeFormat {
  EAN_13 = 'EAN_13',
  CODE_39 = 'CODE_39',
  CODE_128 = 'CODE_128',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(BarcodeFormat, {
  name: 'BarcodeFormat',
  description: 'How the barcode of a receipt is drawn.',
  valuesConfig: {
    EAN_13: { description: '13 digits, the last one a check digit.' },
    CODE_39: { description: 'Capital letters, digits, blank and `-.$/+%`.' },
    CODE_128: { description: 'Any ASCII characters.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `formatRaw`. Not for input.' },
  },
});
