import type { EnturMoney } from '../../schema/entur/EnturMoney.js';
import type { EnturPrice } from '../../schema/entur/EnturPrice.js';
import { SPOILT } from '../../src/decimal.js';
import { GraphError } from '../../src/errors/GraphError.js';
import type { WirePrice } from '../../src/clients/entur/readers.js';

/** Money, where Entur may leave out the amount or its currency. */
export function toEnturMoney(amount: string | null, currency: string | null): EnturMoney | null {
  if (amount === null || currency === null) return null;
  return amount === SPOILT ? new SpoiltMoney(currency) : { amount, currency };
}

/** An amount that is there, but is none: whoever asks for it gets an error at its field. */
class SpoiltMoney implements EnturMoney {
  constructor(readonly currency: string) {}

  get amount(): string {
    throw new GraphError(
      'UPSTREAM_BAD_RESPONSE',
      "The API gave a value here that is no amount, which can't be shown.",
    );
  }
}

/** A price with its tax. */
export function toEnturPrice(wire: WirePrice | null): EnturPrice | null {
  if (wire === null) return null;
  const { amount, currency, taxAmount, taxCode, taxRate } = wire;
  return { price: toEnturMoney(amount, currency), tax: toEnturMoney(taxAmount, currency), taxCode, taxRate };
}
