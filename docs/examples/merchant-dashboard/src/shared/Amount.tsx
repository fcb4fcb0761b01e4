import type { AmountPartsFragment } from '../generated/graphql.js';

const formats = new Map<string, Intl.NumberFormat>();

/** An amount in the reader's way of writing it, exact: its decimals are never a floating-point number. */
export function amountText({ decimal, currency }: AmountPartsFragment): string {
  let format = formats.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat(undefined, { style: 'currency', currency, currencyDisplay: 'code' });
    formats.set(currency, format);
  }
  return format.format(decimal);
}

/** The same on a page; a dash where there is none. */
export function Amount({ of }: { readonly of: AmountPartsFragment | null | undefined }) {
  if (of == null) return <span className="amount">–</span>;
  return (
    <data className="amount" value={of.decimal}>
      {amountText(of)}
    </data>
  );
}
