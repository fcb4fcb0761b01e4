import type { Told } from '../../schema/entur/told.js';
import { SPOILT, type Spoilt } from '../../src/decimal.js';
import { GraphError } from '../../src/errors/GraphError.js';
import { toDateTime, toLocalDate } from '../shared/time.js';

// What is there but can't be shown is an error at its field, as null would say that it is not there.

/** A whole number that `Int` holds. */
export function toInt(value: number | null): Told<number> {
  return Number.isNaN(value) ? unshowable('whole number below 2^31') : value;
}

/** A yes or no. */
export function toFlag(value: boolean | Spoilt | null): Told<boolean> {
  return value === SPOILT ? unshowable('true or false') : value;
}

/** A moment. */
export function toTime(value: string | null): Told<string> {
  return toDateTime(value) ?? (value === null ? null : unshowable('time'));
}

/** A calendar day. */
export function toDay(value: string | null): Told<string> {
  return toLocalDate(value) ?? (value === null ? null : unshowable('day'));
}

function unshowable(what: string): GraphError {
  return new GraphError(
    'UPSTREAM_BAD_RESPONSE',
    `The API gave a value here that is no ${what}, which can't be shown.`,
  );
}
