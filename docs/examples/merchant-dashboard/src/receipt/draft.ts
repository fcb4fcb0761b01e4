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

let lastKey = 0;

/** A line that is yet to be written. */
export function emptyLine(): LineDraft {
  lastKey += 1;
  return { key: lastKey, name: '', id: '', totalAmount: '', totalTaxAmount: '', taxRate: '' };
}

/**
 * What is sent of a draft. Only what can't be sent at all is told here, as what is no number; all other rules are the
 * graph's, which tells of all faults at once.
 */
export function inputOf(
  msn: string,
  draft: ReceiptDraft,
): { input: AddReceiptInput; faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const minor = (text: string, index: number, name: string): number => {
    const [, sign = '', whole = '', part = ''] = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
    if (whole === '')
      faults.push({
        field: ['orderLines', String(index), name],
        message: 'Write an amount, such as 129.50.',
      });
    return Number(`${sign}${whole}${part.padEnd(2, '0')}`);
  };
  const orderLines = draft.lines.map(({ name, id, totalAmount, totalTaxAmount, taxRate }, index) => ({
    name,
    id,
    totalAmount: minor(totalAmount, index, 'totalAmount'),
    ...(totalTaxAmount.trim() !== '' && {
      totalTaxAmount: minor(totalTaxAmount, index, 'totalTaxAmount'),
    }),
    ...(taxRate !== '' && { taxRate: Number(taxRate) }),
  }));
  const { orderId, paymentType, currency } = draft;
  return { input: { msn, orderId, paymentType, orderLines, bottomLine: { currency } }, faults };
}
