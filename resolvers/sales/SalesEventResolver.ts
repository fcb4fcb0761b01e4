import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { SalesEntryType, SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkLedgerId, checkReference, isReference } from '../report/identifiers.js';
import { toSalesEvent } from './mappers.js';

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
  async relatedEvents(@Root() event: SalesEvent, @Ctx() context: Context): Promise<SalesEvent[] | null> {
    if (event.reference === undefined) return null;
    const events = await eventsOfOrder(event, context);
    // Cash events may be identical in every field, so only one of them is taken out: this one.
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

function compareTimes(one: string | null | undefined, other: string | null | undefined): number {
  return Date.parse(one ?? '') - Date.parse(other ?? '') || 0;
}
