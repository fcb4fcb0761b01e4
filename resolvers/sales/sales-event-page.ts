import type { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { SalesEventConnection, SalesEventsArgs } from '../../schema/sales/SalesEventConnection.js';
import type { SalesPage, WireSalesEvent } from '../../src/clients/sales.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { Context } from '../../src/context/vipps-context.js';
import type { EventFilter } from '../../src/loaders/sales.js';
import { checkReference } from '../report/identifiers.js';
import { compareText, connectionOverArray } from '../shared/array-connection.js';
import { checkFirst, createCursorCodec } from '../shared/cursor.js';
import { connectionOverFeed, MAX_FEED_FIRST } from '../shared/feed-connection.js';
import { connectionOverLatest, isLatest } from '../shared/latest-connection.js';
import { toEntryType, toPaymentType, toSalesEvent, toSolution } from './mappers.js';

/** A page of a ledger's sales events: of the whole feed, of one date, or of one order. */
export async function salesEventPage(
  args: SalesEventsArgs,
  ledgerId: string,
  context: Context,
): Promise<SalesEventConnection | null> {
  const { first, after, date, reference } = args;
  if (reference != null) return pageOfOrder(args, ledgerId, reference, context);
  const { sales } = context.loaders;
  const { filter, words } = filterOf(args);
  const list = ['Ledger.salesEvents', ledgerId, date, null, ...words] as const;
  if (isLatest(args)) {
    return connectionOverLatest({
      ...args,
      cursors: createCursorCodec(context, ...list, 'latest'),
      read: (before, last) => sales.latest(ledgerId, date ?? null, before, last, filter),
      toNode: (event) => toSalesEvent(event, ledgerId),
    });
  }
  return connectionOverFeed<WireSalesEvent, SalesPage, SalesEvent>({
    first,
    after,
    cursors: createCursorCodec(context, ...list),
    read: (place, count) =>
      date == null
        ? sales.feed(ledgerId, place, count, filter)
        : sales.date(ledgerId, date, place, count, filter),
    toNode: (event) => toSalesEvent(event, ledgerId),
  });
}

/** Which events are wanted, undefined for all, and what tells cursors of this filter from others. */
function filterOf({ entryType, paymentType, solution }: SalesEventsArgs): {
  readonly filter: EventFilter | undefined;
  readonly words: readonly (string | null | undefined)[];
} {
  // Cursors that were given before the other filters came stay valid.
  const words = paymentType == null && solution == null ? [entryType] : [entryType, paymentType, solution];
  if (words.every((word) => word == null)) return { filter: undefined, words };
  const keep: EventFilter['keep'] = (event) =>
    (entryType == null || toEntryType(event) === entryType) &&
    (paymentType == null || toPaymentType(event) === paymentType) &&
    (solution == null || toSolution(event) === solution);
  return { filter: { key: JSON.stringify(words), keep }, words };
}

/** More than any order has. */
const MAX_ORDER_EVENTS = 1_000;

/**
 * An order has a handful of events and the API gives them all at once. They are ordered by time. If it says that there
 * are more, so does `hasNextPage`, and who goes on gets an error instead of an end.
 */
async function pageOfOrder(
  args: SalesEventsArgs,
  ledgerId: string,
  given: string,
  context: Context,
): Promise<SalesEventConnection | null> {
  const { sales } = context.loaders;
  const { first, after, date, last, before } = args;
  if (last != null || before != null) {
    const argument = last == null ? 'before' : 'last';
    throw new BadInputError([argument], `reference and ${argument} can not go together: give one of them.`);
  }
  if (date != null) {
    throw new BadInputError(['reference'], 'reference and date can not go together: give one of them.');
  }
  const reference = checkReference(given, 'reference');
  const { filter, words } = filterOf(args);
  const cursors = createCursorCodec(context, 'Ledger.salesEvents', ledgerId, null, reference, ...words);
  checkFirst(first, MAX_FEED_FIRST);
  if (after != null) cursors.decode(after);
  const order = await sales.ofReference.load({ ledgerId, reference });
  if (order === null) return null;
  const { events, hasMore } = order;
  const page = connectionOverArray({
    items: withKeys(
      events.filter((event) => filter?.keep(event) !== false).map((event) => toSalesEvent(event, ledgerId)),
    ),
    hasMore,
    keyOf: ({ key }) => key,
    compare: compareText,
    toNode: ({ event }) => event,
    first: Math.min(first, MAX_ORDER_EVENTS),
    after,
    cursors,
  });
  if (hasMore && page.nodes.length === 0) throw sales.heldBack();
  return page;
}

/** Events with their sort keys. Cash events may be identical in every field, so those are numbered. */
function withKeys(events: readonly SalesEvent[]): { readonly event: SalesEvent; readonly key: string }[] {
  const counts = new Map<string, number>();
  return events.map((event) => {
    const key = `${event.time ?? ''}|${event.id}`;
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    return { event, key: before === 0 ? key : `${key}|${String(before).padStart(5, '0')}` };
  });
}
