/** What does not fit. The list may grow; the schema shows a word that it does not know as `UNKNOWN`. */
export type DifferenceKind =
  | 'LINES_DO_NOT_ADD_UP'
  | 'VAT_DOES_NOT_FIT_RATE'
  | 'VAT_DOES_NOT_ADD_UP'
  | 'SOLD_NOT_SETTLED'
  | 'SETTLED_NOT_SOLD'
  | 'AMOUNT_DIFFERS'
  | 'CURRENCY_DIFFERS'
  | 'REFUND_BEYOND_SALE'
  | 'FEE_WITHOUT_CAPTURE'
  | 'RETAINED_FEES_DIFFER'
  | 'BALANCE_BREAK'
  | 'DUPLICATE'
  | 'PAYOUT_DIFFERS'
  | 'AMOUNT_MISSING'
  | 'CONTENT_CHANGED';

/** Something that does not fit, on the ledger date that it belongs to. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly date: string;
  /** By how much, in minor units: what is there, less what should be. Of a duplicate its own amount. */
  readonly amount: number;
  /** PSP reference, then reference, as far as there are any. */
  readonly references: readonly string[];
  readonly message: string;
}

/** An item that differences can be told of. */
export interface Referred {
  readonly pspReference: string | null;
  readonly reference: string | null;
}

/** A difference about one item. */
export function differenceOf(
  kind: DifferenceKind,
  date: string,
  amount: number,
  { pspReference, reference }: Referred,
  message: string,
): Difference {
  const references = [pspReference, reference].flatMap((each) =>
    each === null || each === '' ? [] : [each],
  );
  return { kind, date, amount, references, message };
}
