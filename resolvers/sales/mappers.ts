import type { SalesAmounts } from '../../schema/sales/SalesAmounts.js';
import { SalesSolution } from '../../schema/sales/SalesClassification.js';
import { SalesEntryType, SalesPaymentType, type SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { SalesLine } from '../../schema/sales/SalesLine.js';
import type { WireSalesEvent, WireSalesLine } from '../../src/clients/sales.js';
import { encodeId } from '../shared/ids.js';
import { toCurrency, toMoneyOrNull } from '../shared/money.js';
import { fromWord } from '../shared/open-enum.js';
import { toDateTime } from '../shared/time.js';

const entryTypes: Readonly<Record<string, SalesEntryType>> = {
  capture: SalesEntryType.CAPTURE,
  refund: SalesEntryType.REFUND,
};

const paymentTypes: Readonly<Record<string, SalesPaymentType>> = {
  CARD: SalesPaymentType.CARD,
  CASH: SalesPaymentType.CASH,
  WALLET: SalesPaymentType.WALLET,
};

const solutions: Readonly<Record<string, SalesSolution>> = {
  VARIABLE_AMOUNT: SalesSolution.VARIABLE_AMOUNT,
  SHOPPING_BASKET: SalesSolution.SHOPPING_BASKET,
  MPOS: SalesSolution.MPOS,
};

/** The kind of an event; null when the API does not say. */
export function toEntryType({ entryType }: WireSalesEvent): SalesEntryType | null {
  return fromWord(entryTypes, entryType, SalesEntryType.UNKNOWN);
}

/** Everything of an event at once: a page has a thousand of them, and no field of it is worked out later. */
export function toSalesEvent(wire: WireSalesEvent, ledgerId: string): SalesEvent {
  const currency = toCurrency(wire.currency);
  const entryType = toEntryType(wire);
  return {
    id: eventId(wire, ledgerId),
    ledgerId,
    pspReference: wire.pspReference,
    reference: wire.reference,
    entryType,
    entryTypeRaw: wire.entryType,
    time: toDateTime(wire.time),
    orderDate: toDateTime(wire.orderDate),
    currency,
    paymentType: fromWord(paymentTypes, wire.paymentType, SalesPaymentType.UNKNOWN),
    paymentTypeRaw: wire.paymentType,
    classification: {
      solution: fromWord(solutions, wire.solution, SalesSolution.UNKNOWN),
      solutionRaw: wire.solution,
      salesCategory: wire.salesCategory,
    },
    amounts: toAmounts(wire, entryType, currency),
    lines: wire.lines.map((line) => toLine(line, currency)),
    completeness: {
      hasLineItems: wire.hasLineItems,
      hasVatBreakdown: wire.hasVatBreakdown,
      hasCustomerIdentity: wire.hasCustomerIdentity,
    },
  };
}

/** What ids of events without a PSP reference begin with. */
export const CASH_ID = 'CashSalesEvent';

/**
 * The id of an event: its PSP reference, or for cash, which has none, the order, the kind and the time: two cash
 * events of one order are of different kinds or times.
 */
function eventId({ pspReference, reference, entryType, time }: WireSalesEvent, ledgerId: string): string {
  return pspReference === null
    ? encodeId(CASH_ID, ledgerId, reference ?? '', entryType ?? '', time ?? '')
    : encodeId('SalesEvent', ledgerId, pspReference);
}

function toAmounts(
  { gross, net, vat }: WireSalesEvent,
  entryType: SalesEntryType | null,
  currency: string | null,
): SalesAmounts {
  const signed = (amount: number | null) =>
    toMoneyOrNull(amount === null ? null : sign(amount, entryType), currency);
  return {
    gross: toMoneyOrNull(gross, currency),
    net: toMoneyOrNull(net, currency),
    vat: toMoneyOrNull(vat, currency),
    signedGross: signed(gross),
    signedNet: signed(net),
    signedVat: signed(vat),
  };
}

/** The API does not publish the sign of a refund, so the kind of event decides it. */
function sign(amount: number, entryType: SalesEntryType | null): number {
  if (amount === 0) return 0;
  if (entryType === SalesEntryType.REFUND) return -Math.abs(amount);
  return entryType === SalesEntryType.CAPTURE ? Math.abs(amount) : amount;
}

function toLine(line: WireSalesLine, currency: string | null): SalesLine {
  return {
    lineId: line.lineId,
    name: line.name,
    quantity: line.quantity,
    unitPriceGross: toMoneyOrNull(line.unitPriceGross, currency),
    unitPriceNet: toMoneyOrNull(line.unitPriceNet, currency),
    discountTotal: toMoneyOrNull(line.discountTotal, currency),
    lineTotalGross: toMoneyOrNull(line.lineTotalGross, currency),
    lineTotalNet: toMoneyOrNull(line.lineTotalNet, currency),
    vatRateBasisPoints: line.vatRate,
    vatAmount: toMoneyOrNull(line.vatAmount, currency),
    category: line.category,
  };
}
