import DataLoader from 'dataloader';
import type { EnturOrderClient } from '../../clients/entur/orders.js';
import type { WireEnturOrder } from '../../clients/entur/order-answers.js';
import { requiredEnturKeys } from '../../clients/entur/required-keys.js';
import type { EnturConfig, Tenant } from '../../config.js';
import type { CallScope } from '../../http/call-scope.js';

/** Orders as one request sees them. */
export interface EnturOrderLoaders {
  /** One order by id: one call for each hundred that are asked for together. Null = not there, or not ours to see. */
  order(orderId: string): Promise<WireEnturOrder | null>;
  /** Drops what is remembered of an order. Call it after every change. */
  forget(orderId: string): void;
}

export interface EnturOrderLoaderParts {
  readonly client: EnturOrderClient;
  readonly config: EnturConfig;
  readonly tenant: Tenant;
  readonly scope: CallScope;
}

/** Orders for one request, with the keys of its tenant. */
export function createEnturOrderLoaders(parts: EnturOrderLoaderParts): EnturOrderLoaders {
  const { client, config, tenant, scope } = parts;
  const orders = new DataLoader<string, WireEnturOrder | null>(load, { maxBatchSize: config.pageSizeMax });

  async function load(ids: readonly string[]): Promise<(WireEnturOrder | null)[]> {
    const { value } = await client.search(requiredEnturKeys(tenant), scope, {
      conditions: [{ field: 'id', operator: 'in', value: ids }],
      page: config.firstPage,
      perPage: ids.length,
    });
    const byId = new Map(value.items.map((order) => [order.id, order]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  return {
    order: (orderId) => orders.load(orderId),
    forget: (orderId) => {
      orders.clear(orderId);
    },
  };
}
