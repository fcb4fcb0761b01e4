import DataLoader from 'dataloader';
import type { WireSalesEvent } from '../clients/sales.js';
import type { Clock } from '../clock.js';
import { joinKey } from '../cache/cache-key.js';
import type { KeyLoader } from './KeyLoader.js';
import { addDays, localDate } from './ledger-dates.js';

export interface EventKey {
  readonly ledgerId: string;
  readonly pspReference: string;
}

/** Where the events are read. */
export interface SalesToJoin {
  readonly event: KeyLoader<EventKey, WireSalesEvent | null>;
  /** All events of one ledger date. */
  readonly wholeDate: (ledgerId: string, date: string) => Promise<readonly WireSalesEvent[]>;
}

/** An entry whose sales event is wanted. */
export interface SaleWanted extends EventKey {
  /** The entry's ledger date; null to ask for the event alone, e.g. for a dispute weeks after the sale. */
  readonly ledgerDate: string | null;
  readonly currency: string | null;
}

type SalesOfDate = ReadonlyMap<string, WireSalesEvent>;

/** Up to here the events of a date are asked for one by one: not more calls than reading dates, and far less to read. */
const FEW = 2;

/**
 * The sales events behind entries, joined by `pspReference`. One event costs one call, so many entries of a date are
 * answered from the date's sales instead: one call per thousand, whatever the number of entries. Entries without a
 * sale there are looked for one date earlier and later, as the two APIs may end a day at different hours. So a
 * ledger date costs three calls at most, shared with its neighbours.
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
          const own = (await salesOn(entry, ledgerDate, dates)).get(entry.pspReference);
          if (own !== undefined) return own;
          const around = await Promise.all([
            salesOn(entry, addDays(ledgerDate, -1), dates),
            salesOn(entry, addDays(ledgerDate, 1), dates),
          ]);
          return (
            around.map((date) => date.get(entry.pspReference)).find((event) => event !== undefined) ?? null
          );
        }),
      );
      return settled.map((result) => {
        if (result.status === 'fulfilled') return result.value;
        return result.reason instanceof Error
          ? result.reason
          : new Error('load failed', { cause: result.reason });
      });
    },
    { cacheKeyFn: (entry) => joinKey(dateKey(entry), entry.pspReference) },
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
