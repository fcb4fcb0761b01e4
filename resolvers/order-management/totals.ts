import type { Money } from '../../schema/shared/Money.js';
import type { Receipt } from '../../schema/order-management/Receipt.js';
import type { ReceiptLine } from '../../schema/order-management/ReceiptLine.js';
import type { ReceiptTotals } from '../../schema/order-management/ReceiptTotals.js';
import { toMoney } from '../shared/money.js';

interface Sums {
  gross: bigint;
  net: bigint;
  tax: bigint;
}

/**
 * The totals that the app shows: the amounts of all lines as they stand, returned ones negative, shipping like any
 * other. Null when they can't be known: an amount or the currency is missing, or a total exceeds 53 bits.
 */
export function receiptTotals({ orderLines, bottomLine }: Receipt): ReceiptTotals | null {
  const currency = bottomLine?.currency;
  if (currency == null) return null;
  const all = noSums();
  const rates = new Map<number | null, Sums>();
  let [shipping, returns, discount] = [0n, 0n, 0n];
  for (const line of orderLines) {
    const signed = signedAmounts(line);
    if (signed === null) return null;
    const rate = rates.get(line.taxRate) ?? noSums();
    rates.set(line.taxRate, rate);
    for (const sums of [all, rate]) {
      sums.gross += signed.gross;
      sums.net += signed.net;
      sums.tax += signed.tax;
    }
    if (line.isShipping) shipping += signed.gross;
    if (line.isReturn) returns -= signed.gross;
    discount += signed.discount;
  }
  const everything = [all, ...rates.values()].flatMap(({ gross, net, tax }) => [gross, net, tax]);
  if (![...everything, shipping, returns, discount].every(isSafe)) return null;
  const money = (value: bigint): Money => toMoney(Number(value), currency);
  const shown = ({ gross, net, tax }: Sums) => ({ gross: money(gross), net: money(net), tax: money(tax) });
  return {
    ...shown(all),
    taxRates: [...rates]
      .sort(([one], [other]) => (one ?? -1) - (other ?? -1))
      .map(([taxRate, sums]) => ({ taxRate, ...shown(sums) })),
    shipping: money(shipping),
    returns: money(returns),
    discount: money(discount),
  };
}

function signedAmounts(line: ReceiptLine): (Sums & { readonly discount: bigint }) | null {
  const { totalAmount, totalAmountExcludingTax, totalTaxAmount, discount } = line;
  if (totalAmount === null || totalAmountExcludingTax === null || totalTaxAmount === null) return null;
  const sign = line.isReturn ? -1n : 1n;
  return {
    gross: sign * BigInt(totalAmount.value),
    net: sign * BigInt(totalAmountExcludingTax.value),
    tax: sign * BigInt(totalTaxAmount.value),
    discount: sign * BigInt(discount?.value ?? 0),
  };
}

function noSums(): Sums {
  return { gross: 0n, net: 0n, tax: 0n };
}

function isSafe(value: bigint): boolean {
  return Number.isSafeInteger(Number(value));
}
