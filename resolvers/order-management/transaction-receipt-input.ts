import type { AddTransactionReceiptInput } from '../../schema/order-management/Transaction.js';
import type {
  OlderBottomLine,
  OrderLineBody,
  TransactionReceiptBody,
} from '../../src/clients/order-management/bodies.js';
import type { InputIssues, InputPath } from '../shared/input-issues.js';
import { checkAmount, warnAboutTax } from './input-rules.js';
import { toReceiptBody } from './receipt-input.js';

const at = (...fields: readonly string[]): InputPath => ['bottomLine', ...fields];

/** Sums that v1 takes beside the lines, each with what the lines give. */
const sums = {
  totalAmount: ({ totalAmount }: OrderLineBody) => totalAmount,
  totalTax: ({ totalTaxAmount }: OrderLineBody) => totalTaxAmount,
  totalDiscount: ({ discount = 0 }: OrderLineBody) => discount,
} as const;

/**
 * The receipt of a transaction as v1 takes it: what v2 does, and its own older sums and shipping, sent as they are. What is
 * hardly meant is warned of. Meaningless once `issues` holds errors.
 */
export function toTransactionReceiptBody(
  input: AddTransactionReceiptInput,
  issues: InputIssues,
): TransactionReceiptBody {
  const body = toReceiptBody(input, issues, input.bottomLine.giftCardAmount);
  const older = toOlder(input.bottomLine, issues);
  warnOfSums(older, body.orderLines, issues);
  const giftCard = body.bottomLine.paymentSources?.giftCard;
  if (older.giftCardAmount !== undefined && giftCard !== undefined && giftCard !== older.giftCardAmount) {
    const message = `giftCardAmount is ${older.giftCardAmount}, and paymentSources.giftCard ${giftCard}.`;
    issues.warn(at('giftCardAmount'), 'CONTRADICTION', message);
  }
  return { ...body, bottomLine: { ...body.bottomLine, ...older } };
}

function toOlder(bottom: AddTransactionReceiptInput['bottomLine'], issues: InputIssues): OlderBottomLine {
  const { giftCardAmount, totalAmount, totalTax, totalDiscount, shippingAmount, shippingInfo, terminalId } =
    bottom;
  for (const field of ['giftCardAmount', 'totalTax', 'totalDiscount', 'shippingAmount'] as const)
    checkAmount(bottom[field], at(field), issues);
  if (shippingInfo != null) checkShipping(shippingInfo, issues);
  return {
    ...(giftCardAmount == null ? {} : { giftCardAmount }),
    ...(totalAmount == null ? {} : { totalAmount }),
    ...(totalTax == null ? {} : { totalTax }),
    ...(totalDiscount == null ? {} : { totalDiscount }),
    ...(shippingAmount == null ? {} : { shippingAmount }),
    ...(shippingInfo == null ? {} : { shippingInfo: { ...shippingInfo } }),
    ...(terminalId == null ? {} : { terminalId }),
  };
}

function checkShipping(info: NonNullable<OlderBottomLine['shippingInfo']>, issues: InputIssues): void {
  const { amount, amountExcludingTax, taxAmount, taxPercentage } = info;
  for (const field of ['amount', 'amountExcludingTax', 'taxAmount'] as const)
    checkAmount(info[field], at('shippingInfo', field), issues);
  if (taxPercentage < 0 || taxPercentage > 100) {
    const message = `taxPercentage must be from 0 to 100, not ${taxPercentage}.`;
    issues.add(at('shippingInfo', 'taxPercentage'), 'OUT_OF_RANGE', message);
  }
  warnAboutTax(
    { net: amountExcludingTax, rate: taxPercentage * 100, tax: taxAmount },
    at('shippingInfo', 'taxAmount'),
    issues,
  );
  // No source says that the API checks it, and its own sample breaks it.
  if (amount - amountExcludingTax !== taxAmount) {
    const message = `amount should be amountExcludingTax plus taxAmount: ${amount} is not ${amountExcludingTax} + ${taxAmount}.`;
    issues.warn(at('shippingInfo', 'taxAmount'), 'SUM_MISMATCH', message);
  }
}

function warnOfSums(older: OlderBottomLine, lines: readonly OrderLineBody[], issues: InputIssues): void {
  for (const field of ['totalAmount', 'totalTax', 'totalDiscount'] as const) {
    const given = older[field];
    const sum = lines.reduce((total, line) => total + (line.isReturn ? -1 : 1) * sums[field](line), 0);
    if (given === undefined || given === sum) continue;
    issues.warn(at(field), 'SUM_MISMATCH', `The lines give a ${field} of ${sum}, not ${given}.`);
  }
  const isTold = older.shippingAmount !== undefined || older.shippingInfo !== undefined;
  if (isTold && lines.some(({ isShipping }) => isShipping)) {
    const field = older.shippingInfo === undefined ? 'shippingAmount' : 'shippingInfo';
    issues.warn(at(field), 'SHIPPING_TWICE', `Shipping is in a line already: ${field} would count it twice.`);
  }
}
