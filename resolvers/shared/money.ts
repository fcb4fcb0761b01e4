import type { Money } from '../../schema/shared/Money.js';
import { currencyDecimal, toCurrency } from '../../src/decimal.js';
import { exact } from './integers.js';
import { unreadableHere } from './unreadable-here.js';

/** An amount in minor units with its currency. */
export function toMoney(value: number, currency: string): Money {
  return Number.isNaN(value) ? new UnknownAmount(value, currency) : new Amount(value, currency);
}

/** A page of a thousand sales has twenty thousand amounts, so their decimal text is made on demand. */
class Amount implements Money {
  constructor(
    readonly value: number,
    readonly currency: string,
  ) {}

  get decimal(): string {
    return currencyDecimal(this.value, this.currency);
  }
}

/** An amount that is there, but is no whole number, or too large for one: whoever asks for it gets an error at its field. */
class UnknownAmount implements Money {
  constructor(
    private readonly amount: number,
    readonly currency: string,
  ) {}

  get value(): number {
    return exact(this.amount) ?? 0;
  }

  get decimal(): string {
    return String(this.value);
  }
}

/**
 * Money, where the API may leave out the amount or its currency.
 * @param word the API's own
 * @throws GraphError at its field for an amount in what is no currency: null would say that the API gave none
 */
export function toMoneyOrNull(value: number | null, word: string | null): Money | null {
  if (value === null || word === null || word === '') return null;
  const currency = toCurrency(word);
  if (currency === null) throw unreadableHere('amount in what is no currency');
  return toMoney(value, currency);
}
