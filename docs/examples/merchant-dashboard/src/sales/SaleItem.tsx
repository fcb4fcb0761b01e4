import { memo } from 'react';
import type { SalePartsFragment } from '../generated/graphql.js';
import { Amount } from '../shared/Amount.js';

const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** One sale or refund. It never changes, so it is drawn once, however long the list becomes. */
export const SaleItem = memo(function SaleItem({ sale }: { readonly sale: SalePartsFragment }) {
  const { entryType, time, reference, paymentType, amounts, lines } = sale;
  const goods = lines?.flatMap(({ name }) => name ?? []).join(', ') ?? '';
  return (
    <li data-id={sale.id}>
      <span className="what">
        {entryType === 'REFUND' && <strong>Refund: </strong>}
        {goods === '' ? 'Open amount' : goods}
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
