import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { SalesEntryType, SalesEvent } from '../../schema/sales/SalesEvent.js';
import {
  SalesEventConnection,
  SalesFilterArgs,
  SalesOfLedgersArgs,
} from '../../schema/sales/SalesEventConnection.js';
import type { WireSalesEvent } from '../../src/clients/sales.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkLedgerId, checkReference, isReference } from '../report/identifiers.js';
import { toEntryType, toSalesEvent } from './mappers.js';
import { salesOfLedgers } from './sales-of-ledgers-page.js';

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

  @Query(() => SalesEventConnection, {
    nullable: true,
    description:
      'The sales events of several ledgers, of a date or of a time: date by date, and on each ledger by ledger, in the order of their ids. One call per ledger, date and thousand events, and no more of them than `first` takes, at most twice as many as those before let expect; at most 92 for one answer, so there may be fewer than `first` while `hasNextPage` is true. What is added later to a ledger that was passed already is not found by going on: ask anew. Null only when the API fails; a ledger that it does not know is an error.',
  })
  async salesEvents(
    @Args(() => SalesOfLedgersArgs) args: SalesOfLedgersArgs,
    @Args(() => SalesFilterArgs) filters: SalesFilterArgs,
    @Ctx() context: Context,
  ): Promise<SalesEventConnection | null> {
    return salesOfLedgers({ ...args, ...filters }, context);
  }

  @FieldResolver()
  async relatedEvents(@Root() event: SalesEvent, @Ctx() { loaders }: Context): Promise<SalesEvent[] | null> {
    const { ledgerId, reference } = event;
    if (reference === undefined) return null;
    if (!isReference(reference)) return [];
    const order = await loaders.sales.ofReference.load({ ledgerId, reference });
    const events = order?.events.map((one) => toSalesEvent(one, ledgerId)) ?? [];
    // Cash events may be identical in every field, so only one of them is taken out: this one.
    const self = events.findIndex(({ id }) => id === event.id);
    return events.filter((_event, index) => index !== self);
  }

  @FieldResolver()
  originalSale(@Root() event: SalesEvent, @Ctx() { loaders }: Context): Promise<SalesEvent | null> | null {
    const { entryType, ledgerId, reference } = event;
    if (entryType !== SalesEntryType.REFUND || !isReference(reference)) return null;
    return loaders.sales
      .eventOfOrder({ ledgerId, reference }, firstCapture)
      .then((capture) => capture && toSalesEvent(capture, ledgerId));
  }
}

function firstCapture(events: readonly WireSalesEvent[]): WireSalesEvent | undefined {
  const captures = events.filter((event) => toEntryType(event) === SalesEntryType.CAPTURE);
  return captures.sort((one, other) => compareTimes(one.time, other.time))[0];
}

function compareTimes(one: string | null | undefined, other: string | null | undefined): number {
  return Date.parse(one ?? '') - Date.parse(other ?? '') || 0;
}
