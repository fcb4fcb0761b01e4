import type { WireEntriesPage, WireEntry } from '../clients/report.js';
import { Repeats, type Identity } from './repeats.js';

/** A page of entries with those on it that it has twice. */
export interface EntriesFeedPage extends WireEntriesPage {
  readonly repeats: ReadonlySet<WireEntry>;
}

/**
 * Entries are the same when they are alike in everything: the balance before tells the place on the account, so what
 * has that too was not booked twice. Without it and without a PSP reference, two that are alike may be two.
 */
export const sameEntry: Identity<WireEntry> = {
  idOf: ({ pspReference, balanceBefore }) =>
    pspReference ?? (balanceBefore === null || Number.isNaN(balanceBefore) ? null : String(balanceBefore)),
  detailsOf: (entry) => JSON.stringify(entry),
};

/** Marks what a page has twice: once for all who are given the page. */
export function withRepeatedEntries(page: WireEntriesPage): EntriesFeedPage {
  return { ...page, repeats: new Repeats(sameEntry).among(page.items) };
}
