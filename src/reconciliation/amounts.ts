/**
 * Adds amounts in minor units. Null where one is not known; NaN, as for any amount that can't be shown, where one is no
 * whole number or the sum is beyond what a number holds exactly.
 */
export function addAmounts(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return null;
  const sum = one + other;
  return Number.isSafeInteger(sum) ? sum : Number.NaN;
}

/** An amount that is a whole number; null for what is not told or can't be shown. */
export function whole(amount: number | null): number | null {
  return amount !== null && Number.isSafeInteger(amount) ? amount : null;
}

/** What an entry moved: its amount, or where that is missing what its balances tell. */
export function movedBy({
  amount,
  balanceBefore,
  balanceAfter,
}: Readonly<Record<'amount' | 'balanceBefore' | 'balanceAfter', number | null>>): number | null {
  const [before, after] = [whole(balanceBefore), whole(balanceAfter)];
  return whole(amount) ?? (before === null || after === null ? null : after - before);
}
