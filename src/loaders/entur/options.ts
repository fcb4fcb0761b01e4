import type { WireEnturChangeOptions, WireEnturRefundOptions } from '../../clients/entur/option-answers.js';
import type { EnturOptionClient } from '../../clients/entur/options.js';
import { joinKey } from '../../cache/cache-key.js';
import { KeyLoader } from '../KeyLoader.js';
import { ownOf, type EnturLoaderParts } from './parts.js';

/** What may be done with orders, asked for anew by each request: such an offer is good for a moment. */
export interface EnturOptionLoaders {
  /** How an order, or some of its lines, can be refunded: one call. Null = there is no such order. */
  refund(orderId: string, orderLineIds: readonly string[]): Promise<WireEnturRefundOptions | null>;
  /** How the lines of an order can be changed: one call. Null = there is no such order. */
  change(orderId: string): Promise<readonly WireEnturChangeOptions[] | null>;
}

export interface EnturOptionLoaderParts extends EnturLoaderParts {
  readonly client: EnturOptionClient;
}

interface Refunded {
  readonly orderId: string;
  readonly orderLineIds: readonly string[];
}

/** What may be done with orders, for one request, with the keys of its tenant. */
export function createEnturOptionLoaders(parts: EnturOptionLoaderParts): EnturOptionLoaders {
  const { client, scope } = parts;
  const refunds = new KeyLoader(
    ({ orderId, orderLineIds }: Refunded) => joinKey(orderId, ...orderLineIds),
    async ({ orderId, orderLineIds }: Refunded) =>
      (await client.getRefundOptions(ownOf(parts).keys, scope, orderId, orderLineIds))?.value ?? null,
  );
  const changes = new KeyLoader(
    (orderId: string) => orderId,
    async (orderId: string) => {
      const found = await client.getChangeOptions(ownOf(parts).keys, scope, orderId);
      return found?.value.filter((each) => each.orderId === orderId) ?? null;
    },
  );
  return {
    refund: (orderId, orderLineIds) => refunds.load({ orderId, orderLineIds }),
    change: (orderId) => changes.load(orderId),
  };
}
