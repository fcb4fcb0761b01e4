import type { AddReceiptInput, PaymentType } from '../generated/graphql.js';

/** A line as it is typed. */
export interface LineDraft {
  readonly key: number;
  readonly name: string;
  readonly id: string;
  /** In major units: 129.50. */
  readonly totalAmount: string;
  readonly totalTaxAmount: string;
  /** In hundredths of a percent; empty until it is chosen. */
  readonly taxRate: string;
}

/** A receipt as it is typed. */
export interface ReceiptDraft {
  readonly orderId: string;
  readonly paymentType: PaymentType;
  readonly currency: string;
  readonly lines: readonly LineDraft[];
}

/** A fault and the path of the field that it is about, as `userErrors` have it. */
export interface Fault {
  readonly field: readonly string[] | null;
  readonly message: string;
}

/** Blanks may part thousands, as Intl writes them. A point or comma may not: one is another's sign of decimals. */
const AMOUNT = /^(-?)(\d{1,12}|\d{1,3}(?:\s\d{3}){1,3})(?:[.,](\d{1,2}))?$/;
const AMOUNT_RULE =
  'Write an amount such as 129.50 or 1 200,50: no point or comma between thousands, and no more than two decimals.';

let lastKey = 0;

/** A line that is yet to be written. */
export function emptyLine(): LineDraft {
  lastKey += 1;
  return { key: lastKey, name: '', id: '', totalAmount: '', totalTaxAmount: '', taxRate: '' };
}

/**
 * What is sent of a draft. What is missing, or is no number, is told here, all at once; all other rules are the graph's,
 * which tells of all faults at once too.
 */
export function inputOf(
  msn: string,
  draft: ReceiptDraft,
): { input: AddReceiptInput; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const given = (text: string, message: string, ...field: readonly string[]): string => {
    if (text.trim() === '') faults.push({ field, message });
    return text;
  };
  const minor = (text: string, ...field: readonly string[]): number => {
    const [, sign = '', whole = '', part = ''] = AMOUNT.exec(text.trim()) ?? [];
    if (whole === '') faults.push({ field, message: AMOUNT_RULE });
    return Number(`${sign}${whole.replaceAll(/\s/g, '')}${part.padEnd(2, '0')}`);
  };
  const { paymentType, currency } = draft;
  const orderId = given(draft.orderId, 'Write the id of the order.', 'orderId');
  const orderLines = draft.lines.map(({ name, id, totalAmount, totalTaxAmount, taxRate }, index) => {
    const path = ['orderLines', String(index)];
    return {
      name: given(name, 'Write what was sold.', ...path, 'name'),
      id: given(id, 'Write the id of the product.', ...path, 'id'),
      totalAmount: minor(totalAmount, ...path, 'totalAmount'),
      ...(totalTaxAmount.trim() !== '' && {
        totalTaxAmount: minor(totalTaxAmount, ...path, 'totalTaxAmount'),
      }),
      taxRate: Number(given(taxRate, 'Choose the rate.', ...path, 'taxRate')),
    };
  });
  return { input: { msn, orderId, paymentType, orderLines, bottomLine: { currency } }, faults };
}
