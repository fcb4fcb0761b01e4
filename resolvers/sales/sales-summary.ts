import { SalesGrouping, type SalesSum, type SalesSummary } from '../../schema/sales/SalesSummary.js';
import type { Ledger } from '../../schema/report/Ledger.js';
import type { Context } from '../../src/context/vipps-context.js';
import { GraphError } from '../../src/errors/GraphError.js';
import { addSums, NOTHING, type SalesCell, type SalesSums } from '../../src/reconciliation/sales-sums.js';
import { checkPeriod } from '../report/period.js';
import { toCurrency } from '../../src/decimal.js';
import { toMoney } from '../shared/money.js';
import { toEntryType, toPaymentType, toSolution } from './mappers.js';

const MAX_GROUPS = 10_000;

type Traits = Omit<SalesSum, 'eventCount' | 'gross' | 'net' | 'vat' | 'grossWithoutVat'>;

/** A group while it grows. */
interface Group {
  readonly traits: Traits;
  readonly sums: { -readonly [Key in keyof SalesSums]: SalesSums[Key] };
}

/**
 * What was sold on a ledger in a period. Dates are added to the groups as they come, so no more is held than the groups.
 * @throws BadInputError for a bad period, before any call; GraphError when there are too many groups
 */
export async function salesSummary(
  { ledgerId, currency = null }: Ledger,
  from: string,
  to: string,
  groupBy: readonly SalesGrouping[],
  context: Context,
): Promise<SalesSummary | null> {
  checkPeriod(from, to);
  const by = new Set(groupBy);
  const groups = new Map<string, Group>();
  let [eventCount, omittedEventCount] = [0, 0];
  const dates = await context.loaders.sumSales(
    { ledgerId, currency },
    from,
    to,
    (date, { cells, omitted }) => {
      omittedEventCount += omitted;
      for (const cell of cells) {
        const traits = traitsOf(cell, date, by);
        if (traits === null) {
          omittedEventCount += cell.events;
          continue;
        }
        eventCount += cell.events;
        addSums(groupOf(groups, traits).sums, cell);
      }
    },
  );
  if (dates === null) return null;
  const sums = [...groups.values()].sort(({ traits: one }, { traits: other }) => compareTraits(one, other));
  return {
    ...dates,
    eventCount,
    omittedEventCount,
    groups: sums.map((group) => toSalesSum(group, by.has(SalesGrouping.VAT_RATE))),
  };
}

function groupOf(groups: Map<string, Group>, traits: Traits): Group {
  const key = JSON.stringify(Object.values(traits));
  let group = groups.get(key);
  if (group === undefined) {
    if (groups.size === MAX_GROUPS) {
      const rule = 'Group by less, or ask for a shorter period.';
      throw new GraphError(
        'COST_LIMIT_EXCEEDED',
        `There are more than ${String(MAX_GROUPS)} groups. ${rule}`,
      );
    }
    groups.set(key, (group = { traits, sums: { ...NOTHING } }));
  }
  return group;
}

/** What a cell is told apart by; null where its currency is none. */
function traitsOf(cell: SalesCell, date: string, by: ReadonlySet<SalesGrouping>): Traits | null {
  const currency = toCurrency(cell.currency);
  if (currency === null) return null;
  return {
    date: by.has(SalesGrouping.DATE) ? date : null,
    entryType: by.has(SalesGrouping.ENTRY_TYPE) ? toEntryType(cell) : null,
    entryTypeRaw: by.has(SalesGrouping.ENTRY_TYPE) ? cell.entryType : null,
    paymentType: by.has(SalesGrouping.PAYMENT_TYPE) ? toPaymentType(cell) : null,
    paymentTypeRaw: by.has(SalesGrouping.PAYMENT_TYPE) ? cell.paymentType : null,
    solution: by.has(SalesGrouping.SOLUTION) ? toSolution(cell) : null,
    solutionRaw: by.has(SalesGrouping.SOLUTION) ? cell.solution : null,
    salesCategory: by.has(SalesGrouping.SALES_CATEGORY) ? cell.salesCategory : null,
    vatRateBasisPoints: by.has(SalesGrouping.VAT_RATE) ? cell.vatRate : null,
    currency,
  };
}

/** In the order of the traits; what has none comes last. */
function compareTraits(one: Traits, other: Traits): number {
  for (const trait of ORDER) {
    const [left, right] = [one[trait], other[trait]];
    if (left === right) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    return left < right ? -1 : 1;
  }
  return 0;
}

const ORDER = [
  'date',
  'entryTypeRaw',
  'paymentTypeRaw',
  'solutionRaw',
  'salesCategory',
  'vatRateBasisPoints',
  'currency',
] as const satisfies readonly (keyof Traits)[];

function toSalesSum({ traits, sums }: Group, isByRate: boolean): SalesSum {
  const { currency } = traits;
  return {
    ...traits,
    eventCount: isByRate ? sums.parts : sums.events,
    gross: toMoney(sums.gross, currency),
    net: toMoney(sums.net, currency),
    vat: toMoney(sums.vat, currency),
    grossWithoutVat: toMoney(sums.grossWithoutVat, currency),
  };
}
