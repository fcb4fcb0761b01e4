import { Arg, Resolver, Root, Subscription } from 'type-graphql';
import { SalesEventEdge } from '../../schema/sales/SalesEventConnection.js';
import type { WireSalesEvent } from '../../src/clients/sales.js';
import type { Context } from '../../src/context/vipps-context.js';
import { checkLedgerId } from '../report/identifiers.js';
import { createCursorCodec } from '../shared/cursor.js';
import { liveShape, placeOf } from '../shared/live-cursors.js';
import { toSalesEvent } from './mappers.js';

interface Args {
  readonly ledgerId: string;
  readonly after?: string | null;
}

@Resolver()
export class SalesEventSubscriptions {
  @Subscription(() => SalesEventEdge, {
    description:
      'The sales events of a ledger as they come, each at least once and in the order of the feed. One poll per interval serves all who follow a ledger, so an event is told up to an interval after the API has it. Ends with an error whose `lastCursor` is where to go on when this server stops, or when events are read too slowly.',
    subscribe: ({ args, context }: { args: Args; context: Context }) => subscribe(args, context),
  })
  salesEventAdded(
    @Arg('ledgerId', () => String, { description: 'Id of the ledger, e.g. `418806`.' }) _ledgerId: string,
    @Arg('after', () => String, {
      nullable: true,
      description:
        'Go on behind this cursor: of an event that was told here, or of `Ledger.salesEvents` with `first` and without a filter. What has come since is told first, one call per 500. Left out: from the end of the feed on, which costs one call per thousand events where nobody follows it yet.',
    })
    _after: string | null | undefined,
    @Root() edge: SalesEventEdge,
  ): SalesEventEdge {
    return edge;
  }
}

function subscribe(
  { ledgerId: given, after }: Args,
  context: Context,
): Promise<AsyncIterable<SalesEventEdge>> {
  const ledgerId = checkLedgerId(given, 'ledgerId');
  const cursors = createCursorCodec(context, 'Ledger.salesEvents', ledgerId, null, null, null);
  return context.live.sales(
    ledgerId,
    placeOf(cursors, after),
    liveShape(cursors, (event: WireSalesEvent, cursor) => ({ cursor, node: toSalesEvent(event, ledgerId) })),
  );
}
