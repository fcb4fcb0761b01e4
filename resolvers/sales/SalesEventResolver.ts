import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from 'type-graphql';
import type { FeesEntry } from '../../schema/report/FeesEntry.js';
import type { FundsEntry } from '../../schema/report/FundsEntry.js';
import { Ledger } from '../../schema/report/Ledger.js';
import { SalesEntryType, SalesEvent } from '../../schema/sales/SalesEvent.js';
import { SalesEventsArgs, type SalesEventConnection } from '../../schema/sales/SalesEventConnection.js';
import type { Topic } from '../../src/clients/report.js';
import type { Context } from '../../src/context/vipps-context.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { DatedEntry } from '../../src/loaders/entries-of-events.js';
import { checkLedgerId, checkReference, isReference } from '../report/identifiers.js';
import { ledgerOf } from '../report/ledger-of.js';
import { toFeesEntry, toFundsEntry } from '../report/mappers.js';
import { toSalesEvent } from './mappers.js';
import { salesEventPage } from './sales-event-page.js';

const MAX_LATER_DAYS = 31;

@Resolver(() => Ledger)
export class LedgerSalesResolver {
  @FieldResolver()
  salesEvents(
    @Root() { ledgerId }: Ledger,
    @Args(() => SalesEventsArgs) args: SalesEventsArgs,
    @Ctx() { loaders }: Context,
  ): Promise<SalesEventConnection | null> {
    return salesEventPage(args, ledgerId, loaders.sales);
  }
}

@Resolver(() => SalesEvent)
export class SalesEventResolver {
  @Query(() => SalesEvent, {
    nullable: true,
    description:
      'One capture or refund. Null when it does not exist, or its ledger is not granted to the keys in use.',
  })
  async salesEvent(
    @Arg('ledgerId', () => String, { description: 'Id of the ledger, e.g. `418806`.' }) ledger: string,
    @Arg('pspReference', () => String, { description: 'PSP reference of the capture or refund.' })
    psp: string,
    @Ctx() { loaders }: Context,
  ): Promise<SalesEvent | null> {
    const ledgerId = checkLedgerId(ledger, 'ledgerId');
    const event = await loaders.sales.event.load({
      ledgerId,
      pspReference: checkReference(psp, 'pspReference'),
    });
    return event && toSalesEvent(event, ledgerId);
  }

  @FieldResolver()
  ledger(
    @Root() { ledgerId }: SalesEvent,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Ledger | null> {
    return ledgerOf(ledgerId, context, info);
  }

  @FieldResolver()
  fundsEntries(
    @Root() event: SalesEvent,
    @Arg('laterDays', () => Int, {
      defaultValue: 0,
      description: 'Days behind its own date to look at too, 0 to 31.',
    })
    laterDays: number,
    @Ctx() context: Context,
  ): FundsEntry[] | Promise<FundsEntry[]> {
    return entriesOf(event, 'funds', laterDays, context, toFundsEntry);
  }

  @FieldResolver()
  feeEntries(
    @Root() event: SalesEvent,
    @Arg('laterDays', () => Int, {
      defaultValue: 1,
      description: 'Days behind its own date to look at too, 0 to 31.',
    })
    laterDays: number,
    @Ctx() context: Context,
  ): FeesEntry[] | Promise<FeesEntry[]> {
    return entriesOf(event, 'fees', laterDays, context, toFeesEntry);
  }

  @FieldResolver()
  async relatedEvents(@Root() event: SalesEvent, @Ctx() context: Context): Promise<SalesEvent[]> {
    const events = await eventsOfOrder(event, context);
    // One of them is this one. Cash events may be alike in all they say, and the others must not go with it.
    const self = events.findIndex(({ id }) => id === event.id);
    return events.filter((_event, index) => index !== self);
  }

  @FieldResolver()
  originalSale(@Root() event: SalesEvent, @Ctx() context: Context): Promise<SalesEvent | null> | null {
    if (event.entryType !== SalesEntryType.REFUND) return null;
    return eventsOfOrder(event, context).then((events) => {
      const captures = events.filter(({ entryType }) => entryType === SalesEntryType.CAPTURE);
      return captures.sort((one, other) => compareTimes(one.time, other.time))[0] ?? null;
    });
  }
}

async function eventsOfOrder(
  { ledgerId, reference }: SalesEvent,
  { loaders }: Context,
): Promise<SalesEvent[]> {
  if (!isReference(reference)) return [];
  const events = await loaders.sales.ofReference.load({ ledgerId, reference });
  return events?.map((event) => toSalesEvent(event, ledgerId)) ?? [];
}

function compareTimes(one: string | null, other: string | null): number {
  return Date.parse(one ?? '') - Date.parse(other ?? '') || 0;
}

function entriesOf<Entry>(
  event: SalesEvent,
  topic: Topic,
  laterDays: number,
  { loaders }: Context,
  toEntry: (wire: DatedEntry['entry'], ledgerId: string, isDateComplete: boolean) => Entry,
): Entry[] | Promise<Entry[]> {
  if (laterDays < 0 || laterDays > MAX_LATER_DAYS) {
    const max = String(MAX_LATER_DAYS);
    throw new BadInputError(['laterDays'], `laterDays must be from 0 to ${max}, not ${String(laterDays)}.`);
  }
  const { ledgerId, pspReference, time, currency } = event;
  if (pspReference === null) return [];
  // A refund costs no fee, so none is missing.
  const expected = topic === 'funds' || event.entryType === SalesEntryType.CAPTURE;
  return loaders.entriesOf[topic]
    .load({ ledgerId, pspReference, time, currency, laterDays, expected })
    .then((entries) => entries.map(({ entry, isDateComplete }) => toEntry(entry, ledgerId, isDateComplete)));
}
