import { json, type Answer } from '../../http/answer.js';
import type { SandboxRequest } from '../../http/request.js';
import type { EnturState } from '../state/EnturState.js';
import { refuse, refuseFaults, type FieldFault } from './errors.js';
import {
  compareBy,
  matchAll,
  readCondition,
  type Condition,
  type Grammar,
  type Searchable,
} from './filters.js';

/** How a service is searched. */
export interface SearchRules extends Grammar {
  /** Whether the result can be sorted with `orderBy` and `sortBy`. */
  readonly sortable?: boolean;
  /** Whether a search without any filter is refused. */
  readonly needsFilter?: boolean;
}

const directions = new Map<string, 1 | -1>([
  ['asc', 1],
  ['ascending', 1],
  ['desc', -1],
  ['descending', -1],
]);

/** Answers a search: filters, sorts, and cuts out the page that was asked for. */
export function search(
  state: EnturState,
  request: SandboxRequest,
  rules: SearchRules,
  records: readonly Searchable[],
): Answer {
  const { firstPage, pageSize, pageSizeMax } = state.settings;
  const faults: FieldFault[] = [];
  const conditions: Condition[] = [];
  let page: number = firstPage;
  let perPage = Math.min(pageSize, pageSizeMax);
  let orderBy: string | undefined;
  let direction: 1 | -1 = 1;
  for (const [name, value] of request.query) {
    if (name === 'page') page = readCount(faults, name, value, firstPage, Infinity);
    else if (name === 'perPage') perPage = readCount(faults, name, value, 1, pageSizeMax);
    else if (rules.sortable && name === 'orderBy') {
      orderBy = value;
      if (!Object.hasOwn(rules.fields, value))
        faults.push({ field: name, message: `There is no field "${value}".` });
    } else if (rules.sortable && name === 'sortBy') {
      const known = directions.get(value.toLowerCase());
      if (known) direction = known;
      else faults.push({ field: name, message: 'Must be ASC or DESC.' });
    } else {
      const condition = readCondition(rules, name, value);
      if ('operator' in condition) conditions.push(condition);
      else faults.push(condition);
    }
  }
  if (faults.length > 0) return refuseFaults(state, request, faults);
  if (rules.needsFilter && conditions.length === 0)
    return refuse(state, request, { status: 400, message: 'At least one search parameter is required.' });

  const grammar = { ...rules, repeatedEqMeansAny: rules.bare && state.quirks.values.enturRepeatedEqMeansAny };
  const match = matchAll(grammar, conditions);
  let found = records.filter(match);
  const sortField = orderBy === undefined ? undefined : rules.fields[orderBy];
  if (sortField) {
    const compare = compareBy(sortField);
    found = found.sort((one, other) => direction * compare(one, other));
  }
  const start = (page - firstPage) * perPage;
  return json(200, {
    items: found.slice(start, start + perPage).map(({ body }) => body),
    totalItems: found.length,
    totalPages: Math.ceil(found.length / perPage),
  });
}

function readCount(faults: FieldFault[], field: string, text: string, min: number, max: number): number {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= min && count <= max) return count;
  const most = max === Infinity ? '' : ` and at most ${String(max)}`;
  faults.push({ field, message: `Must be a whole number, at least ${String(min)}${most}.` });
  return min;
}
