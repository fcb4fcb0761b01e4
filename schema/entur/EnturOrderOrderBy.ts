import { Field, InputType, registerEnumType } from 'type-graphql';

export enum EnturOrderSortField {
  ID = 'ID',
  VERSION = 'VERSION',
  STATUS = 'STATUS',
  TOTAL_AMOUNT = 'TOTAL_AMOUNT',
  BALANCE = 'BALANCE',
  ORGANISATION_ID = 'ORGANISATION_ID',
  CREATED_AT = 'CREATED_AT',
  LAST_CONFIRMED_AT = 'LAST_CONFIRMED_AT',
}

registerEnumType(EnturOrderSortField, {
  name: 'EnturOrderSortField',
  description: 'A field that orders can be sorted by.',
  valuesConfig: {
    ID: { description: 'By `orderId`.' },
    VERSION: { description: 'By `version`.' },
    STATUS: { description: 'By `status`.' },
    TOTAL_AMOUNT: { description: 'By `totalAmount`.' },
    BALANCE: { description: 'By `balance`.' },
    ORGANISATION_ID: { description: 'By `organisationId`.' },
    CREATED_AT: { description: 'By `createdAt`.' },
    LAST_CONFIRMED_AT: { description: 'By `lastConfirmedAt`.' },
  },
});

export enum EnturSortDirection {
  ASCENDING = 'ASCENDING',
  DESCENDING = 'DESCENDING',
}

registerEnumType(EnturSortDirection, {
  name: 'EnturSortDirection',
  description: 'From where to where a list is sorted.',
  valuesConfig: {
    ASCENDING: { description: 'The lowest, or oldest, first.' },
    DESCENDING: { description: 'The highest, or newest, first.' },
  },
});

@InputType({ description: 'How a list of orders is sorted.' })
export class EnturOrderOrderBy {
  @Field(() => EnturOrderSortField, { description: 'By what.' })
  declare readonly field: EnturOrderSortField;

  @Field(() => EnturSortDirection, {
    nullable: true,
    description:
      'Experimental, needs `ENTUR_EXPERIMENTAL=on`: how Entur spells the directions is inferred. Left out = as the service does by itself, which its documentation leaves open.',
  })
  declare readonly direction?: EnturSortDirection | null;
}
