import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import type { SalePartsFragment } from '../generated/graphql.js';
import { followSales, type LiveState } from './follow-sales.js';

/** The sales of a ledger that were told since the page opened, newest first. */
export function useLiveSales(
  ledgerId: string,
  onBeginning: () => void,
): { readonly told: readonly SalePartsFragment[]; readonly state: LiveState } {
  const client = useApolloClient();
  const [told, setTold] = useState<readonly SalePartsFragment[]>([]);
  const [state, setState] = useState<LiveState>('connecting');
  const begun = useRef(onBeginning);
  useEffect(() => {
    begun.current = onBeginning;
  });
  useEffect(
    () =>
      followSales(client, ledgerId, {
        onState: setState,
        onBeginning: () => {
          begun.current();
        },
        // Told at least once: behind a new connection one may come again.
        onSale: (sale) => {
          setTold((before) => (before.some(({ id }) => id === sale.id) ? before : [sale, ...before]));
        },
      }),
    [client, ledgerId],
  );
  return { told, state };
}
