import type { SandboxClient } from './clients.js';
import type { Answer } from './http/answer.js';
import type { SandboxRequest } from './http/request.js';
import type { StoredLedger } from './state/LedgerStore.js';
import type { SandboxState } from './state/SandboxState.js';

/** The ledgers that a caller may read: the granted ones for accounting keys, their own unit's for sales-unit keys. */
export function visibleLedgers(state: SandboxState, caller: SandboxClient): StoredLedger[] {
  return state.ledgers.all().filter((ledger) => isVisible(ledger, caller));
}

/** A ledger, if the caller may read it. */
export function visibleLedger(
  state: SandboxState,
  caller: SandboxClient,
  ledgerId: string,
): StoredLedger | undefined {
  const ledger = state.ledgers.ledger(ledgerId);
  return ledger && isVisible(ledger, caller) ? ledger : undefined;
}

function isVisible(ledger: StoredLedger, { kind, msn }: SandboxClient): boolean {
  if (kind === 'accounting') return ledger.granted;
  return (
    msn !== undefined &&
    ledger.seed.pointsOfSale.some(({ recipientHandle }) => recipientHandle === `api:${msn}`)
  );
}

/** The same answer for unknown and not granted, so that nobody learns what belongs to others. */
export function noSuchLedger(state: SandboxState): Answer {
  return state.problem({
    status: 404,
    type: 'not-found',
    title: 'Not Found',
    detail: 'No such ledgerId',
  });
}

/** The answer to a bad parameter of the path or the query. */
export function invalidParameter(state: SandboxState, key: string, value: string): Answer {
  return state.problem({
    status: 400,
    type: 'validation-error',
    title: 'Invalid request',
    detail: 'One or more parameters could not be accepted.',
    extraDetails: [{ key, value }],
  });
}

/** True for a calendar day in the form YYYY-MM-DD. */
export function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** The place that a cursor stands for: 0 without one, undefined for a cursor that `write` did not make. */
export function readPlace(
  { query }: SandboxRequest,
  write: (place: number) => string,
  read: (bytes: Buffer) => number,
): number | undefined {
  const cursor = query.get('cursor');
  if (!cursor) return 0;
  const bytes = Buffer.from(cursor, 'base64');
  const place = bytes.length === 0 ? Number.NaN : read(bytes);
  return Number.isSafeInteger(place) && place >= 0 && write(place) === cursor ? place : undefined;
}
