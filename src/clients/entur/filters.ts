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

/** Conditions as the services write them: `field=operator:value`, the name repeated for each; a `&` stands behind each one. */
export function filterText(conditions: readonly Condition[]): string {
  let text = '';
  for (const { field, operator, value } of conditions)
    text += `${field}=${operator}:${typeof value === 'string' ? encodeValue(value) : value.map(encodeValue).join(',')}&`;
  return text;
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
