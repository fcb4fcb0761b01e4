/**
 * National numbers end in a check digit. The seeded ones carry a correct one, computed here from the rest, so
 * that clients which check them accept the sandbox's data.
 */
export class NoCheckDigit extends Error {
  constructor(digits: string) {
    super(`No valid number begins with ${digits}`);
    this.name = 'NoCheckDigit';
  }
}

/** The sum of the digits, each times its weight, modulo 11. */
function remainder(digits: string, weights: readonly number[]): number {
  if (!/^\d+$/.test(digits) || digits.length !== weights.length) {
    throw new RangeError(`Expected ${weights.length} digits, got "${digits}"`);
  }
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return sum % 11;
}

function withCheckDigit(digits: string, weights: readonly number[], separator = ''): string {
  const check = (11 - remainder(digits, weights)) % 11;
  // Ten does not fit in one digit: the registers never issue such a number.
  if (check === 10) throw new NoCheckDigit(digits);
  return `${digits}${separator}${check}`;
}

/** Norwegian organisation number: 8 digits and the check digit. */
export function norwegianOrganisationNumber(digits: string): string {
  return withCheckDigit(digits, [3, 2, 7, 6, 5, 4, 3, 2]);
}

/** Danish CVR number: 7 digits and the check digit. */
export function danishCvrNumber(digits: string): string {
  return withCheckDigit(digits, [2, 7, 6, 5, 4, 3, 2]);
}

/** Finnish Y-tunnus: 7 digits, a hyphen and the check digit. */
export function finnishBusinessId(digits: string): string {
  return withCheckDigit(digits, [7, 9, 10, 5, 8, 4, 2], '-');
}

/** Norwegian bank account: 10 digits and the check digit, which is of the last ones alone if the bank's group is 00. */
export function norwegianAccountNumber(digits: string): string {
  if (digits.slice(4, 6) === '00') return digits.slice(0, 6) + withCheckDigit(digits.slice(6), [5, 4, 3, 2]);
  return withCheckDigit(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
}
