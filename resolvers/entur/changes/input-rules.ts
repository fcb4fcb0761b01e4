import { BadInputError } from '../../../src/errors/BadInputError.js';
import type { InputIssues, InputPath } from '../../shared/input-issues.js';
import { isUuid } from '../../shared/uuid.js';

// Rules that several inputs share. Each notes its issue and goes on, so that a caller learns all of them at once.

/** Amounts go out digit for digit; how many digits they may have, their scalar knows. Which way money goes, the call says. */
export function checkAmount(value: string, path: InputPath, issues: InputIssues): void {
  if (value.startsWith('-'))
    issues.add(path, 'NEGATIVE', `${nameOf(path)} must not be negative, and is ${value}.`);
}

/** A credit is of one whole unit at least: that is how far its published pattern can be read. */
export function checkCreditAmount(value: string, path: InputPath, issues: InputIssues): void {
  checkAmount(value, path, issues);
  if (value.startsWith('-') || /^[1-9]/.test(value)) return;
  const message = `${nameOf(path)} must be 1 or more, without zeros in front, and is ${value}.`;
  issues.add(path, 'OUT_OF_RANGE', message);
}

/** A list that must not be empty. */
export function checkAtLeastOne(list: readonly unknown[], path: InputPath, issues: InputIssues): void {
  if (list.length === 0) issues.add(path, 'REQUIRED', `${nameOf(path)} must hold at least one.`);
}

/** The same for a list that names things, each of them once. */
export function checkEachOnce(list: readonly string[], path: InputPath, issues: InputIssues): void {
  checkAtLeastOne(list, path, issues);
  const seen = new Set<string>();
  for (const [index, value] of list.entries()) {
    if (seen.has(value))
      issues.add([...path, index], 'DUPLICATE', `${nameOf(path)} names ${value} more than once.`);
    seen.add(value);
  }
}

/** UUIDs go out as they came: which case a service compares them in is not known. */
export function checkUuidText(value: string, path: InputPath, issues: InputIssues): void {
  if (isUuid(value)) return;
  const message = `${nameOf(path)} must be a UUID, such as "b6f0a2c4-4f0e-4b7e-8f6b-2f6f3f0c9d11".`;
  issues.add(path, 'INVALID', message);
}

/** A text that must not be empty, nor longer than anybody writes. */
export function checkText(
  value: string | null | undefined,
  path: InputPath,
  issues: InputIssues,
  max = 1_024,
): void {
  if (value == null) return;
  if (value.trim() === '') issues.add(path, 'REQUIRED', `${nameOf(path)} must not be empty.`);
  else if (value.length > max)
    issues.add(path, 'TOO_LONG', `${nameOf(path)} must have at most ${max} characters.`);
}

/** A text of a certain form. @param rule completes the sentence "<field> must be …" */
export function checkForm(
  value: string | null | undefined,
  form: RegExp,
  rule: string,
  path: InputPath,
  issues: InputIssues,
): void {
  if (value != null && !form.test(value)) issues.add(path, 'INVALID', `${nameOf(path)} must be ${rule}`);
}

/** The number of a customer: digits. */
export function checkDigits(value: string | null | undefined, path: InputPath, issues: InputIssues): void {
  checkForm(value, /^\d{1,19}$/, '1 to 19 digits.', path, issues);
}

/** Where a user is sent: `http(s)://` and at most 1024 characters behind it. */
export function checkRedirect(value: string | null | undefined, path: InputPath, issues: InputIssues): void {
  const rule =
    'an http or https address with at most 1024 characters behind "://", such as "https://shop.example/paid".';
  checkForm(value, /^https?:\/\/(?=[^/?#])[\x21-\x7e]{1,1024}$/i, rule, path, issues);
}

/** The version of an order, from 1. */
export function checkVersion(value: number, path: InputPath, issues: InputIssues): void {
  if (value < 1) issues.add(path, 'OUT_OF_RANGE', `${nameOf(path)} must be 1 or more, and is ${value}.`);
}

/** An id that a body must carry as a number; null once its issue has been noted. */
export function collectNumber(value: string, path: InputPath, issues: InputIssues): number | null {
  return issues.collect(() => {
    const number = /^[1-9]\d{0,15}$/.test(value) ? Number(value) : Number.NaN;
    if (Number.isSafeInteger(number)) return number;
    const rule = 'must be a whole number below 2^53, as the service gave it.';
    throw new BadInputError(path.map(String), `${nameOf(path)} ${rule}`);
  });
}

/** A field as messages name it: without the places in lists, which the path has. */
export function nameOf(path: InputPath): string {
  return path.filter((part) => typeof part === 'string').join('.');
}
