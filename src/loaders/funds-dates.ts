import type { WireEntry } from '../clients/report.js';
import { payoutIndexes, type EntryPlace } from '../reconciliation/payouts.js';
import type { DateReport } from './date-report.js';
import { FEED_START } from './feed.js';
import { DATE_CALL, type ReportLoaders } from './report.js';
import { beforeScan, type ScanScope } from './scan.js';

/** A ledger, and what tells the date there. */
export interface OfLedger {
  readonly ledgerId: string;
  readonly currency: string | null;
}

/** A payout that was found. */
export interface FoundPayout extends OfLedger {
  readonly entry: WireEntry;
  readonly place: EntryPlace;
}

/** The dates of `funds` as payouts are looked for on them: each is gone through once for all that ask. */
export class FundsDates {
  readonly #indexes = new WeakMap<DateReport, readonly number[]>();

  constructor(
    private readonly report: Pick<ReportLoaders, 'wholeDate' | 'feed'>,
    private readonly scope: ScanScope,
  ) {}

  read({ ledgerId }: OfLedger, dates: readonly string[]): Promise<readonly DateReport[]> {
    return Promise.all(dates.map((date) => this.report.wholeDate({ ledgerId, topic: 'funds', date })));
  }

  /** To be awaited before the entries of a date are gone through. */
  async goThrough({ entries: { length } }: DateReport): Promise<void> {
    await beforeScan(this.scope, length, DATE_CALL);
    this.scope.budget?.scan(length);
  }

  /** Where the payouts of a date stand on it. */
  async payoutsOn(on: DateReport): Promise<readonly number[]> {
    let found = this.#indexes.get(on);
    if (found !== undefined) return found;
    await this.goThrough(on);
    this.#indexes.set(on, (found = payoutIndexes(on.entries)));
    return found;
  }

  /** When the first entry of a ledger was booked: the first page of its feed tells. */
  async firstDate({ ledgerId }: OfLedger): Promise<string | null> {
    const feed = await this.report.feed(ledgerId, 'funds', FEED_START, 1);
    return feed?.parts[0]?.page.items[0]?.ledgerDate?.slice(0, 10) ?? null;
  }
}

/** A payout, at its place. */
export function payoutAt(
  { ledgerId, currency }: OfLedger,
  { entries }: DateReport,
  place: EntryPlace,
): FoundPayout | null {
  const entry = entries[place.index];
  return entry === undefined ? null : { ledgerId, currency, entry, place };
}
