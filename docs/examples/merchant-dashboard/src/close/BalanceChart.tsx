import type { AmountPartsFragment, CloseState } from '../generated/graphql.js';
import { amountText } from '../shared/Amount.js';
import { useWidth } from '../shared/useWidth.js';
import { scaleOf } from './scale.js';

const HEIGHT = 260;
const EDGE = { top: 12, right: 12, bottom: 28, left: 56 };
/** Least room for the number of a date. */
const DATE_WIDTH = 28;

/** What a date did to the balance of a ledger. */
export interface DayOfBalance {
  readonly date: string;
  readonly state: CloseState;
  /** Behind its last entry. Null while nobody knows it: the line has a gap then. */
  readonly balance: AmountPartsFragment | null;
  /** Negative, as on the account. */
  readonly payouts: AmountPartsFragment | null;
}

/** The balance of a ledger from date to date, and what was paid out. The table below says the same to who can't see it. */
export function BalanceChart({ days }: { readonly days: readonly DayOfBalance[] }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const known = days.flatMap(({ balance }) => balance ?? []);
  const [sample] = known;
  return (
    <div ref={box} className="chart">
      {sample === undefined ? (
        <p>No balance is known for these dates.</p>
      ) : (
        <p className="legend">
          <span className="of-line">Balance at the end of a date</span>
          <span className="of-bars">Paid out on it</span>
        </p>
      )}
      {sample !== undefined && width > 0 && (
        <Picture days={days} known={known} sample={sample} width={width} />
      )}
    </div>
  );
}

interface PictureProps {
  readonly days: readonly DayOfBalance[];
  readonly known: readonly AmountPartsFragment[];
  readonly sample: AmountPartsFragment;
  readonly width: number;
}

function Picture({ days, known, sample, width }: PictureProps) {
  const left = EDGE.left;
  const right = width - EDGE.right;
  const values = days.flatMap(({ balance, payouts }) => [balance?.value ?? 0, -(payouts?.value ?? 0)]);
  const { ticks, place } = scaleOf(values, HEIGHT - EDGE.bottom, EDGE.top);
  const step = (right - left) / days.length;
  const each = Math.ceil(DATE_WIDTH / step);
  const columns = days.map((day, index) => ({
    ...day,
    x: left + (index + 0.5) * step,
    y: day.balance === null ? undefined : place(day.balance.value),
  }));
  return (
    <svg role="img" aria-label={summaryOf(known)} width={width} height={HEIGHT}>
      {ticks.map((value) => (
        <g key={value} className={value === 0 ? 'zero' : 'tick'} data-value={value}>
          <line x1={left} x2={right} y1={place(value)} y2={place(value)} />
          <text x={left - 8} y={place(value)} textAnchor="end" dominantBaseline="middle">
            {compact(value, sample)}
          </text>
        </g>
      ))}
      {columns.map(({ date, x, payouts }) => (
        <rect
          key={date}
          {...barOf(place(0), place(-(payouts?.value ?? 0)))}
          x={x - step / 4}
          width={step / 2}
          data-date={date}
        >
          {payouts !== null && <title>{`${date}: ${amountText(payouts)} paid out`}</title>}
        </rect>
      ))}
      <path d={lineThrough(columns)} />
      {columns.map(({ date, state, balance, x, y }) =>
        balance === null ? null : (
          <circle key={date} data-date={date} data-state={state} cx={x} cy={y} r={state === 'OFF' ? 5 : 3}>
            <title>{`${date}: ${amountText(balance)}${state === 'OFF' ? ', something does not fit' : ''}`}</title>
          </circle>
        ),
      )}
      {columns.map(({ date, x }, index) =>
        index % each === 0 ? (
          <text key={date} x={x} y={HEIGHT - 8} textAnchor="middle">
            {Number(date.slice(8))}
          </text>
        ) : null,
      )}
    </svg>
  );
}

function barOf(from: number, to: number): { readonly y: number; readonly height: number } {
  return { y: Math.min(from, to), height: Math.abs(from - to) };
}

/** The path of a line, begun anew behind each gap. */
function lineThrough(places: readonly { readonly x: number; readonly y: number | undefined }[]): string {
  return places
    .map(({ x, y }, index) => {
      if (y === undefined) return '';
      return `${places[index - 1]?.y === undefined ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

function summaryOf(known: readonly AmountPartsFragment[]): string {
  const sorted = [...known].sort((one, other) => one.value - other.value);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined) return '';
  return `Balance from date to date, between ${amountText(lowest)} and ${amountText(highest)}`;
}

const compacts = new Intl.NumberFormat(undefined, { notation: 'compact' });

/** A value on the scale, in major units. How many minor ones make one, its currency tells. */
function compact(value: number, { currency }: AmountPartsFragment): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return compacts.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
