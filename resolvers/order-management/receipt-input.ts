import type { ReceiptBottomLineInput } from '../../schema/order-management/ReceiptBottomLineInput.js';
import type { ReceiptLineInput } from '../../schema/order-management/ReceiptLineInput.js';
import type { OrderLineBody, ReceiptBody } from '../../src/clients/order-management/bodies.js';
import type { InputFaults } from '../shared/user-errors.js';
import { checkBarcode } from './barcode.js';
import { checkAmount } from './input-rules.js';
import { toOrderLine } from './receipt-line-input.js';

interface ReceiptInput {
  readonly orderLines: readonly ReceiptLineInput[];
  readonly bottomLine: ReceiptBottomLineInput;
}

const currencies = ['NOK', 'DKK', 'EUR'];

/**
 * The receipt as the API takes it. Notes every fault that can be known before sending, and what the API takes but is
 * hardly meant. Only of use when `faults` stays without errors.
 */
export function toReceiptBody({ orderLines, bottomLine }: ReceiptInput, faults: InputFaults): ReceiptBody {
  if (orderLines.length === 0) {
    faults.add(['orderLines'], 'REQUIRED', 'orderLines must hold at least one line.');
  }
  const lines = orderLines.map((line, index) => toOrderLine(line, ['orderLines', index], faults));
  checkSum(lines, faults);
  return { orderLines: lines, bottomLine: toBottomLine(bottomLine, faults) };
}

function checkSum(lines: readonly OrderLineBody[], faults: InputFaults): void {
  const sum = lines.reduce(
    (total, { totalAmount, isReturn }) => total + (isReturn ? -1n : 1n) * BigInt(totalAmount),
    0n,
  );
  if (!Number.isSafeInteger(Number(sum))) {
    faults.add(['orderLines'], 'OUT_OF_RANGE', 'The sum of the lines exceeds 53 bits.');
  } else if (sum < 0n) {
    const message = `The lines add up to ${String(sum)}: more is returned than bought.`;
    faults.warn(['orderLines'], 'NEGATIVE_SUM', message);
  }
}

function toBottomLine(bottom: ReceiptBottomLineInput, faults: InputFaults): ReceiptBody['bottomLine'] {
  const { currency, tipAmount, posId, paymentSources, barcode, receiptNumber } = bottom;
  if (!currencies.includes(currency)) {
    faults.add(['bottomLine', 'currency'], 'INVALID', `currency must be ${currencies.join(', ')}.`);
  }
  checkAmount(tipAmount, ['bottomLine', 'tipAmount'], faults);
  const sources: Partial<Record<'giftCard' | 'card' | 'voucher' | 'cash', number>> = {};
  for (const source of ['giftCard', 'card', 'voucher', 'cash'] as const) {
    const amount = paymentSources?.[source];
    if (amount == null) continue;
    sources[source] = amount;
    // The API names no limit, but what was paid back is told by returned lines.
    if (amount < 0) {
      faults.warn(['bottomLine', 'paymentSources', source], 'NEGATIVE', `${source} is negative: ${amount}.`);
    }
  }
  const code = barcode == null ? null : checkBarcode(barcode, ['bottomLine', 'barcode'], faults);
  return {
    currency,
    ...(tipAmount == null ? {} : { tipAmount }),
    ...(posId == null ? {} : { posId }),
    ...(paymentSources == null ? {} : { paymentSources: sources }),
    ...(code === null ? {} : { barcode: code }),
    ...(receiptNumber == null ? {} : { receiptNumber }),
  };
}
