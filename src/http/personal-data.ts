import { isObject } from '../json.js';

/** Nothing without one of these can be personal, and nearly no text has one. */
const HINT = /[@+]|\d{4}|\d\d[ \u00a0]\d\d|[A-Z]{2}\d{2}|eyJ|bearer|basic/i;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[\w~+/.=-]\S*/gi, '$1 [redacted]'],
  [/\beyJ[\w-]+\.[\w.-]+/g, '[redacted]'],
  [/[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '[e-mail]'],
  // IBAN, in one piece or in fours.
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?\b/g, '[account number]'],
  // In one piece or in fours: 16 digits, 19, or the 15 of one brand.
  [
    /(?<![\w-])(?:(?:\d{4}[ \u00a0-]?){3}\d{4}(?:[ \u00a0-]?\d{3})?|3[47]\d\d[ \u00a0-]?\d{6}[ \u00a0-]?\d{5})(?![\w-])/g,
    '[card number]',
  ],
  // Of accounts in Norway and Denmark, and of persons there and in Finland.
  [
    /\b\d{4}[. ]\d{2}[. ]\d{5}\b|\b\d{11}\b|\b\d{6} \d{5}\b|(?<![\w-])(?:\d{4}[ -]?\d{10}|\d{6}-\d{3}[\dA-Z])(?![\w-])/g,
    '[number]',
  ],
  // Behind a plus or two zeros, or with the code of a country where the APIs are used.
  [
    /\+\d(?:[ \u00a0-]?\d){7,14}\b|\b00[1-9](?:[ \u00a0-]?\d){8,13}\b|\b(?:47|45)[ \u00a0]?\d{2}(?:[ \u00a0]?\d{2}){3}\b|\b358[ \u00a0]?\d(?:[ \u00a0]?\d){5,9}\b/g,
    '[phone number]',
  ],
  // Without any, as people write them there, but for the number of a Danish business behind its scheme.
  [
    /(?<![\w-]|:[A-Z]{2}:[A-Z]{2,6}[: ])(?:[2-9]\d{7}|[2-9]\d(?:[ \u00a0]\d{2}){3}|[2-9]\d\d[ \u00a0]\d{2}[ \u00a0]\d{3}|[2-9]\d{3}[ \u00a0-]\d{4}|0[45]\d[ \u00a0-]?\d{3}[ \u00a0-]?\d{3,4})(?![\w-])/g,
    '[phone number]',
  ],
];

/** A text without what looks like a token, an account, a phone number or the address of a person. */
export function withoutPersonalForms(text: string): string {
  if (!HINT.test(text)) return text;
  return FORMS.reduce((rest, [form, word]) => rest.replace(form, word), text);
}

const PERSONAL = /name|phone|mail|account|iban|address|contact/i;
const SECRET = /password|secret|token/i;
/** Shorter ones would be found in any text. Of what is secret, that must be. */
const MIN_LENGTH = 3;
/** Longer ones are not repeated in sentences. */
const MAX_LENGTH = 1_000;
const MAX_VALUES = 100;
/** More than any body has, with its image. */
const MAX_BODY = 8 * 1_048_576;

/** What a body of ours says of persons, and what it has of passwords: APIs repeat in their refusals what they refuse. */
export function personalValuesIn(body: string | undefined): readonly string[] {
  if (body === undefined || !body.startsWith('{') || body.length > MAX_BODY) return [];
  const found = new Set<string>();
  collect(JSON.parse(body), Number.POSITIVE_INFINITY, found);
  return [...found].sort((one, other) => other.length - one.length);
}

/** @param minLength of values that are not to be repeated; infinite where none is */
function collect(value: unknown, minLength: number, found: Set<string>): void {
  if (found.size >= MAX_VALUES) return;
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value);
    if (text.length >= minLength && text.length <= MAX_LENGTH) found.add(text);
  } else if (Array.isArray(value)) for (const item of value) collect(item, minLength, found);
  else if (isObject(value))
    for (const [key, each] of Object.entries(value))
      collect(each, Math.min(minLength, minLengthUnder(key)), found);
}

function minLengthUnder(key: string): number {
  if (SECRET.test(key)) return 1;
  return PERSONAL.test(key) ? MIN_LENGTH : Number.POSITIVE_INFINITY;
}
