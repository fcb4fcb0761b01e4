import { BarcodeFormat } from '../../schema/order-management/BarcodeFormat.js';
import type { ReceiptBarcodeInput } from '../../schema/order-management/ReceiptBottomLineInput.js';
import type { InputIssues, InputPath } from '../shared/input-issues.js';
import { barcodeFormats, toApiValue } from './enum-mappings.js';

/**
 * The barcode as the API takes it. Data that the format can't carry is only a warning: whether the API checks it is
 * undocumented, and its own examples break the rules.
 */
export function checkBarcode(
  { format, data }: ReceiptBarcodeInput,
  path: InputPath,
  issues: InputIssues,
): { readonly format: string; readonly data: string } | null {
  const word = toApiValue(barcodeFormats, format);
  if (word === null) issues.add([...path, 'format'], 'INVALID', 'format must not be UNKNOWN.');
  if (data === '') issues.add([...path, 'data'], 'REQUIRED', 'data must not be empty.');
  const oddity = data === '' ? null : oddityOf(format, data);
  if (oddity !== null) issues.warn([...path, 'data'], 'BARCODE_DATA', oddity);
  return word === null ? null : { format: word, data };
}

function oddityOf(format: BarcodeFormat, data: string): string | null {
  if (data !== data.trim()) return 'data begins or ends with a blank.';
  switch (format) {
    case BarcodeFormat.EAN_13:
      if (!/^\d{13}$/.test(data)) return 'An EAN-13 code has 13 digits.';
      return checkDigit(data) === Number(data[12])
        ? null
        : `The last digit of this EAN-13 code should be ${checkDigit(data)}.`;
    case BarcodeFormat.CODE_39:
      return /^[0-9A-Z \-.$/+%]+$/.test(data)
        ? null
        : 'CODE 39 holds capital letters, digits, blanks and -.$/+% only.';
    case BarcodeFormat.CODE_128:
      return /^\p{ASCII}+$/u.test(data) ? null : 'CODE 128 holds ASCII characters only.';
    case BarcodeFormat.UNKNOWN:
      return null;
  }
}

/** Weights alternate between 1 and 3; the check digit brings the sum up to a multiple of ten. */
function checkDigit(digits: string): number {
  const sum = [...digits.slice(0, 12)].reduce(
    (total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10;
}
