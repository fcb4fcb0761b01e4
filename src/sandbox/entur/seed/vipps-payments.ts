import { dayCount } from '../../seed/calendar.js';
import { seededLedgers } from '../../seed/ledgers.js';
import { placesOf, saleAt, salesOn } from '../../seed/sales-events.js';

/** A payment for a ferry ticket that the Vipps side of the sandbox knows too. */
export interface VippsPayment {
  /** The id of the capture, on the ledger's funds. */
  readonly pspReference: string;
  readonly hundredths: number;
  readonly capturedAt: number;
  readonly refundedAt?: number;
}

/** Payments of one web shop on the last days that have sales, newest day first. */
export function vippsPayments(count: number): VippsPayment[] {
  const ledger = seededLedgers().find(({ trade }) => trade === 'webShop');
  const found: VippsPayment[] = [];
  if (!ledger) return found;
  for (let day = dayCount - 1; day >= 0; day -= 1) {
    for (let index = 0; index < salesOn(ledger, day); index += 1) {
      if (found.length === count) return found;
      const sale = saleAt(ledger, day, index);
      if (sale.entryType !== 'capture' || sale.pspReference === null) continue;
      const [, refund] = placesOf(ledger, sale.reference);
      found.push({
        pspReference: sale.pspReference,
        hundredths: sale.gross,
        capturedAt: sale.timeMs,
        ...(refund && { refundedAt: saleAt(ledger, ...refund).timeMs }),
      });
    }
  }
  return found;
}
