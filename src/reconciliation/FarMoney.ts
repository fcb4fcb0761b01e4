import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { addDays } from '../dates.js';
import { saleKind } from './sale-kinds.js';
import type { CloseSource } from './source.js';

/** How many dates from its own the money of a sale is looked for, where it is on none of those beside. */
const FAR_DAYS = 7;
const BESIDE = [0, -1, 1];
/** Money is late as a rule, so later dates come first. */
const FAR = Array.from({ length: FAR_DAYS - 1 }, (_, at) => [at + 2, -at - 2]).flat();
/** As many as lie around a sale and its money. */
const MAX_KEPT = 3 * FAR_DAYS + 2;

/** An item on the date that it is on. */
export interface OnDate<Item> {
  readonly date: string;
  readonly item: Item;
}

/** What is known of money without a sale on its date and those around. */
export interface Origin {
  /** The sale that it is for, on a date that is far from its own. */
  readonly sale: OnDate<WireSalesEvent> | undefined;
  /** The date on which the same money was booked already. */
  readonly bookedOn: string | undefined;
}

const NOWHERE: Origin = { sale: undefined, bookedOn: undefined };

type Keyed = Pick<WireEntry, 'entryType' | 'pspReference'>;

/**
 * Finds money that is not beside its sale but up to seven dates away, by PSP reference. What is found depends on the dates
 * around the two alone, wherever a period begins or ends. Nothing is read while all meets.
 */
export class FarMoney {
  readonly #funds = new Map<string, ReadonlyMap<string, WireEntry>>();
  readonly #sales = new Map<string, ReadonlyMap<string, WireSalesEvent>>();

  constructor(private readonly source: CloseSource) {}

  /** The money of a sale that is not on its date or those beside. */
  moneyOf(sale: WireSalesEvent, soldOn: string): Promise<OnDate<WireEntry> | undefined> {
    const key = keyOf(sale);
    return key === undefined ? Promise.resolve(undefined) : this.#moneyOn(key, soldOn, FAR);
  }

  /** Where money is from that met no sale on its date or those beside. */
  async originOf(entry: WireEntry, bookedOn: string): Promise<Origin> {
    const key = keyOf(entry);
    if (key === undefined) return NOWHERE;
    for (const days of FAR) {
      const date = addDays(bookedOn, -days);
      if (!this.source.hasBegun(date)) continue;
      const item = (await this.#salesOn(date)).get(key);
      if (item === undefined) continue;
      const first = (await this.#moneyOn(key, date, BESIDE)) ?? (await this.#moneyOn(key, date, FAR));
      if (first === undefined || first.date === bookedOn)
        return { sale: { date, item }, bookedOn: undefined };
      return { sale: undefined, bookedOn: first.date };
    }
    return NOWHERE;
  }

  async #moneyOn(
    key: string,
    soldOn: string,
    around: readonly number[],
  ): Promise<OnDate<WireEntry> | undefined> {
    for (const days of around) {
      const date = addDays(soldOn, days);
      if (!this.source.hasBegun(date)) continue;
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
