import { reviveSalesEvent, type WireSalesEvent } from '../clients/sales.js';

/** The events of an order, none of them twice. */
export interface OrderEvents {
  readonly events: readonly WireSalesEvent[];
  /** The API says that there are more, but can't be asked for them. */
  readonly hasMore: boolean;
}

/** Events of which only the data came through. */
export function reviveOrderEvents({ events, hasMore }: OrderEvents): OrderEvents {
  return { events: events.map(reviveSalesEvent), hasMore };
}
