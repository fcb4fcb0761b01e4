import type { ReceiptBottomLineInput } from '../../schema/order-management/ReceiptBottomLineInput.js';
import type { ReceiptLineInput } from '../../schema/order-management/ReceiptLineInput.js';
import type { OrderLineBody, ReceiptBody } from '../../src/clients/order-management/bodies.js';
import type { InputIssues } from '../shared/input-issues.js';
import { checkBarcode } from './barcode.js';
import { checkAmount } from './input-rules.js';
import { toOrderLine } from './receipt-line-input.js';

interface ReceiptInput {
  readonly orderLines: readonly ReceiptLineInput[];
  readonly bottomLine: ReceiptBottomLineInput;
}

const currencies = ['NOK', 'DKK', 'EUR'];

/**
 * The receipt as the API takes it. Notes everything that can be known to be wrong before it is sent, and warns of what
 * the API takes but is hardly meant. Meaningless once `issues` holds errors.
 * @param giftCardAmount v1's older form of the payment source `giftCard`
 */
export function toReceiptBody(
  { orderLines, bottomLine }: ReceiptInput,
  issues: InputIssues,
  giftCardAmount?: number | null,
): ReceiptBody {
  if (orderLines.length === 0) {
    issues.add(['orderLines'], 'REQUIRED', 'orderLines must hold at least one line.');
  }
  const lines = orderLines.map((line, index) => toOrderLine(line, ['orderLines', index], issues));
  const sum = sumOf(lines);
  checkSum(sum, issues);
  return { orderLines: lines, bottomLine: toBottomLine(bottomLine, sum, issues, giftCardAmount ?? null) };
}

/** What the lines come to, returned ones taken off. */
function sumOf(lines: readonly OrderLineBody[]): bigint {
  return lines.reduce(
    (total, { totalAmount, isReturn }) => total + (isReturn ? -1n : 1n) * BigInt(totalAmount),
    0n,
  );
}

function checkSum(sum: bigint, issues: InputIssues): void {
  if (!Number.isSafeInteger(Number(sum))) {
    issues.add(['orderLines'], 'OUT_OF_RANGE', 'The sum of the lines exceeds 53 bits.');
  } else if (sum < 0n) {
    const message = `The lines add up to ${String(sum)}: more is returned than bought.`;
    issues.warn(['orderLines'], 'NEGATIVE_SUM', message);
  }
}

function toBottomLine(
  bottom: ReceiptBottomLineInput,
  sum: bigint,
  issues: InputIssues,
  giftCardAmount: number | null,
): ReceiptBody['bottomLine'] {
  const { currency, tipAmount, posId, paymentSources, barcode, receiptNumber } = bottom;
  if (!currencies.includes(currency)) {
    issues.add(['bottomLine', 'currency'], 'INVALID', `currency must be ${currencies.join(', ')}.`);
  }
  checkAmount(tipAmount, ['bottomLine', 'tipAmount'], issues);
  const sources: Sources = {};
  for (const source of ['giftCard', 'card', 'voucher', 'cash'] as const) {
    const amount = paymentSources?.[source];
    if (amount == null) continue;
    sources[source] = amount;
    // The API sets no limit, but money paid back belongs in returned lines.
    if (amount < 0) {
      issues.warn(['bottomLine', 'paymentSources', source], 'NEGATIVE', `${source} is negative: ${amount}.`);
    }
  }
  checkSources(sources, giftCardAmount, sum, tipAmount ?? 0, issues);
  const code = barcode == null ? null : checkBarcode(barcode, ['bottomLine', 'barcode'], issues);
  return {
    currency,
    ...(tipAmount == null ? {} : { tipAmount }),
    ...(posId == null ? {} : { posId }),
    ...(paymentSources == null ? {} : { paymentSources: sources }),
    ...(code === null ? {} : { barcode: code }),
    ...(receiptNumber == null ? {} : { receiptNumber }),
  };
}

type Sources = Partial<Record<'giftCard' | 'card' | 'voucher' | 'cash', number>>;

/** Whether a tip is a part of the sum is not documented, so what was paid may hold it or not. */
function checkSources(
  sources: Readonly<Sources>,
  giftCardAmount: number | null,
  sum: bigint,
  tip: number,
  issues: InputIssues,
): void {
  const amounts = Object.values(sources);
  // Where both are given, they mean the same gift card.
  const older = sources.giftCard === undefined ? giftCardAmount : null;
  const paid = amounts.reduce((total, amount) => total + BigInt(amount), BigInt(older ?? 0));
  if (amounts.length === 0 || paid === sum || paid === sum + BigInt(tip)) return;
  const what = older === null ? 'The payment sources' : 'The payment sources and giftCardAmount';
  const message = `${what} add up to ${String(paid)}, and the lines to ${String(sum)}.`;
  issues.warn(['bottomLine', 'paymentSources'], 'SOURCES_MISMATCH', message);
}
