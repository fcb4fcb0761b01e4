import type { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type {
  SalesEventConnection,
  SalesFilterArgs,
  SalesOfLedgersArgs,
} from '../../schema/sales/SalesEventConnection.js';
import type { WireSalesEvent } from '../../src/clients/sales.js';
import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { SalesOfLedgers, SalesPageOfLedger } from '../../src/loaders/sales-of-ledgers.js';
import { checkLedgerId } from '../report/identifiers.js';
import { compareDigits } from '../shared/array-connection.js';
import { checkFirst, createCursorCodec } from '../shared/cursor.js';
import { connectionOverFeed } from '../shared/feed-connection.js';
import { toSalesEvent } from './mappers.js';
import { salesFilterOf } from './sales-filter.js';

const MAX_LEDGERS = 100;

/** A page of the events of some ledgers. @throws BadInputError also for a ledger that the API does not know */
export function salesOfLedgers(
  args: SalesOfLedgersArgs & SalesFilterArgs,
  context: Context,
): Promise<SalesEventConnection | null> {
  const { ledgers: given, date } = args;
  if (given.length < 1 || given.length > MAX_LEDGERS) {
    const rule = `must be 1 to ${String(MAX_LEDGERS)} ids, not ${String(given.length)}.`;
    throw new BadInputError(['ledgers'], `ledgers ${rule}`);
  }
  const ledgers = [...new Set(given.map((id) => checkLedgerId(id, 'ledgers')))].sort(compareDigits);
  const { time } = salesFilterOf(args);
  const span = date ?? time;
  if (span === undefined || (date != null && time !== undefined)) {
    const rule = 'Give either date, or timeFrom and timeTo.';
    throw new BadInputError(
      ['date'],
      date == null ? `date is missing. ${rule}` : `date and timeFrom can not go together. ${rule}`,
    );
  }
  checkFirst(args.first);
  const unknown = (ledgerId: string): Error =>
    new BadInputError(
      ['ledgers'],
      `ledgers names ${ledgerId}, which the Sales API does not know, or the keys in use may not see.`,
    );
  return salesOfLedgersPage({ ledgers, span, unknown }, args, context);
}

/** The same where it is known which. */
export function salesOfLedgersPage(
  of: SalesOfLedgers,
  args: SalesFilterArgs & { readonly first: number; readonly after?: string | null },
  context: Context,
): Promise<SalesEventConnection | null> {
  const { first, after } = args;
  const { filter, words } = salesFilterOf(args);
  const date = typeof of.span === 'string' ? of.span : null;
  return connectionOverFeed<WireSalesEvent, SalesPageOfLedger, SalesEvent>({
    first,
    after,
    cursors: createCursorCodec(context, 'salesEvents', date, ...of.ledgers, ...words),
    read: (place, count) => context.loaders.salesOfLedgers(of, place, count, filter),
    toNode: (event, { ledgerId }) => toSalesEvent(event, ledgerId),
  });
}
