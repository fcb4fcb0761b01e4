import {
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
  LocalDateScalar,
  SafeIntScalar,
} from './scalars.js';

const all = [CurrencyCodeScalar, DateTimeScalar, DecimalScalar, LocalDateScalar, SafeIntScalar];

/** The TypeScript type of each custom scalar, as the `scalars` option of graphql-codegen takes them. */
export const codegenScalars: Readonly<Record<string, string>> = Object.fromEntries(
  all.map(({ name, extensions }) => [name, String(extensions['codegenScalarType'])]),
);
