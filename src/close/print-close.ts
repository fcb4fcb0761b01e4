import { currencyDecimal } from '../decimal.js';
import { stateOf, type ClosedDate } from '../reconciliation/close-days.js';
import { nextHash } from '../reconciliation/content-hash.js';
import { addFigures, noFigures, type Figures } from '../reconciliation/figures.js';
import type { CloseFormat } from './options.js';

/** A close as it is printed. */
export interface PrintedClose {
  readonly ledgerId: string;
  readonly currency: string | null;
  readonly dates: readonly ClosedDate[];
}

/** The text of a close. */
export function printClose(close: PrintedClose, format: CloseFormat): string {
  switch (format) {
    case 'table':
      return asTable(close);
    case 'csv':
      return asCsv(close);
    case 'json':
      return `${JSON.stringify(asJson(close), undefined, 2)}\n`;
  }
}

type Column = readonly [name: string, of: (date: Row) => number | null];
type Row = Pick<ClosedDate, 'openingBalance' | 'closingBalance' | 'feesOpening' | 'feesClosing' | 'figures'>;

const columns: readonly Column[] = [
  ['opening', ({ openingBalance }) => openingBalance],
  ['captures', ({ figures }) => figures.captures],
  ['refunds', ({ figures }) => figures.refunds],
  ['fees', ({ figures }) => figures.feesRetained],
  ['corrections', ({ figures }) => figures.corrections + figures.other],
  ['disputes', ({ figures }) => figures.disputes],
  ['topUps', ({ figures }) => figures.topUps],
  ['payouts', ({ figures }) => figures.payouts],
  ['breaks', ({ figures }) => figures.breaks],
  ['closing', ({ closingBalance }) => closingBalance],
  ['sold', ({ figures }) => figures.sold],
  ['soldForCash', ({ figures }) => figures.soldForCash],
  ['settledNotSold', ({ figures }) => figures.settledNotSold],
  ['unexplained', ({ figures }) => figures.unexplained],
];

/** A spreadsheet program takes what begins so for a formula; no figure or date does. */
function asCsv({ currency, dates }: PrintedClose): string {
  const head = ['date', 'state', 'currency', ...columns.map(([name]) => name), 'differences'];
  const rows = dates.map((date) => [
    date.date,
    date.state,
    currency ?? '',
    ...columns.map(([, of]) => String(of(date) ?? '')),
    String(date.differences.length),
  ]);
  return [head, ...rows].map((row) => `${row.join()}\r\n`).join('');
}

function asTable(close: PrintedClose): string {
  const { ledgerId, dates } = close;
  const currency = close.currency ?? '';
  const money = (amount: number | null): string =>
    amount === null ? '-' : currencyDecimal(amount, currency);
  const total = totalOf(close);
  // What is nothing everywhere takes no room, but for the two that the others lead from and to.
  const shown = columns.filter(
    ([name, of]) => name === 'opening' || name === 'closing' || dates.some((date) => of(date) !== 0),
  );
  const rows = [
    ['date', 'state', ...shown.map(([name]) => name)],
    ...dates.map((date) => [date.date, date.state, ...shown.map(([, of]) => money(of(date)))]),
    ['total', stateOf(dates), ...shown.map(([, of]) => money(of(total)))],
  ];
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const table = rows.map((row) =>
    row
      .map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  const differences = dates.flatMap((date) =>
    date.differences.map(
      ({ kind, amount, references, message }) =>
        `${date.date}  ${kind}  ${money(amount)}  ${references.map(printable).join(' ')}  ${printable(message)}`,
    ),
  );
  const ledger = currency === '' ? `ledger ${ledgerId}` : `ledger ${ledgerId} (${currency})`;
  const count = differences.length === 1 ? '1 difference' : `${differences.length} differences`;
  const end =
    differences.length === 0
      ? [`Nothing is unexplained on ${ledger}.`]
      : [`${count} on ${ledger}, ${money(total.figures.unexplained)} in all:`, ...differences];
  const unknown = dates.some(({ openingBalance }) => openingBalance === null)
    ? [
        '-: not known, as there is no entry on the date, none in front of it in the period and none on the 31 dates before.',
      ]
    : [];
  return `${[...table, '', ...end, ...unknown].join('\n')}\n`;
}

function asJson(close: PrintedClose) {
  const { ledgerId, currency, dates } = close;
  const { openingBalance, closingBalance, feesOpening, feesClosing, figures } = totalOf(close);
  return {
    ledgerId,
    currency,
    state: stateOf(dates),
    hash: dates.every(({ isComplete }) => isComplete)
      ? dates.reduce((before, { hash }) => nextHash(before, hash), '')
      : null,
    totals: { openingBalance, closingBalance, feesOpening, feesClosing, ...figures },
    dates: dates.map((date) => ({
      date: date.date,
      state: date.state,
      isComplete: date.isComplete,
      openingBalance: date.openingBalance,
      closingBalance: date.closingBalance,
      feesOpening: date.feesOpening,
      feesClosing: date.feesClosing,
      ...date.figures,
      differences: date.differences.map(({ kind, amount, references, message }) => ({
        kind,
        amount,
        references,
        message,
      })),
      hash: date.hash,
    })),
  };
}

function totalOf({ dates }: PrintedClose): Row {
  const figures: Figures = noFigures();
  for (const date of dates) addFigures(figures, date.figures);
  const [first, last] = [dates[0], dates.at(-1)];
  return {
    openingBalance: first?.openingBalance ?? null,
    closingBalance: last?.closingBalance ?? null,
    feesOpening: first?.feesOpening ?? null,
    feesClosing: last?.feesClosing ?? null,
    figures,
  };
}

/** References and names come from merchants: none of them may steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
