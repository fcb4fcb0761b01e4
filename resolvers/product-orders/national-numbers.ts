// What the registers and banks of Norway, Denmark and Finland publish about their numbers: lengths and check digits.
// The API documents none of it and its own samples break it, so an odd number is a warning, never a refusal.

/** Says what is odd, completing the sentence "<field> …". */
type NumberRule = (id: string) => string | undefined;

const businessRules: Readonly<Record<string, NumberRule>> = {
  'business:NO:ORG': norwegianOrganisation,
  'business:DK:CVR': danishCvr,
  'business:FI:Y-tunnus': finnishBusinessId,
};

const accountRules: Readonly<Record<string, NumberRule>> = {
  'BBAN:NO': norwegianAccount,
  'BBAN:DK': (id) =>
    /^\d{14}$/.test(id)
      ? undefined
      : 'is no Danish account: give the 4-digit registration number and the 10-digit account number, joined.',
  // Sources disagree on whether Finnish accounts still have a check digit of their own.
  'BBAN:FI': (id) => (/^\d{14}$/.test(id) ? undefined : 'is no Finnish account: it has 14 digits.'),
};

/** The country in a scheme such as `business:NO:ORG` or `BBAN:NO`. */
export function countryOf(scheme: string): string | undefined {
  return scheme.split(':')[1];
}

/** The schemes of businesses whose rules are known here. */
export const businessSchemes = Object.keys(businessRules);
/** The schemes of bank accounts whose rules are known here. */
export const accountSchemes = Object.keys(accountRules);

/** What is odd about a business's number; undefined when nothing is, or when the scheme is unknown. */
export function businessNumberIssue(scheme: string, id: string): string | undefined {
  return Object.hasOwn(businessRules, scheme) ? businessRules[scheme]?.(id) : undefined;
}

/** What is odd about a bank account; undefined when nothing is, or when the scheme is unknown. */
export function accountNumberIssue(scheme: string, id: string): string | undefined {
  return Object.hasOwn(accountRules, scheme) ? accountRules[scheme]?.(id) : undefined;
}

/** Nine digits, whose weighted sum the last one makes a multiple of eleven. */
export function norwegianOrganisation(id: string): string | undefined {
  if (!/^\d{9}$/.test(id)) return 'is no Norwegian organisation number: it has 9 digits.';
  if (isMultipleOf11(id, [3, 2, 7, 6, 5, 4, 3, 2, 1])) return undefined;
  return wrongCheckDigit('Norwegian organisation number');
}

function danishCvr(id: string): string | undefined {
  if (!/^\d{8}$/.test(id)) return 'is no Danish CVR number: it has 8 digits.';
  return isMultipleOf11(id, [2, 7, 6, 5, 4, 3, 2, 1]) ? undefined : wrongCheckDigit('Danish CVR number');
}

function finnishBusinessId(id: string): string | undefined {
  if (!/^\d{7}-\d$/.test(id)) return 'is no Finnish Y-tunnus: it has 7 digits, a hyphen and a check digit.';
  const right = isMultipleOf11(id.replace('-', ''), [7, 9, 10, 5, 8, 4, 2, 1]);
  return right ? undefined : wrongCheckDigit('Finnish Y-tunnus');
}

/**
 * Eleven digits. Old postgiro accounts are four zeros and seven digits, with a check digit by Luhn; where the bank's own
 * group is 00, its check digit is of the last digits alone. No library of national numbers knows the latter rule.
 */
export function norwegianAccount(id: string): string | undefined {
  if (!/^\d{11}$/.test(id)) return 'is no Norwegian account: it has 11 digits.';
  if (id.startsWith('0000') && passesLuhn(id.slice(4))) return undefined;
  const isRight =
    id.slice(4, 6) === '00'
      ? isMultipleOf11(id.slice(6), [5, 4, 3, 2, 1])
      : isMultipleOf11(id, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]);
  return isRight ? undefined : wrongCheckDigit('Norwegian account number');
}

function wrongCheckDigit(what: string): string {
  return `is hardly a ${what}: its check digit does not fit. Look for a mistyped digit.`;
}

/** True when the weighted sum of the digits is a multiple of eleven. */
function isMultipleOf11(digits: string, weights: readonly number[]): boolean {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0) % 11 === 0;
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
