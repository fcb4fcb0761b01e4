import type { InputIssues, InputPath } from '../shared/input-issues.js';
import { parseHttpsUrl, toUri } from './https-url.js';
import { taxOn } from './tax-arithmetic.js';

// Rules that several inputs share. Each notes its issue and goes on, so that a caller learns all of them at once.

/** A text must not be empty. One of nothing but blanks is a warning: the API takes it, but nobody can read it. */
export function checkText(value: string, path: InputPath, issues: InputIssues): void {
  const name = String(path.at(-1));
  if (value === '') issues.add(path, 'REQUIRED', `${name} must not be empty.`);
  else if (value.trim() === '') issues.warn(path, 'BLANK', `${name} holds nothing but blanks.`);
}

/** Amounts are never negative: returned lines have a flag of their own. */
export function checkAmount(value: number | null | undefined, path: InputPath, issues: InputIssues): void {
  if (value == null || value >= 0) return;
  const message = `${String(path.at(-1))} must not be negative, and is ${value}. Mark a return with isReturn.`;
  issues.add(path, 'NEGATIVE', message);
}

/** The URI of an address, or null with an issue where the app would not open it: it must be absolute and https, without user and password. */
export function collectUri(value: string, path: InputPath, issues: InputIssues): string | null {
  const url = parseHttpsUrl(value);
  if (url !== undefined) return toUri(value, url);
  const message = `${String(path.at(-1))} must be an absolute https address, such as "https://shop.example/orders/1".`;
  issues.add(path, 'INVALID', message);
  return null;
}

/** The same rule as a warning, where the API takes any text. */
export function warnAboutUrl(value: string | null | undefined, path: InputPath, issues: InputIssues): void {
  if (value == null || parseHttpsUrl(value) !== undefined) return;
  const message = `${String(path.at(-1))} should be an absolute https address, such as "https://shop.example/cups/1".`;
  issues.warn(path, 'ODD_URL', message);
}

/** Warns of a tax that is not what its rate, in basis points, gives of the net amount: rounding may be off by one. */
export function warnAboutTax(
  { net, rate, tax }: { readonly net: number; readonly rate: number; readonly tax: number },
  path: InputPath,
  issues: InputIssues,
): void {
  const due = taxOn(net, rate);
  if (Math.abs(due - tax) <= 1) return;
  const message = `${rate / 100} % of ${net} is ${due}, not ${tax}. The rate is of the amount without tax.`;
  issues.warn(path, 'TAX_DIFFERS_FROM_RATE', message);
}
