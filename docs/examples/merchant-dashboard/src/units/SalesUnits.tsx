import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { SalesUnitsDocument, type SalesUnitsQuery } from '../generated/graphql.js';
import { hrefTo } from '../route.js';
import { Failure, shownByHook } from '../shared/Failure.js';
import { useNextPage } from '../shared/useNextPage.js';
import { useSettled } from '../shared/useSettled.js';

const PAGE_SIZE = 25;

type Unit = NonNullable<SalesUnitsQuery['salesUnits']>['edges'][number]['node'];

/** All sales units that the keys may see, by page, and narrowed by name. */
export function SalesUnits() {
  const [name, setName] = useState('');
  const wanted = useSettled(name.trim());
  const { data, previousData, error, loading, fetchMore, refetch } = useQuery(SalesUnitsDocument, {
    variables: { first: PAGE_SIZE, filter: wanted === '' ? null : { name: wanted } },
    errorPolicy: 'all',
  });
  // What was shown stays until there is something else to show, and that may be an error.
  const units = (loading ? (data ?? previousData) : data)?.salesUnits;
  const { hasNextPage = false, endCursor = null } = units?.pageInfo ?? {};
  const [more, pageError] = useNextPage(() => fetchMore({ variables: { after: endCursor } }));
  return (
    <>
      <h1>Sales units</h1>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <label htmlFor="name">Name contains</label>
        <input
          id="name"
          type="search"
          value={name}
          onChange={({ target }) => {
            setName(target.value);
          }}
        />
      </form>
      <p role="status">
        {loading ? 'Loading …' : units != null && `${String(units.totalCount ?? units.edges.length)} units`}
      </p>
      <Failure error={error} onRetry={() => void refetch().catch(shownByHook)} />
      <ul className="cards">
        {units?.edges.map(({ node }) => (
          <UnitCard key={node.id} unit={node} />
        ))}
      </ul>
      <Failure error={pageError} />
      {hasNextPage && (
        <button type="button" aria-disabled={loading} onClick={loading ? undefined : more}>
          More units
        </button>
      )}
    </>
  );
}

function UnitCard({ unit: { msn, name, configuration, merchant, ledger } }: { readonly unit: Unit }) {
  return (
    <li>
      <h2>{name ?? msn}</h2>
      <p>
        {merchant?.name ?? 'Owner not visible'} · MSN {msn}
        {configuration?.paymentAllowed === false && ' · takes no payments'}
      </p>
      <p className="actions">
        {ledger === null ? (
          <a href={hrefTo.ledgers}>
            No ledger lists this MSN<span className="hidden">, {msn}</span>: it may list a Vippsnummer
          </a>
        ) : (
          <a href={hrefTo.sales(ledger.ledgerId)}>
            Sales<span className="hidden"> of {name ?? msn}</span>
          </a>
        )}
        <a href={hrefTo.receipt(msn)}>
          Add a receipt<span className="hidden"> for {name ?? msn}</span>
        </a>
      </p>
    </li>
  );
}
