/**
 * Finds, behind a colon, comma or bracket as they stand between values, a number that a JavaScript number may not hold as
 * it is written: with a fraction, an exponent, or sixteen digits. Texts may look so too, which costs time and does no harm.
 */
const INEXACT = /(?:"\s*:|[[,])\s*-?(?:\d{16}|\d+[.eE])/;

/** The same without a look at what stands in front of the colon: twice as fast, and true of times with fractions too. */
const MAYBE_INEXACT = /[:[,]\s*-?(?:\d{16}|\d+[.eE])/;

/** The same for a number that is all of the text. In one pattern with the other it would be looked for everywhere. */
const INEXACT_ALONE = /^\s*-?(?:\d{16}|\d+[.eE])/;

/** What `JSON.parse` says of a value besides. */
interface Parsed {
  readonly source?: string;
}

/** Parses JSON in which numbers come as text if a JavaScript number would lose digits of them: `0.10`, or ids of 64 bits. */
export function parseExactly(text: string): unknown {
  const parsed: unknown = isInexact(text) ? JSON.parse(text, withDigits) : JSON.parse(text);
  return parsed;
}

function isInexact(text: string): boolean {
  return (MAYBE_INEXACT.test(text) && INEXACT.test(text)) || INEXACT_ALONE.test(text);
}

function withDigits(_key: string, value: unknown, parsed?: Parsed): unknown {
  if (typeof value !== 'number' || parsed?.source === undefined) return value;
  return String(value) === parsed.source ? value : parsed.source;
}
