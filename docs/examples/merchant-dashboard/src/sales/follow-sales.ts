import { CombinedGraphQLErrors, type ApolloClient } from '@apollo/client';
import type { Subscription } from 'rxjs';
import { SaleAddedDocument, type SalePartsFragment } from '../generated/graphql.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** How it stands with what is told live. */
export type LiveState = 'connecting' | 'live' | 'interrupted' | { readonly refused: string };

/** Told of all that happens to a feed that is followed. */
export interface SalesFollower {
  readonly onState: (state: LiveState) => void;
  /** The stream is open, without anything that came before: what was read of the feed until now may lack something. */
  readonly onBeginning: () => void;
  readonly onSale: (sale: SalePartsFragment) => void;
}

/**
 * Follows the sales of a ledger until it is told to stop. A stream that ends goes on behind the last sale that was told,
 * after a pause that doubles each time; what the graph refuses is over.
 */
export function followSales(client: ApolloClient, ledgerId: string, follower: SalesFollower): () => void {
  let cursor: string | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stream: Subscription | undefined;

  function connect(): void {
    const after = cursor;
    let refused: string | undefined;
    follower.onState('connecting');
    const onOpen = (): void => {
      follower.onState('live');
      if (after === undefined) follower.onBeginning();
    };
    stream = client
      .subscribe({
        query: SaleAddedDocument,
        variables: { ledgerId, ...(after !== undefined && { after }) },
        context: { onOpen },
      })
      .subscribe({
        next: ({ data, error }) => {
          refused = undefined;
          if (data != null) {
            cursor = data.salesEventAdded.cursor;
            pauseMs = FIRST_PAUSE_MS;
            follower.onSale(data.salesEventAdded.node);
          } else if (CombinedGraphQLErrors.is(error)) {
            // It may be about one sale only: whether it is the end, the end tells. Lost connections come here too, as others.
            const [first] = error.errors;
            const last = first?.extensions?.['lastCursor'];
            if (typeof last === 'string') cursor = last;
            else refused = error.message;
          }
        },
        error: connectAgain,
        complete: () => {
          if (refused === undefined) connectAgain();
          else follower.onState({ refused });
        },
      });
  }

  function connectAgain(): void {
    follower.onState('interrupted');
    timer = setTimeout(connect, pauseMs);
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }

  connect();
  return () => {
    clearTimeout(timer);
    stream?.unsubscribe();
  };
}
