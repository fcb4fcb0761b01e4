import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import { movedBy } from './amounts.js';
import type { ClosingDate } from './ClosingDate.js';
import type { FarMoney, Origin } from './FarMoney.js';
import { bookedGross, saleWord } from './sale-check.js';

/** How the date behind one stands. */
export interface NextDate {
  readonly isComplete: boolean;
  readonly hasBegun: boolean;
}

/** Sales data of Vippsnummer are complete from here on: baskets, the last kind, begin on the day before. */
const SALES_FROM = '2026-04-23';

/**
 * Tells what of a date has not met, as soon as nothing can come any more.
 * @returns whether something is still waited for
 */
export async function settle(day: ClosingDate, next: NextDate, far: FarMoney): Promise<boolean> {
  let waits = false;
  for (const event of day.match.sales) {
    if (day.data.isFundsComplete && next.isComplete) await settleSale(day, event, far);
    else {
      day.book(event);
      waits = true;
    }
  }
  const canSettle = day.data.isFundsComplete && next.hasBegun;
  for (const entry of day.match.entries) {
    const isExpected = isCovered(entry, day.date);
    if (isExpected && !canSettle) {
      waits = true;
      continue;
    }
    const origin = await far.originOf(entry, day.date);
    const isFound = origin.sale !== undefined || origin.bookedOn !== undefined;
    if (!isExpected && !isFound) day.countNotSold(movedBy(entry) ?? 0);
    else if (canSettle) settleMoney(day, entry, origin);
    else waits = true;
  }
  return waits;
}

/**
 * Tells a sale without money beside it. One without any money is booked on its own date; money further away books the sale on
 * the date of the money. Where the two amounts differ, that date tells it alone.
 */
async function settleSale(day: ClosingDate, event: WireSalesEvent, far: FarMoney): Promise<void> {
  const gross = bookedGross(event);
  // Without an amount there is nothing to book: that is told already.
  if (gross === null) return;
  const money = await far.moneyOf(event, day.date);
  if (money === undefined) day.book(event);
  else if (movedBy(money.item) !== gross) return;
  const message =
    money === undefined
      ? `Nothing on \`funds\` belongs to the ${saleWord(event)}.`
      : `The money of the ${saleWord(event)} is not beside it: it is on ${money.date}.`;
  day.tell('SOLD_NOT_SETTLED', 0 - gross, event, message);
}

/** Money without a sale beside it, of which one is expected or was found further away. */
function settleMoney(day: ClosingDate, entry: WireEntry, { sale, bookedOn }: Origin): void {
  const amount = movedBy(entry) ?? 0;
  const word = saleWord(entry);
  if (sale !== undefined) {
    day.book(sale.item);
    day.compare(sale.item, entry, sale.date);
  } else if (bookedOn !== undefined)
    day.tell('DUPLICATE', amount, entry, `The money of the ${word} was booked on ${bookedOn} already.`);
  else day.tell('SETTLED_NOT_SOLD', amount, entry, `The Sales API has no ${word} for the money.`);
}

/**
 * Whether the Sales API must have a sale for the money: of a Vippsnummer it has. A payment on an MSN may be one of ePayment,
 * which it does not cover.
 */
function isCovered({ recipientHandle }: WireEntry, date: string): boolean {
  return date >= SALES_FROM && recipientHandle?.startsWith('NO:') === true;
}
