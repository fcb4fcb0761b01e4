import { SPOILT, type Spoilt } from '../../decimal.js';
import { bool, integer, text } from '../json-readers.js';
import { keyed, listOf, wire, type WireOf } from '../wire.js';

/** Readers for what several services of Entur share. */

export type WirePrice = WireOf<typeof readPrice>;
export type WireText = WireOf<typeof readText>;
export type WireVersionedRef = WireOf<typeof readVersionedRef>;

/**
 * A decimal amount, digit for digit as it was sent: a text, or a JSON number, of which the parser keeps the digits; one
 * with an exponent is written out. Null for none, and for what is no decimal number.
 */
export function decimal(value: unknown): string | null {
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^-?\d+(\.\d+)?$/.test(digits) ? digits : withoutExponent(value);
}

/** An amount of money, as `decimal` gives it, of which none is null and what is no amount is `SPOILT`. */
export function amount(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return decimal(value) ?? SPOILT;
}

/** The digits of a number that is written with an exponent, as JSON may: `1.446E3` is `1446`. */
function withoutExponent(value: unknown): string | null {
  const parts = typeof value === 'string' ? /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d{1,2})$/i.exec(value) : null;
  if (parts === null) return null;
  const [, sign = '', whole = '', places = '', exponent = ''] = parts;
  const shift = Number(exponent);
  const front = '0'.repeat(Math.max(0, -shift));
  const digits = front + whole + places + '0'.repeat(Math.max(0, shift - places.length));
  const point = front.length + whole.length + shift;
  const rest = digits.slice(point);
  return sign + digits.slice(0, point).replace(/^0+(?=\d)/, '') + (rest === '' ? '' : `.${rest}`);
}

/** A whole number that JavaScript holds exactly; null for none, and for any other. */
export function wholeNumber(value: unknown): number | null {
  const number = integer(value);
  return Number.isNaN(number) ? null : number;
}

/** A number that `Int` holds; null for none, and NaN for any other. */
export function int32(value: unknown): number | null {
  const number = integer(value);
  return number === null || Math.abs(number) < 2 ** 31 ? number : Number.NaN;
}

/** A yes or no; null for none, and `SPOILT` for anything else. */
export function flag(value: unknown): boolean | Spoilt | null {
  return value === undefined || value === null ? null : (bool(value) ?? SPOILT);
}

/** A time or a day as text; null for none, and `SPOILT` for what is no text. */
export function time(value: unknown): string | null {
  return value === undefined || value === null ? null : (text(value) ?? SPOILT);
}

/** An address that a user may be sent to; null for any other, such as a script. */
export function webAddress(value: unknown): string | null {
  const address = text(value);
  return address !== null && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
    ? address
    : null;
}

/** A price with its tax. */
export const readPrice = wire((json) => ({
  amount: amount(json['amount']),
  currency: text(json['currency']),
  taxAmount: amount(json['taxAmount']),
  taxCode: text(json['taxCode']),
  taxRate: decimal(json['taxRate']),
}));

/** A text in one language. */
export const readText = keyed(['value'], (json) => ({
  lang: text(json['lang']),
  value: text(json['value']),
}));

export const readTexts = listOf(readText);

/** Names a version of something in another register. */
export const readVersionedRef = keyed(['id'], (json) => ({
  id: text(json['id']),
  version: text(json['version']),
}));

/** Ids of anything. */
export const readIds = listOf(text);
