import type { Condition, FilterOperator } from '../../src/clients/entur/filters.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import { isObject } from '../../src/json.js';
import { toDateTime } from '../shared/time.js';

/** The fields of a filter in the order in which they are sent: each with the service's own name for it. */
export type FilterFields<Filter> = readonly (readonly [
  field: keyof Filter & string,
  name: string,
  rule?: ValueRule | 'time' | undefined,
])[];

/** What the values of a field look like. */
export interface ValueRule {
  readonly pattern: RegExp;
  /** Goes on from "<condition> must be ". */
  readonly must: string;
}

const OPERATORS: readonly FilterOperator[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'nin'];
const MAX_LIST = 100;
const MAX_LENGTH = 200;

/**
 * The conditions of a filter, as the service takes them.
 * @throws BadInputError naming the condition, before any call
 */
export function toConditions<Filter extends object>(
  filter: Filter | null | undefined,
  fields: FilterFields<Filter>,
): readonly Condition[] {
  return fields.flatMap(([field, name, rule]) => {
    const comparisons: unknown = filter?.[field];
    if (!isObject(comparisons)) return [];
    return OPERATORS.flatMap((operator): Condition[] => {
      const given = comparisons[operator];
      const argument = ['filter', field, operator];
      if (given === undefined || given === null) return [];
      return [{ field: name, operator, value: toValue(given, argument, rule) }];
    });
  });
}

function toValue(
  given: unknown,
  argument: readonly string[],
  rule: ValueRule | 'time' | undefined,
): string | readonly string[] {
  if (!Array.isArray(given)) return toText(given, argument, rule);
  if (given.length === 0 || given.length > MAX_LIST)
    throw new BadInputError(argument, `${argument.join('.')} must have 1 to ${MAX_LIST} values.`);
  return given.map((each: unknown, index) => {
    const path = [...argument, String(index)];
    const text = toText(each, path, rule);
    // The service parts its lists by commas, and has no way to write one.
    if (text.includes(','))
      throw new BadInputError(
        path,
        `${path.join('.')} must have no comma: the service takes it for the end.`,
      );
    return text;
  });
}

function toText(given: unknown, argument: readonly string[], rule: ValueRule | 'time' | undefined): string {
  const text = typeof given === 'number' ? String(given) : given;
  if (rule !== undefined && rule !== 'time' && !(typeof text === 'string' && rule.pattern.test(text)))
    throw new BadInputError(argument, `${argument.join('.')} must be ${rule.must}.`);
  if (typeof text === 'string' && text !== '' && text.length <= MAX_LENGTH && !/\p{Cc}/u.test(text))
    // The services know times in UTC only.
    return rule === 'time' ? (toDateTime(text) ?? text) : text;
  throw new BadInputError(
    argument,
    `${argument.join('.')} must be 1 to ${MAX_LENGTH} characters, without control characters.`,
  );
}
