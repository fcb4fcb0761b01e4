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

/** Adds the parts of a condition as the services write it, `field=operator:value&`, to those of a query. */
export function addCondition(parts: string[], { field, operator, value }: Condition): void {
  const values = typeof value === 'string' ? encodeValue(value) : value.map(encodeValue).join(',');
  parts.push(field, '=', operator, ':', values, '&');
}

/** A query string of pairs whose values are encoded. */
export function queryString(pairs: readonly QueryPair[]): string {
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** What no encoding changes: nearly all ids. */
const PLAIN = /^[\w.:-]*$/;

/** A colon is legal in a query, and ids and times are full of them; a comma would part a list. */
function encodeValue(value: string): string {
  return PLAIN.test(value) ? value : encodeURIComponent(value).replaceAll('%3A', ':');
}
