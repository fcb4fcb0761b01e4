import DataLoader from 'dataloader';
import type { WireSalesEvent } from '../clients/sales.js';
import type { Clock } from '../clock.js';
import { joinKey } from '../cache/cache-key.js';
import { addDays } from '../dates.js';
import { localDate } from './ledger-dates.js';
import type { KeyLoader } from './KeyLoader.js';

export interface EventKey {
  readonly ledgerId: string;
  readonly pspReference: string;
}

/** The sales that entries are joined with. */
export interface SalesToJoin {
  readonly event: Pick<KeyLoader<EventKey, WireSalesEvent | null>, 'load'>;
  wholeDate(ledgerId: string, date: string): Promise<readonly WireSalesEvent[]>;
}

/** An entry whose sales event is wanted. */
export interface SaleWanted extends EventKey {
  /** The entry's ledger date; null to ask for the event alone, e.g. for a dispute weeks after the sale. */
  readonly ledgerDate: string | null;
  readonly currency: string | null;
  /** Fees may be booked long after their sale. */
  readonly mayBeLate?: boolean;
}

type SalesOfDate = ReadonlyMap<string, WireSalesEvent>;

/** Up to here the events of a date are asked for one by one: not more calls than reading dates, and far less to read. */
const FEW = 2;

/**
 * The sales events behind entries, joined by `pspReference`. One event costs one call, so many entries of a date are
 * answered from the date's sales instead: one call per thousand, whatever the number of entries. Entries without a
 * sale there are looked for one date earlier and later, as the two APIs may end a day at different hours. So a
 * ledger date costs three calls at most, shared with its neighbours. Fees that came later still are asked for one by
 * one, unless there were no sales on any of these dates: then the API does not cover the payments of the ledger.
 */
export function salesOfEntries(
  sales: SalesToJoin,
  clock: Clock,
): DataLoader<SaleWanted, WireSalesEvent | null, string> {
  return new DataLoader<SaleWanted, WireSalesEvent | null, string>(
    async (wanted) => {
      const byDate = Map.groupBy(wanted, dateKey);
      const dates = new Map<string, Promise<SalesOfDate>>();
      const settled = await Promise.allSettled(
        wanted.map(async (entry) => {
          const { ledgerDate } = entry;
          if (ledgerDate === null || (byDate.get(dateKey(entry))?.length ?? 0) <= FEW)
            return sales.event.load(entry);
          const sold = await salesOn(entry, ledgerDate, dates);
          const own = sold.get(entry.pspReference);
          if (own !== undefined) return own;
          const around = await Promise.all([
            salesOn(entry, addDays(ledgerDate, -1), dates),
            salesOn(entry, addDays(ledgerDate, 1), dates),
          ]);
          const found = around
            .map((date) => date.get(entry.pspReference))
            .find((event) => event !== undefined);
          if (found !== undefined || entry.mayBeLate !== true) return found ?? null;
          const isCovered = sold.size > 0 || around.some(({ size }) => size > 0);
          return isCovered ? sales.event.load(entry) : null;
        }),
      );
      return settled.map((result) => {
        if (result.status === 'fulfilled') return result.value;
        return result.reason instanceof Error
          ? result.reason
          : new Error('load failed', { cause: result.reason });
      });
    },
    { cacheKeyFn: (entry) => joinKey(dateKey(entry), entry.pspReference, String(entry.mayBeLate)) },
  );

  /** The sales of a date, read once for all; none of a date that has not begun. */
  function salesOn(
    { ledgerId, currency }: SaleWanted,
    date: string,
    dates: Map<string, Promise<SalesOfDate>>,
  ): Promise<SalesOfDate> {
    const key = joinKey(ledgerId, date);
    let found = dates.get(key);
    if (found === undefined) {
      const hasBegun = date <= (localDate(clock.now(), currency) ?? date);
      dates.set(key, (found = hasBegun ? readSales(ledgerId, date) : Promise.resolve(new Map())));
    }
    return found;
  }

  async function readSales(ledgerId: string, date: string): Promise<SalesOfDate> {
    const events = await sales.wholeDate(ledgerId, date);
    return new Map(
      events.flatMap((event) => (event.pspReference === null ? [] : [[event.pspReference, event]])),
    );
  }
}

function dateKey({ ledgerId, ledgerDate }: SaleWanted): string {
  return joinKey(ledgerId, ledgerDate ?? '');
}
