import type { ApolloClient, ErrorLike } from '@apollo/client';
import type { Subscription } from 'rxjs';
import { SaleAddedDocument, type SaleAddedSubscription } from '../generated/graphql.js';
import { errorsOf } from '../shared/errors.js';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Codes of refusals that do not pass by themselves. */
const lasting: ReadonlySet<unknown> = new Set([
  ...['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND'],
  ...['BAD_REQUEST', 'COST_LIMIT_EXCEEDED', 'DOCUMENT_NOT_LISTED'],
  ...['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE'],
]);

/** How it stands with what is told live. */
export type LiveState = 'connecting' | 'live' | 'interrupted' | { readonly refused: string };

/** Told of all that happens to a feed that is followed. */
export interface SalesFollower {
  readonly onState: (state: LiveState) => void;
  /** The stream is open, without anything that came before: what was read of the feed until now may lack something. */
  readonly onBeginning: () => void;
  readonly onSale: (told: SaleAddedSubscription['salesEventAdded']) => void;
}

/**
 * Follows the sales of a ledger until it is told to stop. A stream that ends goes on behind the last sale that was told,
 * after a pause that doubles each time, or as long as the graph asks for; what stays refused is over.
 */
export function followSales(client: ApolloClient, ledgerId: string, follower: SalesFollower): () => void {
  let cursor: string | undefined;
  let pauseMs = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stream: Subscription | undefined;

  function connect(): void {
    const after = cursor;
    let failure: ErrorLike | undefined;
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
        // Errors come here too, those of the connection as others. It may be about one sale only: the end tells.
        next: ({ data, error }) => {
          failure = error;
          if (data == null) return;
          cursor = data.salesEventAdded.cursor;
          pauseMs = FIRST_PAUSE_MS;
          follower.onSale(data.salesEventAdded);
        },
        complete: () => {
          const [first] = errorsOf(failure) ?? [];
          const { code, lastCursor, retryAfter } = first?.extensions ?? {};
          if (typeof lastCursor === 'string') cursor = lastCursor;
          if (first !== undefined && lasting.has(code)) follower.onState({ refused: first.message });
          else connectAgain(typeof retryAfter === 'number' ? retryAfter * 1_000 : 0);
        },
      });
  }

  function connectAgain(leastMs: number): void {
    follower.onState('interrupted');
    timer = setTimeout(connect, Math.max(leastMs, pauseMs));
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }

  connect();
  return () => {
    clearTimeout(timer);
    stream?.unsubscribe();
  };
}
