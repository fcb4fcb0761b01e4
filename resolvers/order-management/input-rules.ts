import type { InputFaults, InputPath } from '../shared/user-errors.js';

/** Rules that several inputs share. Each notes its fault and goes on. */

export function checkText(value: string, path: InputPath, faults: InputFaults): void {
  if (value.trim() === '') faults.add(path, 'REQUIRED', `${String(path.at(-1))} must not be empty.`);
}

/** Amounts are never negative. */
export function checkAmount(value: number | null | undefined, path: InputPath, faults: InputFaults): void {
  if (value == null || value >= 0) return;
  const message = `${String(path.at(-1))} must not be negative, and is ${value}. Mark a return with isReturn.`;
  faults.add(path, 'NEGATIVE', message);
}

/** An address that the app may open: absolute, https, without user and password. */
export function checkUrl(value: string | null | undefined, path: InputPath, faults: InputFaults): void {
  if (value == null) return;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol === 'https:' && url.username === '' && !/\s/.test(value)) return;
  const message = `${String(path.at(-1))} must be an absolute https address, such as "https://shop.example/orders/1".`;
  faults.add(path, 'INVALID', message);
}
