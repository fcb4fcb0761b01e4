import type { ApolloCache, Reference } from '@apollo/client';
import type { SaleAddedSubscription, SalesQuery } from '../generated/graphql.js';

/** The list of a ledger as the cache has it. */
interface StoredLedger {
  readonly salesEvents: {
    readonly edges: readonly { readonly cursor: string; readonly node: Reference }[];
  } | null;
}

/**
 * Puts a sale that was told behind those that were read: who leaves the page and comes back finds it there, before the
 * list is read anew. A list that was not read yet stays unread.
 */
export function keepTold(
  cache: ApolloCache,
  ledger: SalesQuery['ledger'],
  { __typename, cursor, node }: SaleAddedSubscription['salesEventAdded'],
): void {
  const id = ledger === null ? undefined : cache.identify(ledger);
  // Without an id it would be looked for at the root.
  if (id === undefined) return;
  cache.modify<StoredLedger>({
    id,
    fields: {
      salesEvents: (list, { toReference, readField, isReference }) => {
        const sale = toReference(node);
        if (list === null || isReference(list) || sale === undefined) return list;
        if (list.edges.some((edge) => readField('id', edge.node) === node.id)) return list;
        return { ...list, edges: [...list.edges, { __typename, cursor, node: sale }] };
      },
    },
  });
}
