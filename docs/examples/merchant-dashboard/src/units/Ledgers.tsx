import { useQuery } from '@apollo/client/react';
import { LedgersDocument } from '../generated/graphql.js';
import { hrefTo } from '../route.js';
import { Failure, shownByHook } from '../shared/Failure.js';

/** The ledgers that were granted to the accounting keys, also those of shops without an MSN. */
export function Ledgers() {
  const { data, error, loading, refetch } = useQuery(LedgersDocument, {
    variables: { first: 1_000 },
    errorPolicy: 'all',
  });
  return (
    <>
      <h1>Ledgers</h1>
      {loading && <p role="status">Loading …</p>}
      <Failure error={error} onRetry={() => void refetch().catch(shownByHook)} />
      <ul className="cards">
        {data?.ledgers?.nodes.map(({ id, ledgerId, currency, owner, pointsOfSale }) => (
          <li key={id}>
            <h2>{pointsOfSale?.map(({ name, msn }) => name ?? msn).join(', ') ?? ledgerId}</h2>
            <p>
              {owner?.name ?? 'Owner not visible'} · ledger {ledgerId} · {currency}
            </p>
            <p className="actions">
              <a href={hrefTo.sales(ledgerId)}>
                Sales<span className="hidden"> on ledger {ledgerId}</span>
              </a>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
