import type { SalesFilterArgs } from '../../schema/sales/SalesEventConnection.js';
import type { WireSalesEvent } from '../../src/clients/sales.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { EventFilter } from '../../src/loaders/sales.js';
import type { TimeRange } from '../../src/loaders/sales-of-ledgers.js';
import { MAX_PERIOD_DAYS } from '../report/period.js';
import { toEntryType, toPaymentType, toSolution } from './mappers.js';

/** Which events are wanted, undefined for all, and what tells cursors of this filter from others. */
export interface SalesFilter {
  readonly filter: EventFilter | undefined;
  readonly words: readonly (string | null | undefined)[];
  /** The time that they are of, where that is asked for. */
  readonly time: TimeRange | undefined;
}

/**
 * Checks what events are picked by, before any of it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function salesFilterOf(args: SalesFilterArgs): SalesFilter {
  const { entryType, paymentType, solution } = args;
  const time = timeOf(args);
  checkAmounts(args);
  const later = [args.vatRateBasisPoints, args.minGross, args.maxGross, time?.from, time?.to].map(wordOf);
  const hasLater = later.some((word) => word !== null);
  // Cursors that were given before the other filters came stay valid.
  const words =
    hasLater || paymentType != null || solution != null ? [entryType, paymentType, solution] : [entryType];
  const all = hasLater ? [...words, ...later] : words;
  if (all.every((word) => word == null)) return { filter: undefined, words: all, time };
  const keep = (event: WireSalesEvent): boolean => isWanted(event, args, time);
  return { filter: { key: JSON.stringify(all), keep }, words: all, time };
}

function wordOf(value: number | null | undefined): string | null {
  return value == null ? null : String(value);
}

function isWanted(event: WireSalesEvent, args: SalesFilterArgs, time: TimeRange | undefined): boolean {
  const { entryType, paymentType, solution, vatRateBasisPoints, minGross, maxGross } = args;
  if (time !== undefined) {
    const moment = Date.parse(event.time ?? '');
    if (!(moment >= time.from && moment < time.to)) return false;
  }
  if (minGross != null || maxGross != null) {
    // Refunds may come with either sign.
    const gross = event.gross === null ? Number.NaN : Math.abs(event.gross);
    if (!(gross >= (minGross ?? 0) && gross <= (maxGross ?? Infinity))) return false;
  }
  return (
    (entryType == null || toEntryType(event) === entryType) &&
    (paymentType == null || toPaymentType(event) === paymentType) &&
    (solution == null || toSolution(event) === solution) &&
    (vatRateBasisPoints == null || event.lines.some(({ vatRate }) => vatRate === vatRateBasisPoints))
  );
}

function timeOf({ timeFrom, timeTo }: SalesFilterArgs): TimeRange | undefined {
  if (timeFrom == null && timeTo == null) return undefined;
  if (timeFrom == null || timeTo == null) {
    const [given, other] = timeFrom == null ? ['timeTo', 'timeFrom'] : ['timeFrom', 'timeTo'];
    throw new BadInputError([given], `${given} goes with ${other}: say from when to when.`);
  }
  const [from, to] = [Date.parse(timeFrom), Date.parse(timeTo)];
  if (to <= from) throw new BadInputError(['timeTo'], 'timeTo must be behind timeFrom.');
  if (to - from > MAX_PERIOD_DAYS * 86_400_000) {
    const max = String(MAX_PERIOD_DAYS);
    throw new BadInputError(['timeTo'], `timeFrom and timeTo must be at most ${max} days apart.`);
  }
  return { from, to };
}

function checkAmounts({ minGross, maxGross, vatRateBasisPoints }: SalesFilterArgs): void {
  for (const [argument, value] of Object.entries({ vatRateBasisPoints, minGross, maxGross })) {
    if (value != null && value < 0)
      throw new BadInputError([argument], `${argument} must be 0 or more, not ${String(value)}.`);
  }
  if (minGross != null && maxGross != null && maxGross < minGross)
    throw new BadInputError(['maxGross'], 'maxGross must not be less than minGross.');
}
