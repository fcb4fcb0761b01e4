// Exact arithmetic for amounts: no fractions of a minor unit, no binary rounding.

/**
 * The net of a gross amount: `gross × 10000 / (10000 + rate)`, rounded half up to a minor unit. The tax is then `gross`
 * less this, so that the two always add up.
 * @param rate basis points of the net amount
 */
export function netOf(gross: number, rate: number): number {
  return Number(divideHalfUp(BigInt(gross) * 10_000n, BigInt(10_000 + rate)));
}

/** The tax on a net amount: `net × rate / 10000`, rounded half up to a minor unit. */
export function taxOn(net: number, rate: number): number {
  return Number(divideHalfUp(BigInt(net) * BigInt(rate), 10_000n));
}

/**
 * `unitPrice × quantity`, rounded half up to a minor unit.
 * @param quantity a decimal number such as `0.822`
 */
export function priceOf(unitPrice: number, quantity: string): bigint {
  const [whole = '', decimals = ''] = quantity.split('.');
  return divideHalfUp(BigInt(unitPrice) * BigInt(whole + decimals), 10n ** BigInt(decimals.length));
}

function divideHalfUp(amount: bigint, by: bigint): bigint {
  return (2n * amount + by) / (2n * by);
}
