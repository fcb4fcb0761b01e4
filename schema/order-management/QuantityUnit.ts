import { registerEnumType } from 'type-graphql';

export enum QuantityUnit {
  PCS = 'PCS',
  KG = 'KG',
  KM = 'KM',
  MINUTE = 'MINUTE',
  LITRE = 'LITRE',
  KWH = 'KWH',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(QuantityUnit, {
  name: 'QuantityUnit',
  description: 'What the quantity of a receipt line counts.',
  valuesConfig: {
    PCS: { description: 'Pieces.' },
    KG: { description: 'Kilograms.' },
    KM: { description: 'Kilometres.' },
    MINUTE: { description: 'Minutes.' },
    LITRE: { description: 'Litres.' },
    KWH: { description: 'Kilowatt-hours.' },
    UNKNOWN: { description: 'A word this graph does not know yet; see `quantityUnitRaw`. Not for input.' },
  },
});
