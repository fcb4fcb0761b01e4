import type { Ledger } from '../../schema/report/Ledger.js';
import type { Payout } from '../../schema/report/Payout.js';
import type { PayoutConnection, PayoutsArgs } from '../../schema/report/PayoutConnection.js';
import type { Context } from '../../src/context/vipps-context.js';
import { ConnectionView, type ConnectionParts } from '../shared/connection-view.js';
import { checkFirst, createCursorCodec } from '../shared/cursor.js';
import { readPlace, writePlace } from './entry-place.js';
import { toPayout } from './payout-mappers.js';
import { checkPeriod } from './period.js';

/** A page of the payouts of a period. Cursors hold the place behind their payout, by date. */
export async function payoutPage(
  { first, after, from, to }: PayoutsArgs,
  { ledgerId, currency = null }: Ledger,
  context: Context,
): Promise<PayoutConnection> {
  checkFirst(first);
  checkPeriod(from, to);
  const cursors = createCursorCodec(context, 'Ledger.payouts', ledgerId, from, to);
  const start = after == null ? { date: from, index: 0 } : readPlace(cursors.decode(after));
  const slice = await context.loaders.payouts.between({ ledgerId, currency }, start, to, first);
  const { payouts, end, hasMore, isComplete } = slice;
  const endCursor = (): string => cursors.encode(writePlace(end));
  const parts: ConnectionParts<Payout> = {
    nodes: payouts.map(toPayout),
    hasNextPage: hasMore,
    hasPreviousPage: after != null,
    cursorAt: (index) => {
      const place = payouts[index]?.place;
      // No payout is between the last one and the end, so both are the same place.
      if (place === undefined || index === payouts.length - 1) return endCursor();
      return cursors.encode(writePlace({ date: place.date, index: place.index + 1 }));
    },
    endCursor,
  };
  return new PayoutsView(parts, isComplete);
}

class PayoutsView extends ConnectionView<Payout> implements PayoutConnection {
  constructor(
    parts: ConnectionParts<Payout>,
    readonly isComplete: boolean,
  ) {
    super(parts);
  }
}
