import { textScalar } from '../shared/scalars.js';

export const EnturDecimalScalar = textScalar({
  name: 'EnturDecimal',
  description:
    'An exact decimal number as text, digit for digit as Entur has it, e.g. `1446.00` or `0.10`: up to 18 digits, of which up to 5 stand behind the point. It is never a binary number, and its zeros stay.',
  pattern: /^-?(?=(?:\d\.?){1,18}$)\d+(\.\d{1,5})?$/,
  rule: 'a decimal number as text of up to 18 digits, with up to 5 behind the point, such as "1446.00"',
});
