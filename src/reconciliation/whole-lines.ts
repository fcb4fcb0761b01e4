import type { WireSalesEvent, WireSalesLine } from '../clients/sales.js';
import { whole } from './amounts.js';

/**
 * The lines of an event, as far as they tell what it is made of: where the list is not complete, nothing says which part of
 * the event those in it are, unless they add up to all of it.
 */
export function wholeLines({ lines, hasLineItems, gross }: WireSalesEvent): readonly WireSalesLine[] {
  return hasLineItems || Math.abs(sumOfLines(lines)) === Math.abs(whole(gross) ?? 0) ? lines : [];
}

/** What lines add up to, without those that tell no amount. */
export function sumOfLines(lines: readonly WireSalesLine[]): number {
  return lines.reduce((sum, { lineTotalGross }) => sum + (whole(lineTotalGross) ?? 0), 0);
}
