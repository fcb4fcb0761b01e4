import { createHash } from 'node:crypto';
import type { Money } from '../../schema/shared/Money.js';
import type { SalesAmounts } from '../../schema/sales/SalesAmounts.js';
import { SalesSolution, type SalesClassification } from '../../schema/sales/SalesClassification.js';
import type { SalesCompleteness } from '../../schema/sales/SalesCompleteness.js';
import { SalesEntryType, SalesPaymentType, type SalesEvent } from '../../schema/sales/SalesEvent.js';
import type { SalesLine } from '../../schema/sales/SalesLine.js';
import type { WireSalesEvent, WireSalesLine } from '../../src/clients/sales.js';
import { saleKind } from '../../src/reconciliation/sale-kinds.js';
import { encodeGlobalId } from '../shared/global-id.js';
import { exact } from '../shared/integers.js';
import { toCurrency } from '../../src/decimal.js';
import { toMoneyOrNull } from '../shared/money.js';
import { toOpenEnum } from '../shared/open-enum.js';
import { shownTime } from '../shared/time.js';

const paymentTypes: ReadonlyMap<string, SalesPaymentType> = new Map([
  ['CARD', SalesPaymentType.CARD],
  ['CASH', SalesPaymentType.CASH],
  ['WALLET', SalesPaymentType.WALLET],
]);

const solutions: ReadonlyMap<string, SalesSolution> = new Map([
  ['VARIABLE_AMOUNT', SalesSolution.VARIABLE_AMOUNT],
  ['SHOPPING_BASKET', SalesSolution.SHOPPING_BASKET],
  ['MPOS', SalesSolution.MPOS],
]);

/** The kind of an event; null when the API does not say. */
export function toEntryType({ entryType }: Pick<WireSalesEvent, 'entryType'>): SalesEntryType | null {
  return entryType === null ? null : SalesEntryType[saleKind(entryType) ?? 'UNKNOWN'];
}

/** How an event was paid; null when the API does not say. */
export function toPaymentType({ paymentType }: Pick<WireSalesEvent, 'paymentType'>): SalesPaymentType | null {
  return toOpenEnum(paymentTypes, paymentType, SalesPaymentType.UNKNOWN);
}

/** The solution that made an event; null when the API does not say. */
export function toSolution({ solution }: Pick<WireSalesEvent, 'solution'>): SalesSolution | null {
  return toOpenEnum(solutions, solution, SalesSolution.UNKNOWN);
}

/**
 * An event as the schema shows it. Each part is worked out on demand: a page has a thousand events, and most queries
 * want only a few fields of each.
 */
export function toSalesEvent(wire: WireSalesEvent, ledgerId: string): SalesEvent {
  return new EventView(wire, ledgerId);
}

class EventView implements SalesEvent {
  constructor(
    private readonly wire: WireSalesEvent,
    readonly ledgerId: string,
  ) {}

  get id(): string {
    return eventId(this.wire, this.ledgerId);
  }

  get pspReference(): string | null {
    return this.wire.pspReference;
  }

  get reference(): string | null {
    return this.wire.reference;
  }

  get entryType(): SalesEntryType | null {
    return toEntryType(this.wire);
  }

  get entryTypeRaw(): string | null {
    return this.wire.entryType;
  }

  get time(): string | null {
    return shownTime(this.wire.time);
  }

  get orderDate(): string | null {
    return shownTime(this.wire.orderDate);
  }

  get currency(): string | null {
    return toCurrency(this.wire.currency);
  }

  get paymentType(): SalesPaymentType | null {
    return toPaymentType(this.wire);
  }

  get paymentTypeRaw(): string | null {
    return this.wire.paymentType;
  }

  get classification(): SalesClassification {
    const { solution, salesCategory } = this.wire;
    return {
      solution: toSolution(this.wire),
      solutionRaw: solution,
      salesCategory,
    };
  }

  get amounts(): SalesAmounts {
    return new AmountsView(this.wire, this.entryType, this.wire.currency);
  }

  get lines(): readonly SalesLine[] {
    const { entryType } = this;
    const { currency } = this.wire;
    return this.wire.lines.map((line) => new LineView(line, entryType, currency));
  }

  get completeness(): SalesCompleteness {
    const { hasLineItems, hasVatBreakdown, hasCustomerIdentity } = this.wire;
    return { hasLineItems, hasVatBreakdown, hasCustomerIdentity };
  }
}

