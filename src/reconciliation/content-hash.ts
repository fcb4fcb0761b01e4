import { hash } from 'node:crypto';
import type { WireEntry } from '../clients/report.js';
import type { WireSalesEvent } from '../clients/sales.js';
import type { DateContent } from './source.js';

/** The hash of what a date holds, whatever pages it came on. */
export function contentHash(date: string, { funds, fees, sales }: DateContent): string {
  const content = [date, funds.map(entryFields), fees.map(entryFields), sales.map(eventFields)];
  return hash('sha256', JSON.stringify(content), 'hex');
}

/** The hash of a period: of the one up to the date before, and of the date. It does not depend on where pages end. */
export function nextHash(before: string, ofDate: string): string {
  return hash('sha256', `${before}\n${ofDate}`, 'hex');
}

function entryFields(entry: WireEntry): readonly unknown[] {
  const { pspReference, time, ledgerDate, entryType, reference, currency } = entry;
  const { amount, balanceBefore, balanceAfter, recipientHandle } = entry;
  return [
    pspReference,
    time,
    ledgerDate,
    entryType,
    reference,
    currency,
    amount,
    balanceBefore,
    balanceAfter,
    recipientHandle,
  ];
}

function eventFields(event: WireSalesEvent): readonly unknown[] {
  const { entryType, time, pspReference, reference, currency, paymentType } = event;
  const { solution, salesCategory, gross, net, vat } = event;
  const lines = event.lines.map((line) => [
    line.lineId,
    line.name,
    line.quantity,
    line.unitPriceGross,
    line.unitPriceNet,
    line.discountTotal,
    line.lineTotalGross,
    line.lineTotalNet,
    line.vatRate,
    line.vatAmount,
    line.category,
  ]);
  return [
    entryType,
    time,
    pspReference,
    reference,
    currency,
    paymentType,
    solution,
    salesCategory,
    gross,
    net,
    vat,
    lines,
  ];
}
