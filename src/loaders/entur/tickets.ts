import { enturApis } from '../../clients/entur/apis.js';
import type { Condition } from '../../clients/entur/filters.js';
import type { WireEnturTicketGroup } from '../../clients/entur/ticket-answers.js';
import type { EnturTicketClient } from '../../clients/entur/tickets.js';
import { KeyLoader } from '../KeyLoader.js';
import { BatchReads } from './batch-reads.js';
import type { NumberedList } from './numbered-list.js';
import {
  MOST,
  ownOf,
  searchAll,
  searchedList,
  type EnturLoaderParts,
  type Lookup,
  type Searched,
} from './parts.js';

/** Ticket distribution groups as one request sees them. */
export interface EnturTicketLoaders {
  /** The groups of an order: the orders of a request share their calls, one for each fifty of them, or hundred groups. */
  ofOrder(orderId: string): Promise<readonly WireEnturTicketGroup[]>;
  /** The groups that match. The service takes no search without a condition. */
  list(conditions: readonly Condition[]): NumberedList<WireEnturTicketGroup>;
  /** Drops what this request remembers of tickets. Call it after every change. */
  forget(): void;
}

export interface EnturTicketLoaderParts extends EnturLoaderParts {
  readonly client: EnturTicketClient;
}

/** So many orders share a search: each may have several groups, and one answer shall hold them. */
const ORDERS_PER_SEARCH = 50;

/** Ticket distribution groups for one request, with the keys of its tenant. */
export function createEnturTicketLoaders(parts: EnturTicketLoaderParts): EnturTicketLoaders {
  const { client, config, scope } = parts;
  const searched: Searched<WireEnturTicketGroup> = {
    api: enturApis.tickets,
    search: (keys, shared, request, isAsked) => client.search(keys, shared, request, isAsked),
    pages: ({ ticketPage }) => ticketPage,
    isSettled: () => true,
  };
  const size = Math.min(ORDERS_PER_SEARCH, config.pageSizeMax);
  const batch = new BatchReads<readonly WireEnturTicketGroup[]>(size, scope.budget, (ids, shared) => {
    const { keys } = ownOf(parts);
    const asked = new Set<string | null>(ids);
    const lookup: Lookup<WireEnturTicketGroup> = {
      condition: { field: 'orderId', operator: 'in', value: ids },
      isAsked: ({ orderId }) => asked.has(orderId),
      most: MOST * ids.length,
    };
    return searchAll(parts, searched, keys, shared, lookup, ({ items, bytes }) => {
      const each = Math.ceil(bytes / ids.length);
      const byOrder = Map.groupBy(items, ({ orderId }) => orderId);
      return new Map(
        ids.map((id) => {
          const value = byOrder.get(id) ?? [];
          return [id, { value, bytes: each, open: value.length === 0 }];
        }),
      );
    });
  });
  // Whoever reads many pays for calls, in the batch.
  const unbilled = { ...scope, budget: undefined };
  const ticketsOfOrder = new KeyLoader(
    (id: string) => id,
    async (id: string) => {
      const { cached } = ownOf(parts);
      return (await cached.ticketsOfOrder.read([id], unbilled, (shared) => batch.load(id, shared))) ?? [];
    },
  );
  return {
    ofOrder: (orderId) => ticketsOfOrder.load(orderId),
    list: (conditions) => searchedList(parts, searched, conditions),
    forget: () => {
      ticketsOfOrder.clearAll();
    },
  };
}
