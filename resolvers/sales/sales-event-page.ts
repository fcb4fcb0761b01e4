import type { SalesEvent } from '../../schema/sales/SalesEvent.js';
import type {
  SalesEventConnection,
  SalesEventsArgs,
  SalesFilterArgs,
} from '../../schema/sales/SalesEventConnection.js';
import type { SalesPage, WireSalesEvent } from '../../src/clients/sales.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkReference } from '../report/identifiers.js';
import { compareText, connectionOverArray } from '../shared/array-connection.js';
import { checkFirst, createCursorCodec } from '../shared/cursor.js';
import { connectionOverFeed, MAX_FEED_FIRST } from '../shared/feed-connection.js';
import { connectionOverLatest, isLatest } from '../shared/latest-connection.js';
import { toSalesEvent } from './mappers.js';
import { salesFilterOf } from './sales-filter.js';
import { salesOfLedgersPage } from './sales-of-ledgers-page.js';

type Args = SalesEventsArgs & SalesFilterArgs;

/** A page of a ledger's sales events: of the whole feed, of one date, of a time, of one order, or of some payments. */
export async function salesEventPage(
  args: Args,
  ledgerId: string,
  context: Context,
): Promise<SalesEventConnection | null> {
  const { first, after, date, reference, pspReferences } = args;
  refuseTogether(args);
  if (pspReferences != null) return pageOfPayments(args, ledgerId, pspReferences, context);
  if (reference != null) return pageOfOrder(args, ledgerId, reference, context);
  const { sales } = context.loaders;
  const { filter, words, time } = salesFilterOf(args);
  if (time !== undefined)
    return salesOfLedgersPage({ ledgers: [ledgerId], span: time, unknown: () => null }, args, context);
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

/** @throws BadInputError for arguments that say in two ways what to read */
function refuseTogether(args: Args): void {
  const { date, reference, pspReferences, timeFrom, timeTo, last, before } = args;
  const refuse = (one: string, other: string, named = one): never => {
    throw new BadInputError([named], `${one} and ${other} can not go together: give one of them.`);
  };
  const others = { pspReferences, timeFrom, timeTo };
  for (const [one, value] of [['reference', reference] as const, ...Object.entries(others)]) {
    if (value == null) continue;
    if (last != null || before != null)
      refuse(one, last == null ? 'before' : 'last', last == null ? 'before' : 'last');
    if (date != null) refuse(one, 'date');
    if (one !== 'reference' && reference != null) refuse(one, 'reference');
    if (one.startsWith('time') && pspReferences != null) refuse(one, 'pspReferences');
  }
}

const MAX_PSP_REFERENCES = 100;

/** The events of single payments: the API takes one PSP reference at a time. */
async function pageOfPayments(
  args: Args,
  ledgerId: string,
  given: readonly string[],
  context: Context,
): Promise<SalesEventConnection> {
  const { first, after } = args;
  if (given.length < 1 || given.length > MAX_PSP_REFERENCES) {
    const rule = `must be 1 to ${String(MAX_PSP_REFERENCES)} PSP references, not ${String(given.length)}.`;
    throw new BadInputError(['pspReferences'], `pspReferences ${rule}`);
  }
  const references = [...new Set(given.map((each) => checkReference(each, 'pspReferences')))].sort(
    compareText,
  );
  const { filter, words } = salesFilterOf(args);
  const cursors = createCursorCodec(
    context,
    'Ledger.salesEvents',
    ledgerId,
    'payments',
    ...references,
    ...words,
  );
  checkFirst(first, MAX_FEED_FIRST);
  if (after != null) cursors.decode(after);
  const found = await Promise.all(
    references.map((pspReference) => context.loaders.sales.event.load({ ledgerId, pspReference })),
  );
  const events = found.filter((event) => event !== null).filter((event) => filter?.keep(event) !== false);
  return connectionOverArray({
    items: withKeys(events.map((event) => toSalesEvent(event, ledgerId))),
    keyOf: ({ key }) => key,
    compare: compareText,
    toNode: ({ event }) => event,
    first: Math.min(first, MAX_PSP_REFERENCES),
    after,
    cursors,
  });
}

/** More than any order has. */
const MAX_ORDER_EVENTS = 1_000;

/**
 * An order has a handful of events and the API gives them all at once. They are ordered by time. If it says that there
 * are more, so does `hasNextPage`, and who goes on gets an error instead of an end.
 */
async function pageOfOrder(
  args: Args,
  ledgerId: string,
  given: string,
  context: Context,
): Promise<SalesEventConnection | null> {
  const { sales } = context.loaders;
  const { first, after } = args;
  const reference = checkReference(given, 'reference');
  const { filter, words } = salesFilterOf(args);
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
