import { hash } from 'node:crypto';
import type { Topic, WireEntry } from '../../src/clients/report.js';
import { encodeGlobalId } from '../shared/global-id.js';
import { toDateTime, toLocalDate } from '../shared/time.js';

/** The type of the entries of a topic. */
export const ENTRY_TYPES = { funds: 'FundsEntry', fees: 'FeesEntry' } as const satisfies Record<
  Topic,
  string
>;

/**
 * The id of an entry: its ledger, topic and date, by which it can be found again, and its mark. It is made of nothing but
 * what the API says of the entry, which never changes, so it is the same on every page and in every process.
 */
export function entryId(topic: Topic, ledgerId: string, wire: WireEntry): string {
  return encodeGlobalId(ENTRY_TYPES[topic], ledgerId, toLocalDate(wire.ledgerDate) ?? '', entryMark(wire));
}

/**
 * What tells an entry from the others of its date. PSP reference and kind do not: a capture may have several fees, and a
 * dispute may come back. The balance before it does, since each entry moves the balance that the next one starts from; it
 * is the place of the entry on its account. So what is alike in all of these is one entry given twice. What may be filled
 * in later, such as the point of sale, is left out, and the older word for payouts is taken for the newer one.
 */
export function entryMark({ pspReference, entryType, time, amount, balanceBefore }: WireEntry): string {
  const word = entryType === 'scheduled-for-payout' ? 'payout-scheduled' : entryType;
  const parts = [pspReference, word, toDateTime(time) ?? time, amount, balanceBefore];
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 16);
}
