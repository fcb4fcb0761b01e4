import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

interface TextScalar {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  readonly pattern: RegExp;
  /** Goes on from "<name> must be ". */
  readonly rule: string;
  /** A second look where a pattern is not enough. */
  readonly isValid?: (text: string) => boolean;
}

/** A scalar that is kept as text, digit for digit: a Date or a number would lose some of them. */
export function textScalar({
  name,
  rule,
  pattern,
  isValid,
  ...config
}: TextScalar): GraphQLScalarType<string, string> {
  // What goes out was checked where it came in: an answer of a thousand sales has thousands of such values.
  const serialize = (value: unknown): string => (typeof value === 'string' ? value : check(value));
  const check = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value) && (isValid === undefined || isValid(value)))
      return value;
    throw new GraphQLError(`${name} must be ${rule}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    ...config,
    extensions: { codegenScalarType: 'string' },
    serialize,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description:
    'A moment in time as RFC 3339 text in UTC, up to microseconds, e.g. `2026-09-14T10:22:31.204518Z`.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  isValid: (text) => !Number.isNaN(Date.parse(text)),
  rule: 'an RFC 3339 time such as 2026-09-14T10:22:31Z',
});

export const LocalDateScalar = textScalar({
  name: 'LocalDate',
  description: 'A calendar day without a time zone, e.g. `2026-09-14`. It is never shifted.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/local-date.html',
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  isValid: isCalendarDay,
  rule: 'a day such as 2026-09-14',
});

/** Refuses days that no month has: Date would roll 31 February over into March, or give NaN. */
function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

export const DecimalScalar = textScalar({
  name: 'Decimal',
  description: 'An exact decimal number as text, e.g. `196.00`: no binary rounding.',
  pattern: /^-?\d+(\.\d+)?$/,
  rule: 'a decimal number as text, such as "196.00"',
});

export const CurrencyCodeScalar = textScalar({
  name: 'CurrencyCode',
  description: 'A currency as three letters after ISO 4217: `NOK`, `DKK` or `EUR`. The list may grow.',
  pattern: /^[A-Z]{3}$/,
  rule: 'three letters after ISO 4217, such as NOK',
});

function safeInt(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  throw new GraphQLError('SafeInt must be a whole number within 53 bits.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

export const SafeIntScalar = new GraphQLScalarType<number, number>({
  name: 'SafeInt',
  description:
    'A whole number within 53 bits, which JSON numbers carry exactly: amounts in minor units need more than the 32 bits of Int.',
  extensions: { codegenScalarType: 'number' },
  serialize: safeInt,
  parseValue: safeInt,
  parseLiteral: (node) => safeInt(node.kind === Kind.INT ? Number(node.value) : undefined),
});
