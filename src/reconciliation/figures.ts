/**
 * What sales are booked by: a VAT rate in basis points; `UNKNOWN` where there is VAT, but nothing tells of which rate or
 * rates; null where no VAT is told.
 */
export type BookedRate = number | 'UNKNOWN' | null;

/** What the lines and totals of one VAT rate add up to, signed for the books. */
export interface RateSum {
  net: number;
  vat: number;
}

/**
 * The figures of a date, all in minor units and signed as on the account: refunds, fees and payouts are negative. They are
 * sums, so those of a period are those of its dates added up.
 */
export interface Figures {
  /** On `funds`, by kind; what is of no known kind is in `other`. */
  captures: number;
  refunds: number;
  feesRetained: number;
  corrections: number;
  disputes: number;
  topUps: number;
  payouts: number;
  other: number;
  /** What breaks of the chain put into the balance, or took from it. */
  breaks: number;
  /** What came for a date after it was sealed; see `Seal`. */
  late: number;
  /** On `fees`: what captures cost, other fees, and what was settled in whichever way. */
  captureFees: number;
  otherFees: number;
  feesSettled: number;
  /** Of `feesSettled` what was invoiced, and what was held back from a payout. */
  feesInvoiced: number;
  feesHeldBack: number;
  /** The same two on `fees` as on `funds`. */
  feesBreaks: number;
  feesLate: number;
  /** Sold with VAT, of that for cash, and VAT as far as it is known. */
  sold: number;
  soldForCash: number;
  soldVat: number;
  /** Captures and refunds without a sales event: usual where the Sales API does not cover the payment. */
  settledNotSold: number;
  settledNotSoldCount: number;
  /** Refunds whose sale is not among the dates that were looked at. */
  refundsOfEarlierSales: number;
  /** How many of each. */
  fundsEntries: number;
  feesEntries: number;
  salesEvents: number;
  differences: number;
  /** Sum of the amounts of all differences, without their signs. */
  unexplained: number;
}

/** Figures of nothing. */
export function noFigures(): Figures {
  return {
    captures: 0,
    refunds: 0,
    feesRetained: 0,
    corrections: 0,
    disputes: 0,
    topUps: 0,
    payouts: 0,
    other: 0,
    breaks: 0,
    late: 0,
    captureFees: 0,
    otherFees: 0,
    feesSettled: 0,
    feesInvoiced: 0,
    feesHeldBack: 0,
    feesBreaks: 0,
    feesLate: 0,
    sold: 0,
    soldForCash: 0,
    soldVat: 0,
    settledNotSold: 0,
    settledNotSoldCount: 0,
    refundsOfEarlierSales: 0,
    fundsEntries: 0,
    feesEntries: 0,
    salesEvents: 0,
    differences: 0,
    unexplained: 0,
  };
}

type Key = keyof Figures;

const keys = Object.keys(noFigures()).filter((key): key is Key => key in noFigures());

/** Amounts of the API that no number holds exactly. */
export class SumTooLarge extends RangeError {
  override readonly name = 'SumTooLarge';
}

/** Adds figures to others. @throws SumTooLarge beyond what a number holds exactly */
export function addFigures(to: Figures, figures: Readonly<Figures>): void {
  for (const key of keys) to[key] = addExactly(to[key], figures[key]);
}

/** @throws SumTooLarge when the sum is beyond what a number holds exactly */
export function addExactly(one: number, other: number): number {
  const sum = one + other;
  if (!Number.isSafeInteger(sum)) throw new SumTooLarge('A sum is beyond 53 bits.');
  return sum;
}

/** Adds the sums of VAT rates to others. */
export function addRates(
  to: Map<BookedRate, RateSum>,
  rates: ReadonlyMap<BookedRate, Readonly<RateSum>>,
): void {
  for (const [rate, { net, vat }] of rates) {
    const sum = to.get(rate) ?? { net: 0, vat: 0 };
    sum.net = addExactly(sum.net, net);
    sum.vat = addExactly(sum.vat, vat);
    to.set(rate, sum);
  }
}
