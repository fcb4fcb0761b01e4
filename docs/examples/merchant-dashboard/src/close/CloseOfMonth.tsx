import { useQuery } from '@apollo/client/react';
import { CloseOfMonthDocument, type CloseOfMonthQuery, type CloseState } from '../generated/graphql.js';
import { hrefTo } from '../route.js';
import { Amount } from '../shared/Amount.js';
import { Failure, shownByHook } from '../shared/Failure.js';
import { BalanceChart } from './BalanceChart.js';
import { datesOf, monthBehind } from './months.js';

type Close = NonNullable<NonNullable<CloseOfMonthQuery['ledger']>['close']>;

const states: Readonly<Record<CloseState, string>> = {
  BALANCED: 'Closed, and all fits.',
  OPEN: 'Nothing is wrong so far, but not all dates are complete.',
  OFF: 'Something does not fit.',
};

/** The close of a month: whether it adds up, its balance as a picture, its sums, and what does not fit. */
export function CloseOfMonth({ ledgerId, month }: { readonly ledgerId: string; readonly month: string }) {
  const { data, error, loading, refetch } = useQuery(CloseOfMonthDocument, {
    variables: { ledgerId, ...datesOf(month) },
    // An open month goes on.
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const close = data?.ledger?.close;
  return (
    <>
      <h1>
        Close of {month}, ledger {ledgerId}
      </h1>
      <p className="actions">
        <a href={hrefTo.close(ledgerId, monthBehind(month, -1))}>{monthBehind(month, -1)}</a>
        <a href={hrefTo.close(ledgerId, monthBehind(month, 1))}>{monthBehind(month, 1)}</a>
        <a href={hrefTo.sales(ledgerId)}>Sales</a>
      </p>
      <p role="status" className="state" data-state={close?.state}>
        {close == null ? loading && 'Loading …' : textOf(close)}
      </p>
      <Failure error={error} onRetry={() => void refetch().catch(shownByHook)} />
      {data?.ledger === null && error === undefined && <p>No such ledger is granted to the keys in use.</p>}
      {close != null && <Figures close={close} />}
    </>
  );
}

function textOf({ state, totals }: Close): string {
  const isEmpty = rowsOf(totals).every(([, amount]) => amount === null || amount.value === 0);
  return state === 'BALANCED' && isEmpty ? 'Nothing happened in this month.' : states[state];
}

function Figures({ close: { nodes, totals } }: { readonly close: Close }) {
  const differences = nodes.flatMap(({ date, differences: own }) => own.map((each) => ({ ...each, date })));
  return (
    <>
      <h2>Balance</h2>
      <BalanceChart
        days={nodes.map(({ date, state, figures: { closingBalance, payouts } }) => ({
          date,
          state,
          balance: closingBalance,
          payouts,
        }))}
      />
      <details>
        <summary>The same as a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">Balance</th>
              <th scope="col">Payouts</th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map(({ date, state, figures }) => (
              <tr key={date}>
                <th scope="row">{date}</th>
                <td>
                  <Amount of={figures.closingBalance} />
                </td>
                <td>
                  <Amount of={figures.payouts} />
                </td>
                <td>{state.toLowerCase()}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <h2>How it adds up</h2>
      <Totals totals={totals} />
      <h2>What does not fit</h2>
      {differences.length === 0 && <p>Nothing.</p>}
      <ul>
        {differences.map(({ date, kind, message, references }) => (
          <li key={`${date} ${kind} ${references.join(' ')} ${message}`}>
            <strong>{date}</strong> {message}
            {references.length > 0 && <span className="small"> ({references.join(', ')})</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function rowsOf(totals: Close['totals']) {
  return [
    ['Opening balance', totals.openingBalance],
    ['Captures', totals.captures],
    ['Refunds', totals.refunds],
    ['Fees held back', totals.feesRetained],
    ['Corrections', totals.corrections],
    ['Disputes', totals.disputes],
    ['Paid in', totals.topUps],
    ['Payouts', totals.payouts],
    ['Other entries', totals.otherEntries],
    ['Breaks of the balance', totals.balanceBreaks],
    ['Closing balance', totals.closingBalance],
    ['Unexplained', totals.unexplained],
  ] as const;
}

function Totals({ totals }: { readonly totals: Close['totals'] }) {
  return (
    <table>
      <tbody>
        {rowsOf(totals).map(([name, amount]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>
              <Amount of={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
