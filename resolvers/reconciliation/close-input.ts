import type { BookAccountsInput } from '../../schema/reconciliation/BookEntry.js';
import type { CloseArgs } from '../../schema/reconciliation/ClosedDateConnection.js';
import { BadInputError } from '../../src/errors/BadInputError.js';
import type { BookAccounts } from '../../src/reconciliation/book-entries.js';
import type { BookedRate } from '../../src/reconciliation/figures.js';
import { countDates } from '../../src/dates.js';
import type { SealedDate } from '../../src/reconciliation/seal.js';
import { readSeal } from '../../src/reconciliation/seal-text.js';
import { checkPattern } from '../shared/check-pattern.js';
import { checkFirst } from '../shared/cursor.js';

/** The most dates of a close. */
export const MAX_CLOSE_DATES = 400;
/** The dates behind it, which are read too, have years of four digits. */
const LAST_DATE = '9998-12-31';
const MAX_RATES = 20;
/** In basis points. */
const MAX_RATE = 10_000;

/**
 * Checks what is to be closed before any of it costs a call.
 * @throws BadInputError naming the argument and the rule
 */
export function checkPeriod({ from, to, first }: CloseArgs): void {
  checkFirst(first, MAX_CLOSE_DATES);
  if (to > LAST_DATE) throw new BadInputError(['to'], `to must not be behind ${LAST_DATE}.`);
  const count = countDates(from, to);
  if (count < 1) throw new BadInputError(['to'], `to must not be before from, which is ${from}.`);
  if (count > MAX_CLOSE_DATES) {
    const rule = `at most ${MAX_CLOSE_DATES} dates, from and to included, not ${count}.`;
    throw new BadInputError(['to'], `to must be so that there are ${rule}`);
  }
}

/** How much of dates there was when they were sealed. @throws BadInputError for what is no seal of the ledger */
export function readSeals(texts: readonly string[], ledgerId: string): ReadonlyMap<string, SealedDate> {
  if (texts.length > MAX_CLOSE_DATES)
    throw new BadInputError(['seals'], `seals must be ${MAX_CLOSE_DATES} at most, not ${texts.length}.`);
  return new Map(
    texts.flatMap((text, index) => {
      const seal = readSeal(text);
      if (seal?.ledgerId === ledgerId) return seal.dates;
      const what = seal === undefined ? 'a seal' : 'a seal of this ledger';
      const message = `seals.${index} is not ${what}. Take it from \`seal\` of a close.`;
      throw new BadInputError(['seals', String(index)], message);
    }),
  );
}

/** The accounts to book on. @throws BadInputError naming the account and the rule */
export function readAccounts(input: BookAccountsInput): BookAccounts {
  const { rates, ...accounts } = input;
  if (rates.length > MAX_RATES) {
    const message = `accounts.rates must be ${MAX_RATES} at most, not ${rates.length}.`;
    throw new BadInputError(['accounts', 'rates'], message);
  }
  for (const [name, account] of Object.entries(accounts)) checkAccount(account, 'accounts', name);
  rates.forEach(({ sales, vat }, index) => {
    checkAccount(sales, 'accounts', 'rates', String(index), 'sales');
    checkAccount(vat, 'accounts', 'rates', String(index), 'vat');
  });
  checkRates(rates.map(({ vatRateBasisPoints }) => vatRateBasisPoints));
  const byRate = new Map(rates.map((rate) => [rate.vatRateBasisPoints, rate]));
  const rateOf = (rate: BookedRate) => (typeof rate === 'number' ? byRate.get(rate) : undefined);
  const { sales, vat, salesWithoutVat } = accounts;
  return {
    ...accounts,
    sales: (rate) => (rate === null ? salesWithoutVat : (rateOf(rate)?.sales ?? sales)),
    vat: (rate) => rateOf(rate)?.vat ?? vat,
  };
}

/** Of a rate that is there twice it would be unclear where to book. */
function checkRates(rates: readonly number[]): void {
  rates.forEach((rate, index) => {
    const argument = ['accounts', 'rates', String(index), 'vatRateBasisPoints'];
    if (rate < 0 || rate > MAX_RATE)
      throw new BadInputError(argument, `${argument.join('.')} must be from 0 to ${MAX_RATE}, not ${rate}.`);
    if (rates.indexOf(rate) !== index)
      throw new BadInputError(argument, `${argument.join('.')} must not be there twice, as ${rate} is.`);
  });
}

function checkAccount(value: unknown, ...argument: readonly string[]): void {
  const rule = '1 to 64 characters without line breaks, and not blank.';
  checkPattern(value, /^(?=.*\S)[^\p{Cc}]{1,64}$/u, rule, argument);
}