/** The type in the ids of events without a PSP reference. */
export const CASH_EVENT_TYPE = 'CashSalesEvent';

/** The id of an event holds its PSP reference; for cash, which has none, its order and what tells it apart there. */
function eventId(wire: WireSalesEvent, ledgerId: string): string {
  return wire.pspReference === null
    ? encodeGlobalId(CASH_EVENT_TYPE, ledgerId, wire.reference ?? '', ...cashKeyParts(wire))
    : encodeGlobalId('SalesEvent', ledgerId, wire.pspReference);
}

/**
 * What tells the cash events of an order apart: kind, time, amount and goods. Kind and time are not enough: times are
 * to the second, and a till may refund two lines in the same one.
 */
export function cashKeyParts(wire: WireSalesEvent): readonly string[] {
  const { entryType, time, gross } = wire;
  return [entryType ?? '', time ?? '', gross === null ? '' : String(gross), digestOfLines(wire.lines)];
}

function digestOfLines(lines: readonly WireSalesLine[]): string {
  if (lines.length === 0) return '';
  const goods = lines.map(({ lineId, name, quantity, lineTotalGross }) => [
    lineId,
    name,
    quantity,
    lineTotalGross,
  ]);
  return createHash('sha256').update(JSON.stringify(goods)).digest('base64url').slice(0, 8);
}

class AmountsView implements SalesAmounts {
  constructor(
    private readonly wire: WireSalesEvent,
    private readonly entryType: SalesEntryType | null,
    private readonly currency: string | null,
  ) {}

  get gross(): Money | null {
    return toMoneyOrNull(this.wire.gross, this.currency);
  }

  get net(): Money | null {
    return toMoneyOrNull(this.wire.net, this.currency);
  }

  get vat(): Money | null {
    return toMoneyOrNull(this.wire.vat, this.currency);
  }

  get signedGross(): Money | null {
    return toMoneyOrNull(sign(this.wire.gross, this.entryType), this.currency);
  }

  get signedNet(): Money | null {
    return toMoneyOrNull(sign(this.wire.net, this.entryType), this.currency);
  }

  get signedVat(): Money | null {
    return toMoneyOrNull(sign(this.wire.vat, this.entryType), this.currency);
  }
}

/** The API does not document the sign of refunds, so the kind of event decides. Of an unknown kind it is not known. */
function sign(amount: number | null, entryType: SalesEntryType | null): number | null {
  if (amount === null) return null;
  if (entryType === SalesEntryType.CAPTURE) return Math.abs(amount);
  if (entryType !== SalesEntryType.REFUND) return null;
  return amount === 0 ? 0 : -Math.abs(amount);
}

class LineView implements SalesLine {
  constructor(
    private readonly wire: WireSalesLine,
    private readonly entryType: SalesEntryType | null,
    private readonly currency: string | null,
  ) {}

  get lineId(): string | null {
    return this.wire.lineId;
  }

  get name(): string | null {
    return this.wire.name;
  }

  get quantity(): string | null {
    return this.wire.quantity;
  }

  get unitPriceGross(): Money | null {
    return toMoneyOrNull(this.wire.unitPriceGross, this.currency);
  }

  get unitPriceNet(): Money | null {
    return toMoneyOrNull(this.wire.unitPriceNet, this.currency);
  }

  get discountTotal(): Money | null {
    return toMoneyOrNull(this.wire.discountTotal, this.currency);
  }

  get lineTotalGross(): Money | null {
    return toMoneyOrNull(this.wire.lineTotalGross, this.currency);
  }

  get lineTotalNet(): Money | null {
    return toMoneyOrNull(this.wire.lineTotalNet, this.currency);
  }

  get signedLineTotalGross(): Money | null {
    return toMoneyOrNull(sign(this.wire.lineTotalGross, this.entryType), this.currency);
  }

  get signedLineTotalNet(): Money | null {
    return toMoneyOrNull(sign(this.wire.lineTotalNet, this.entryType), this.currency);
  }

  get vatRateBasisPoints(): number | null {
    return exact(this.wire.vatRate);
  }

  get vatAmount(): Money | null {
    return toMoneyOrNull(this.wire.vatAmount, this.currency);
  }

  get signedVatAmount(): Money | null {
    return toMoneyOrNull(sign(this.wire.vatAmount, this.entryType), this.currency);
  }

  get category(): string | null {
    return this.wire.category;
  }
}
