/** Stands for what is there but is not what it has to be, so that it is not taken for what an API does not tell. */
export const SPOILT = 'spoilt';
export type Spoilt = typeof SPOILT;

/** Whether two decimal numbers are the same one, however they are written: `0.1` and `0.10` are, and `-0` is `0`. */
export function isSameDecimal(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** Without zeros that say nothing. */
function plain(decimal: string): string {
  const parts = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(decimal);
  // What is no number is like no number.
  if (parts === null) return decimal;
  const [, sign = '', whole = '', places = ''] = parts;
  const digits = `${whole === '' ? '0' : whole}.${places}`;
  return digits === '0.' ? digits : sign + digits;
}

/** Currencies whose minor unit is not a hundredth. */
const DECIMALS: Readonly<Record<string, number>> = { ISK: 0, JPY: 0, KRW: 0 };

/** An amount in minor units as a decimal number in major ones. */
export function currencyDecimal(value: number, currency: string): string {
  const decimals = DECIMALS[currency] ?? 2;
  const sign = value < 0 ? '-' : '';
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, cut)}.${digits.slice(cut)}`;
}

/** Nearly every currency is one of these, which need no further check. */
const COMMON = new Set(['NOK', 'DKK', 'EUR', 'SEK']);

/** A currency code in capitals; null for anything else, so that an odd value costs the amounts and not the query. */
export function toCurrency(word: string | null): string | null {
  if (word === null || COMMON.has(word)) return word;
  const code = word.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : null;
}
