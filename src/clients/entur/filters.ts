/** What a filter may ask of a field. */
export type FilterOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin';

/** One condition on a field; lists are for `in` and `nin`. Several add up. */
export interface Condition {
  readonly field: string;
  readonly operator: FilterOperator;
  readonly value: string | readonly string[];
}

/** A pair of name and value, ready for a query string. */
export type QueryPair = readonly [name: string, value: string];

/** Conditions as the services write them: `field=operator:value`, the name repeated for each. */
export function filterPairs(conditions: readonly Condition[]): readonly QueryPair[] {
  return conditions.map(({ field, operator, value }) => [
    field,
    `${operator}:${typeof value === 'string' ? encodeValue(value) : value.map(encodeValue).join(',')}`,
  ]);
}

/** A query string of pairs whose values are encoded. */
export function queryString(pairs: readonly QueryPair[]): string {
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** A colon is legal in a query, and ids and times are full of them; a comma would part a list. */
function encodeValue(value: string): string {
  return encodeURIComponent(value).replaceAll('%3A', ':');
}
