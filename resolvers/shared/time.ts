import { unreadableHere } from './unreadable-here.js';

/** Nearly every time looks like this, and needs no Date to be made of it. */
const UTC_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/**
 * An upstream time as RFC 3339 in UTC, untouched where it is UTC already; an offset is applied and the fraction kept.
 * Null for null and for anything that is not a time.
 */
export function toDateTime(value: string | null): string | null {
  if (value === null || UTC_TIME.test(value)) return value;
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.exec(value);
  if (match === null) return null;
  const [, seconds = '', fraction = '', zone = 'Z'] = match;
  const offset = zone === 'Z' ? zone : zone.replace(/^(...):?/, '$1:');
  const moment = Date.parse(seconds + offset);
  return Number.isNaN(moment) ? null : new Date(moment).toISOString().replace('.000Z', `${fraction}Z`);
}

/** An upstream time as it is shown. @throws GraphError at its field for a text that is no time: null would say that there is none */
export function shownTime(value: string | null): string | null {
  const time = toDateTime(value);
  if (time === null && value !== null && value !== '') throw unreadableHere('odd time');
  return time;
}

/** The same for a day. */
export function shownDate(value: string | null): string | null {
  const date = toLocalDate(value);
  if (date === null && value !== null && value !== '') throw unreadableHere('odd date');
  return date;
}

/** A calendar day as YYYY-MM-DD, never shifted. Null for null and for anything that is not a day. */
export function toLocalDate(value: string | null): string | null {
  if (value === null) return null;
  const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? '';
  const time = Date.parse(`${day}T00:00:00Z`);
  // 30 February parses as a day in March.
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(day) ? null : day;
}
