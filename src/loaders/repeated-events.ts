import { reviveSalesEvent, type SalesPage, type WireSalesEvent } from '../clients/sales.js';
import { joinKey } from '../cache/cache-key.js';
import { Repeats, type Identity } from './repeats.js';

/** A page of sales events with those on it that it has twice. */
export interface SalesFeedPage extends SalesPage {
  readonly repeats: ReadonlySet<WireSalesEvent>;
}

/** Cash has no PSP reference: two events that are alike in everything may be two sales. */
export const sameEvent: Identity<WireSalesEvent> = {
  idOf: ({ pspReference }) => pspReference,
  detailsOf: ({ pspReference, reference, entryType, time, gross }) =>
    joinKey(pspReference ?? '', reference ?? '', entryType ?? '', time ?? '', String(gross)),
};

/** Marks what a page has twice: once for all who are given the page. */
export function withRepeats(page: SalesPage): SalesFeedPage {
  return { ...page, repeats: new Repeats(sameEvent).among(page.items) };
}

/** A page of which only the data came through. */
export function reviveSalesPage(page: SalesFeedPage): SalesFeedPage {
  return withRepeats({ ...page, items: page.items.map(reviveSalesEvent) });
}
