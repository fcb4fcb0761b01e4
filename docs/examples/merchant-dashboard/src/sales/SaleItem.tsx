import { memo } from 'react';
import type { SalePartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/Amount.js';

const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** One sale or refund. It never changes, so it is drawn once, however long the list becomes. */
export const SaleItem = memo(function SaleItem({ sale }: { readonly sale: SalePartsFragment }) {
  const { entryType, time, reference, paymentType, amounts, classification, lines } = sale;
  const goods = lines?.flatMap(({ name }) => name ?? []).join(', ') ?? '';
  const what = goods === '' ? (classification?.salesCategory ?? 'Open amount') : goods;
  return (
    <li data-id={sale.id}>
      <span className="what">
        {entryType === 'REFUND' && <strong>Refund: </strong>}
        {what}
      </span>
      <Amount of={amounts?.signedGross} />
      <span className="small">
        {time !== null && <time dateTime={time}>{times.format(new Date(time))}</time>}
        {reference !== null && ` · ${reference}`}
        {paymentType !== null && ` · ${paymentType.toLowerCase()}`}
      </span>
    </li>
  );
});
