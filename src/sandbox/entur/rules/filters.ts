import { unitsOf } from './money.js';

/** What a filter compares: texts letter by letter, numbers and amounts by value, times as moments. */
export type FilterKind = 'text' | 'number' | 'time';

/** A field that can be searched by. */
export interface FilterField {
  readonly kind: FilterKind;
  /** Where its values are in the answer, or beside it; lists on the way are searched through. */
  readonly paths: readonly string[];
}

/** The grammar of a service's filters. */
export interface Grammar {
  readonly fields: Readonly<Record<string, FilterField>>;
  /** Whether `in` and `nin` exist. */
  readonly lists: boolean;
  /** Whether a value without an operator counts as `eq`; else every value must carry one. */
  readonly bare: boolean;
  /** Whether repeated `eq:` of one field select any of them; a quirk. */
  readonly repeatedEqMeansAny?: boolean;
}

const operators = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin'] as const;
type Operator = (typeof operators)[number];

/** One `field=op:value`. */
export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

/** Something to be searched: how it goes out, and what it is found by without showing it. */
export interface Searchable {
  readonly body: unknown;
  readonly hidden?: unknown;
}

/** Says whether it fits. */
export type Match = (record: Searchable) => boolean;

/** A field that is searched where it stands in the answer. */
export function shown(kind: FilterKind, ...paths: readonly string[]): FilterField {
  return { kind, paths: paths.map((path) => `body.${path}`) };
}

/** A field that is searched though the answer does not show it. */
export function hidden(kind: FilterKind, path: string): FilterField {
  return { kind, paths: [`hidden.${path}`] };
}

/** A filter that can't be used, and why. */
export interface FilterFault {
  readonly field: string;
  readonly message: string;
}

/** Reads one filter of a query. */
export function readCondition(
  { fields, lists, bare }: Grammar,
  field: string,
  text: string,
): Condition | FilterFault {
  const known = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (!known) return { field, message: 'No such filter.' };
  const colon = text.indexOf(':');
  const operator = operators.find((name) => name === text.slice(0, Math.max(colon, 0)));
  if (operator === undefined && !bare) {
    return { field, message: 'Must carry an operator, such as eq:.' };
  }
  const isList = operator === 'in' || operator === 'nin';
  if (isList && !lists) return { field, message: `The operator ${operator} is not supported here.` };
  const value = operator === undefined ? text : text.slice(colon + 1);
  const values = isList ? value.split(',') : [value];
  const bad = values.find((one) => one === '' || comparable(known.kind, one) === undefined);
  if (bad !== undefined) return { field, message: `"${bad}" is no ${known.kind}.` };
  return { field, operator: operator ?? 'eq', values };
}

/** Joins conditions: all must hold. */
export function matchAll(grammar: Grammar, conditions: readonly Condition[]): Match {
  const equals = new Map<string, string[]>();
  const rest: Condition[] = [];
  for (const condition of conditions) {
    const { field, operator, values } = condition;
    if (grammar.repeatedEqMeansAny && operator === 'eq') {
      equals.set(field, [...(equals.get(field) ?? []), ...values]);
    } else rest.push(condition);
  }
  for (const [field, values] of equals) rest.push({ field, operator: 'in', values });
  const tests = rest.map((condition) => testOf(grammar, condition));
  return (record) => tests.every((test) => test(record));
}

function testOf({ fields }: Grammar, { field, operator, values }: Condition): Match {
  const { kind, paths } = fields[field] ?? { kind: 'text', paths: [] };
  const wanted = values.map((value) => comparable(kind, value));
  const isAny = (value: Comparable) => wanted.includes(value);
  const [first] = wanted;
  const places = paths.map((path) => path.split('.'));
  return (record) => {
    const found = places
      .flatMap((place) => valuesAt(record, place))
      .flatMap((value) => comparable(kind, value) ?? []);
    switch (operator) {
      case 'eq':
      case 'in':
        return found.some(isAny);
      case 'ne':
      case 'nin':
        return !found.some(isAny);
      case 'gt':
        return found.some((value) => first !== undefined && value > first);
      case 'gte':
        return found.some((value) => first !== undefined && value >= first);
      case 'lt':
        return found.some((value) => first !== undefined && value < first);
      case 'lte':
        return found.some((value) => first !== undefined && value <= first);
    }
  };
}

type Comparable = string | number | bigint;

/** A value such that equal ones are identical and others are in order; undefined for one of another kind. */
function comparable(kind: FilterKind, text: string): Comparable | undefined {
  if (kind === 'text') return text;
  if (kind === 'number') return unitsOf(text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** The values at a path of member names, as text. */
export function valuesAt(body: unknown, path: readonly string[], from = 0): string[] {
  if (Array.isArray(body)) return body.flatMap((item: unknown) => valuesAt(item, path, from));
  const name = path[from];
  if (name === undefined) {
    const isScalar = typeof body === 'string' || typeof body === 'number' || typeof body === 'boolean';
    return isScalar ? [String(body)] : [];
  }
  if (typeof body !== 'object' || body === null) return [];
  const value: unknown = Reflect.get(body, name);
  return valuesAt(value, path, from + 1);
}

/** Puts answers in the order of a field; those without it come first. */
export function compareBy({ kind, paths }: FilterField): (one: Searchable, other: Searchable) => number {
  const keyOf = (record: Searchable): Comparable | undefined => {
    const [value] = paths.flatMap((path) => valuesAt(record, path.split('.')));
    return value === undefined ? undefined : comparable(kind, value);
  };
  return (one, other) => {
    const [left, right] = [keyOf(one), keyOf(other)];
    if (left === undefined || right === undefined) {
      return Number(left !== undefined) - Number(right !== undefined);
    }
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
