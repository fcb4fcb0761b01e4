/**
 * Adds amounts in minor units. Null where one is not known; NaN, as for any amount that can't be shown, where one is no
 * whole number or the sum is beyond what a number holds exactly.
 */
export function addAmounts(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return null;
  const sum = one + other;
  return Number.isSafeInteger(sum) ? sum : Number.NaN;
}
