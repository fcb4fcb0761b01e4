import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import type { SalePartsFragment } from '../generated/graphql.js';
import { followSales, type LiveState, type SalesFollower } from './follow-sales.js';

/** The sales of a ledger that were told since the page opened, newest first. @param also is told of them too */
export function useLiveSales(
  ledgerId: string,
  also: Omit<SalesFollower, 'onState'>,
): { readonly told: readonly SalePartsFragment[]; readonly state: LiveState } {
  const client = useApolloClient();
  const [told, setTold] = useState<readonly SalePartsFragment[]>([]);
  const [state, setState] = useState<LiveState>('connecting');
  const follower = useRef(also);
  useEffect(() => {
    follower.current = also;
  });
  useEffect(
    () =>
      followSales(client, ledgerId, {
        onState: setState,
        onBeginning: () => {
          follower.current.onBeginning();
        },
        // Told at least once: behind a new connection one may come again.
        onSale: (edge) => {
          const sale = edge.node;
          follower.current.onSale(edge);
          setTold((before) => (before.some(({ id }) => id === sale.id) ? before : [sale, ...before]));
        },
      }),
    [client, ledgerId],
  );
  return { told, state };
}
