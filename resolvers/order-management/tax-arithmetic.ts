/** Exact arithmetic for amounts: no fractions of a minor unit, no binary rounding. */

/**
 * What is left of an amount without its tax: `gross × 10000 / (10000 + rate)`, rounded half up to a minor unit. Tax is
 * then `gross` less this, so the two always add up.
 * @param rate hundredths of a percent of the net amount
 */
export function netOf(gross: number, rate: number): number {
  return Number(divideHalfUp(BigInt(gross) * 10_000n, BigInt(10_000 + rate)));
}

/** The tax on a net amount: `net × rate / 10000`, rounded half up to a minor unit. */
export function taxOn(net: number, rate: number): number {
  return Number(divideHalfUp(BigInt(net) * BigInt(rate), 10_000n));
}

/** `price × quantity`, rounded half up to a minor unit. @param quantity digits, with decimals after a point if any */
export function priceOf(unitPrice: number, quantity: string): bigint {
  const [whole = '', decimals = ''] = quantity.split('.');
  return divideHalfUp(BigInt(unitPrice) * BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

function divideHalfUp(amount: bigint, by: bigint): bigint {
  return (2n * amount + by) / (2n * by);
}
