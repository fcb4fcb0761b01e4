import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { monthOf } from '../close/months.js';
import { SalesDocument, type SalePartsFragment } from '../generated/graphql.js';
import { hrefTo } from '../route.js';
import { amountText } from '../shared/Amount.js';
import { Failure, shownByHook } from '../shared/Failure.js';
import { useNextPage } from '../shared/useNextPage.js';
import { usePageEnd } from '../shared/usePageEnd.js';
import type { LiveState } from './follow-sales.js';
import { SaleItem } from './SaleItem.js';
import { keepTold } from './keep-told.js';
import { useLiveSales } from './useLiveSales.js';

const PAGE_SIZE = 250;

/** The sales of a ledger, newest first: new ones come in at the top, older ones at the end as it comes near. */
export function Sales({ ledgerId }: { readonly ledgerId: string }) {
  const { data, error, loading, networkStatus, client, fetchMore, refetch } = useQuery(SalesDocument, {
    variables: { ledgerId, last: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
    // Older pages that were read stay: see list-of-pages.ts.
    refetchWritePolicy: 'merge',
    errorPolicy: 'all',
    // Read anew means later than what is still under way.
    context: { queryDeduplication: false },
  });
  // What was sold after the list was read and before the stream was open is in neither.
  const { told, state } = useLiveSales(ledgerId, {
    onBeginning: () => {
      refetch().catch(shownByHook);
    },
    onSale: (edge) => {
      keepTold(client.cache, data?.ledger ?? null, edge);
    },
  });

  const listed = data?.ledger?.salesEvents;
  const { hasPreviousPage = false, startCursor = null } = listed?.pageInfo ?? {};
  const [older, pageError] = useNextPage(() => fetchMore({ variables: { before: startCursor } }));
  const end = usePageEnd<HTMLButtonElement>(older, {
    isWanted: hasPreviousPage && !loading && error === undefined && pageError === undefined,
    place: startCursor,
  });

  const sales = newestFirst(told, listed?.edges ?? []);
  const names = data?.ledger?.pointsOfSale?.map(({ name, msn }) => name ?? msn).join(', ');
  const newest = sales[0]?.time;
  // A ledger may have money without sales.
  const months = new Set([monthOf(new Date()), ...(newest == null ? [] : [monthOf(new Date(newest))])]);
  // Then the page says already why.
  const isRefusedToo = typeof state === 'object' && !loading && data?.ledger == null;
  return (
    <>
      <h1>Sales on ledger {ledgerId}</h1>
      {names !== undefined && <p>{names}</p>}
      <p className="actions">
        {[...months].map((month) => (
          <a key={month} href={hrefTo.close(ledgerId, month)}>
            Close of {month}
          </a>
        ))}
      </p>
      {!isRefusedToo && <Live state={state} told={told} />}
      {data?.ledger === null && error === undefined && <p>No such ledger is granted to the keys in use.</p>}
      {loading && data === undefined && <p>Loading …</p>}
      <ol className="sales" aria-label="Sales, newest first" aria-busy={loading}>
        {sales.map((sale) => (
          <SaleItem key={sale.id} sale={sale} />
        ))}
      </ol>
      <Failure error={error} onRetry={() => void refetch().catch(shownByHook)} />
      <Failure error={pageError} />
      {hasPreviousPage && (
        <button ref={end} type="button" aria-disabled={loading} onClick={loading ? undefined : older}>
          {networkStatus === NetworkStatus.fetchMore ? 'Loading …' : 'Older sales'}
        </button>
      )}
      {listed != null && !hasPreviousPage && <p>{sales.length === 0 ? 'No sales yet.' : 'That is all.'}</p>}
    </>
  );
}

/** Each once: what was told may be on a page too. */
function newestFirst(
  told: readonly SalePartsFragment[],
  edges: readonly { readonly node: SalePartsFragment }[],
): readonly SalePartsFragment[] {
  const ids = new Set(told.map(({ id }) => id));
  const listed = edges.map(({ node }) => node).filter(({ id }) => !ids.has(id));
  return [...told, ...listed.reverse()];
}

function Live({
  state,
  told: [newest],
}: {
  readonly state: LiveState;
  readonly told: readonly SalePartsFragment[];
}) {
  const amount = newest?.amounts?.signedGross;
  return (
    <p role="status" className="live" data-state={typeof state === 'string' ? state : 'refused'}>
      {state === 'connecting' && 'Connecting …'}
      {state === 'live' && 'Live: new sales appear here.'}
      {state === 'interrupted' && 'Not live just now; trying again.'}
      {typeof state === 'object' && `Not live: ${state.refused}`}
      {amount != null && ` Latest: ${amountText(amount)}.`}
    </p>
  );
}
