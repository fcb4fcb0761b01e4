import type { Logger } from 'pino';
import { vippsApis } from '../clients/apis.js';
import type { SalesPage, WireSalesEvent } from '../clients/sales.js';
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

/** Says in the log, once per request, that the API gave events twice and that one of each was left out. */
export class RepeatNotice {
  #isGiven = false;

  constructor(
    private readonly log: Logger,
    private readonly requestId: string,
  ) {}

  give(operation: string, ledgerId: string, repeats: ReadonlySet<WireSalesEvent>): void {
    if (repeats.size === 0 || this.#isGiven) return;
    this.#isGiven = true;
    const [first] = repeats;
    this.log.warn(
      {
        requestId: this.requestId,
        api: vippsApis.sales.name,
        operation,
        ledgerId,
        repeats: repeats.size,
        pspReference: first?.pspReference,
      },
      'the API gave the same sales event more than once: it is shown once',
    );
  }
}
