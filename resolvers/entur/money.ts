import type { EnturMoney } from '../../schema/entur/EnturMoney.js';
import type { EnturPrice } from '../../schema/entur/EnturPrice.js';
import type { WirePrice } from '../../src/clients/entur/readers.js';

/** Money, where Entur may leave out the amount or its currency. */
export function toEnturMoney(amount: string | null, currency: string | null): EnturMoney | null {
  return amount === null || currency === null ? null : { amount, currency };
}

/** A price with its tax. */
export function toEnturPrice(wire: WirePrice | null): EnturPrice | null {
  if (wire === null) return null;
  const { amount, currency, taxAmount, taxCode, taxRate } = wire;
  return { price: toEnturMoney(amount, currency), tax: toEnturMoney(taxAmount, currency), taxCode, taxRate };
}
