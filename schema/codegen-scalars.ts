import { EnturDecimalScalar } from './entur/EnturDecimal.js';
import {
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
  LocalDateScalar,
  SafeIntScalar,
} from './shared/scalars.js';

const all = [
  CurrencyCodeScalar,
  DateTimeScalar,
  DecimalScalar,
  EnturDecimalScalar,
  LocalDateScalar,
  SafeIntScalar,
];

/** The TypeScript type of each custom scalar of the subgraphs, as the `scalars` option of graphql-codegen takes them. */
export const codegenScalars: Readonly<Record<string, string>> = Object.fromEntries(
  all.map(({ name, extensions }) => [name, String(extensions['codegenScalarType'])]),
);
