import { enturApis } from '../../clients/entur/apis.js';
import type { Condition } from '../../clients/entur/filters.js';
import type { EnturOrderClient } from '../../clients/entur/orders.js';
import type { WireEnturOrder } from '../../clients/entur/order-answers.js';
import type { SearchRequest } from '../../clients/entur/page.js';
import { KeyLoader } from '../KeyLoader.js';
import { BatchReads } from './batch-reads.js';
import { Noted } from './Noted.js';
import type { NumberedList } from './numbered-list.js';
import {
  ownOf,
  searchAll,
  searchedList,
  type EnturLoaderParts,
  type Found,
  type Lookup,
  type Searched,
} from './parts.js';

/** Orders as one request sees them. */
export interface EnturOrderLoaders {
  /** One order by id: one call for each hundred that are asked for together. Null = not there, or not ours to see. */
  order(orderId: string): Promise<WireEnturOrder | null>;
  /** The orders that match, which need not be asked for again by their ids. */
  list(conditions: readonly Condition[], more: SearchRequest['more']): NumberedList<WireEnturOrder>;
  /** Drops what this request remembers of orders. Call it after every change. */
  forget(): void;
}

export interface EnturOrderLoaderParts extends EnturLoaderParts {
  readonly client: EnturOrderClient;
}

/** Orders for one request, with the keys of its tenant. */
export function createEnturOrderLoaders(parts: EnturOrderLoaderParts): EnturOrderLoaders {
  const { client, config, scope } = parts;
  const noted = new Noted<WireEnturOrder>(({ id }) => id);
  const searched: Searched<WireEnturOrder> = {
    api: enturApis.orders,
    search: (keys, shared, request, isAsked) => client.search(keys, shared, request, isAsked),
    pages: ({ orderPage }) => orderPage,
    isSettled,
    noted,
  };
  const batch = new BatchReads<WireEnturOrder>(config.pageSizeMax, scope.budget, (ids, shared) => {
    const { keys } = ownOf(parts);
    const asked = new Set(ids);
    const lookup: Lookup<WireEnturOrder> = {
      condition: { field: 'id', operator: 'in', value: ids },
      isAsked: ({ id }) => asked.has(id),
      most: ids.length,
    };
    return searchAll(parts, searched, keys, shared, lookup, loadedById);
  });
  // Whoever reads many pays for calls, in the batch.
  const unbilled = { ...scope, budget: undefined };
  const orders = new KeyLoader<string, WireEnturOrder | null>(
    (id) => id,
    (id) => {
      const known = noted.get(id);
      if (known !== undefined) return Promise.resolve(known);
      return ownOf(parts).cached.order.read([id], unbilled, (shared) => batch.load(id, shared));
    },
  );
  return {
    order: (orderId) => orders.load(orderId),
    list: (conditions, more) => searchedList(parts, searched, conditions, more),
    forget: () => {
      noted.clear();
      orders.clearAll();
    },
  };
}

/** Each of the orders that a search has found, by its id. */
function loadedById({ items, bytes }: Found<WireEnturOrder>) {
  const each = Math.ceil(bytes / Math.max(1, items.length));
  return new Map(items.map((order) => [order.id, { value: order, bytes: each, open: !isSettled(order) }]));
}

/** A draft is changed, paid or thrown away at any moment. */
function isSettled({ status }: WireEnturOrder): boolean {
  return status === 'CONFIRMED' || status === 'CANCELLED';
}
