import type { Money } from '../../schema/shared/Money.js';
import type { SalesAmounts } from '../../schema/sales/SalesAmounts.js';
import { SalesSolution, type SalesClassification } from '../../schema/sales/SalesClassification.js';
import type { SalesCompleteness } from '../../schema/sales/SalesCompleteness.js';
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

/**
 * An event as the schema shows it. Each part is worked out when a query asks for it: a page has a thousand events, and
 * most queries want a few fields of each.
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
    return toDateTime(this.wire.time);
  }

  get orderDate(): string | null {
    return toDateTime(this.wire.orderDate);
  }

  get currency(): string | null {
    return toCurrency(this.wire.currency);
  }

  get paymentType(): SalesPaymentType | null {
    return fromWord(paymentTypes, this.wire.paymentType, SalesPaymentType.UNKNOWN);
  }

  get paymentTypeRaw(): string | null {
    return this.wire.paymentType;
  }

  get classification(): SalesClassification {
    const { solution, salesCategory } = this.wire;
    return {
      solution: fromWord(solutions, solution, SalesSolution.UNKNOWN),
      solutionRaw: solution,
      salesCategory,
    };
  }

  get amounts(): SalesAmounts {
    return new AmountsView(this.wire, this.entryType, this.currency);
  }

  get lines(): readonly SalesLine[] {
    const { currency } = this;
    return this.wire.lines.map((line) => new LineView(line, currency));
  }

  get completeness(): SalesCompleteness {
    const { hasLineItems, hasVatBreakdown, hasCustomerIdentity } = this.wire;
    return { hasLineItems, hasVatBreakdown, hasCustomerIdentity };
  }
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
    return this.#signed(this.wire.gross);
  }

  get signedNet(): Money | null {
    return this.#signed(this.wire.net);
  }

  get signedVat(): Money | null {
    return this.#signed(this.wire.vat);
  }

  #signed(amount: number | null): Money | null {
    return toMoneyOrNull(amount === null ? null : sign(amount, this.entryType), this.currency);
  }
}

/** The API does not publish the sign of a refund, so the kind of event decides it. */
function sign(amount: number, entryType: SalesEntryType | null): number {
  if (amount === 0) return 0;
  if (entryType === SalesEntryType.REFUND) return -Math.abs(amount);
  return entryType === SalesEntryType.CAPTURE ? Math.abs(amount) : amount;
}

class LineView implements SalesLine {
  constructor(
    private readonly wire: WireSalesLine,
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

  get vatRateBasisPoints(): number | null {
    return this.wire.vatRate;
  }

  get vatAmount(): Money | null {
    return toMoneyOrNull(this.wire.vatAmount, this.currency);
  }

  get category(): string | null {
    return this.wire.category;
  }
}
