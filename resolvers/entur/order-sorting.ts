import {
  EnturOrderSortField,
  EnturSortDirection,
  type EnturOrderOrderBy,
} from '../../schema/entur/EnturOrderOrderBy.js';
import type { QueryPair } from '../../src/clients/entur/filters.js';
import type { EnturContext } from '../../src/context/entur-context.js';
import { GraphError } from '../../src/errors/GraphError.js';

const names: Readonly<Record<EnturOrderSortField, string>> = {
  [EnturOrderSortField.ID]: 'id',
  [EnturOrderSortField.VERSION]: 'version',
  [EnturOrderSortField.STATUS]: 'status',
  [EnturOrderSortField.TOTAL_AMOUNT]: 'totalAmount',
  [EnturOrderSortField.BALANCE]: 'balance',
  [EnturOrderSortField.ORGANISATION_ID]: 'organisationId',
  [EnturOrderSortField.CREATED_AT]: 'createdAt',
  [EnturOrderSortField.LAST_CONFIRMED_AT]: 'lastConfirmedAt',
};

/** Experimental: the documentation has both words, but does not say that they are what is to be sent. */
const directions: Readonly<Record<EnturSortDirection, string>> = {
  [EnturSortDirection.ASCENDING]: 'ascending',
  [EnturSortDirection.DESCENDING]: 'descending',
};

/** What tells the service how to sort. @throws GraphError FORBIDDEN for a direction, unless what is experimental is on */
export function sortingOf(
  orderBy: EnturOrderOrderBy | null | undefined,
  { experimental }: EnturContext,
): readonly QueryPair[] {
  if (orderBy == null) return [];
  const { field, direction } = orderBy;
  if (direction == null) return [['orderBy', names[field]]];
  if (!experimental)
    throw new GraphError(
      'FORBIDDEN',
      'orderBy.direction is experimental, as its words are inferred and not documented. It needs ENTUR_EXPERIMENTAL=on.',
    );
  return [
    ['orderBy', names[field]],
    ['sortBy', directions[direction]],
  ];
}
