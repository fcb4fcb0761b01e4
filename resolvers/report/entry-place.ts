import { BadInputError } from '../../src/errors/BadInputError.js';
import type { EntryPlace } from '../../src/reconciliation/payouts.js';
import { toLocalDate } from '../shared/time.js';

/** A place among entries, as cursors hold it. */
export function writePlace({ date, index }: EntryPlace): string {
  return `${date}.${String(index)}`;
}

/** @throws BadInputError for what is no such place */
export function readPlace(text: string): EntryPlace {
  const [, day = '', index = ''] = /^(\d{4}-\d{2}-\d{2})\.(\d{1,7})$/.exec(text) ?? [];
  const date = toLocalDate(day);
  if (date === null) throw new BadInputError(['after'], 'after is not a cursor of this list.');
  return { date, index: Number(index) };
}
