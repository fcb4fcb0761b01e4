import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { addDays } from '../dates.js';
import { saleKind } from './sale-kinds.js';
import type { CloseSource } from './source.js';

/** How many dates behind its own the money of a sale is looked for, where it is on none of those around. */
export const LATE_DAYS = 7;
/** As many as lie around a sale and its money. */
const MAX_KEPT = 2 * LATE_DAYS + 2;

/** An item on the date that it is on. */
export interface OnDate<Item> {
  readonly date: string;
  readonly item: Item;
}

/** What is known of money without a sale on its date and those around. */
export interface Origin {
  /** The sale of an earlier date that it is late for. */
  readonly sale: OnDate<WireSalesEvent> | undefined;
  /** The date on which the same money was booked already. */
  readonly bookedOn: string | undefined;
}

type Keyed = Pick<WireEntry, 'entryType' | 'pspReference'>;

/**
 * Finds money that is later than on the date behind that of its sale, by PSP reference. What is found depends on the two
 * dates and those between alone, wherever a period begins or ends. Nothing is read while all meets.
 */
export class LateMoney {
  readonly #funds = new Map<string, ReadonlyMap<string, WireEntry>>();
  readonly #sales = new Map<string, ReadonlyMap<string, WireSalesEvent>>();

  constructor(private readonly source: CloseSource) {}

  /** The money of a sale that is not on its date or those around. */
  moneyOf(sale: WireSalesEvent, soldOn: string): Promise<OnDate<WireEntry> | undefined> {
    const key = keyOf(sale);
    return key === undefined ? Promise.resolve(undefined) : this.#moneyFrom(key, soldOn, 2);
  }

  /** Where money is from that met no sale on its date or those around. */
  async originOf(entry: WireEntry, bookedOn: string): Promise<Origin> {
    const key = keyOf(entry);
    for (let days = 2; key !== undefined && days <= LATE_DAYS; days += 1) {
      const date = addDays(bookedOn, -days);
      const item = (await this.#salesOn(date)).get(key);
      if (item === undefined) continue;
      const first = await this.#moneyFrom(key, date, -1);
      if (first === undefined || first.date === bookedOn)
        return { sale: { date, item }, bookedOn: undefined };
      return { sale: undefined, bookedOn: first.date };
    }
    return { sale: undefined, bookedOn: undefined };
  }

  async #moneyFrom(key: string, soldOn: string, first: number): Promise<OnDate<WireEntry> | undefined> {
    for (let days = first; days <= LATE_DAYS; days += 1) {
      const date = addDays(soldOn, days);
      if (!this.source.hasBegun(date)) return undefined;
      const item = (await this.#fundsOn(date)).get(key);
      if (item !== undefined) return { date, item };
    }
    return undefined;
  }

  #fundsOn(date: string): Promise<ReadonlyMap<string, WireEntry>> {
    return kept(this.#funds, date, async () => (await this.source.funds(date)).entries);
  }

  #salesOn(date: string): Promise<ReadonlyMap<string, WireSalesEvent>> {
    return kept(this.#sales, date, () => this.source.sales(date));
  }
}

async function kept<Item extends Keyed>(
  dates: Map<string, ReadonlyMap<string, Item>>,
  date: string,
  read: () => Promise<readonly Item[]>,
): Promise<ReadonlyMap<string, Item>> {
  const known = dates.get(date);
  if (known !== undefined) return known;
  const items = new Map<string, Item>();
  for (const item of await read()) {
    const key = keyOf(item);
    if (key !== undefined && !items.has(key)) items.set(key, item);
  }
  const [oldest] = dates.keys();
  if (dates.size >= MAX_KEPT && oldest !== undefined) dates.delete(oldest);
  dates.set(date, items);
  return items;
}

function keyOf({ entryType, pspReference }: Keyed): string | undefined {
  const kind = entryType === null ? null : saleKind(entryType);
  return kind === null || pspReference === null ? undefined : `${kind} ${pspReference}`;
}
