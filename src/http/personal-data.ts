import { isObject } from '../json.js';

/** Nothing without one of these can be personal, and nearly no text has one. */
const HINT = /[@+]|\d{4}|\d\d \d\d|[A-Z]{2}\d{2}|eyJ|bearer|basic/i;

const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+\S+/gi, '$1 [redacted]'],
  [/\beyJ[\w-]+\.[\w.-]+/g, '[redacted]'],
  [/[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '[e-mail]'],
  // IBAN, in one piece or in fours.
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?\b/g, '[account number]'],
  // Of Norwegian accounts, and of persons.
  [/\b\d{4}[. ]\d{2}[. ]\d{5}\b|\b\d{11}\b|\b\d{6} \d{5}\b/g, '[number]'],
  // Behind a plus, or with the code of a country where the APIs are used.
  [
    /\+\d(?:[ -]?\d){7,14}\b|\b(?:00)?(?:47|45)[ ]?\d{2}(?:[ ]?\d{2}){3}\b|\b(?:00)?358[ ]?\d(?:[ ]?\d){5,9}\b/g,
    '[phone number]',
  ],
];

/** A text without what looks like a token, an account, a phone number or the address of a person. */
export function withoutPersonalForms(text: string): string {
  if (!HINT.test(text)) return text;
  return FORMS.reduce((rest, [form, word]) => rest.replace(form, word), text);
}

const PERSONAL = /name|phone|mail|account|iban|address|contact/i;
/** Shorter ones would be found in any text. */
const MIN_LENGTH = 3;
const MAX_VALUES = 100;

/** What a body of ours says of persons: APIs repeat in their refusals what they refuse. */
export function personalValuesIn(body: string | undefined): readonly string[] {
  if (body === undefined || !body.startsWith('{') || body.length > 65_536) return [];
  const found = new Set<string>();
  collect(JSON.parse(body), false, found);
  return [...found].sort((one, other) => other.length - one.length);
}

function collect(value: unknown, isPersonal: boolean, found: Set<string>): void {
  if (found.size >= MAX_VALUES) return;
  if (typeof value === 'string') {
    if (isPersonal && value.length >= MIN_LENGTH) found.add(value);
  } else if (Array.isArray(value)) for (const item of value) collect(item, isPersonal, found);
  else if (isObject(value))
    for (const [key, each] of Object.entries(value)) collect(each, isPersonal || PERSONAL.test(key), found);
}
