import { BadInputError } from '../../src/errors/BadInputError.js';
import { countDates } from '../../src/dates.js';

/** Longest period that can be asked for at once. */
export const MAX_PERIOD_DAYS = 400;

/**
 * Checks a period of ledger dates before any of it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkPeriod(from: string, to: string): void {
  if (to < from) throw new BadInputError(['to'], 'to must not be before from.');
  const days = countDates(from, to);
  if (days <= MAX_PERIOD_DAYS) return;
  const max = String(MAX_PERIOD_DAYS);
  throw new BadInputError(['to'], `from and to must span at most ${max} days, not ${String(days)}.`);
}
