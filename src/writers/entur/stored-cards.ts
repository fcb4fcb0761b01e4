import type { StoredCardBody, StoredCardPatch, TerminalBody } from '../../clients/entur/changes/bodies.js';
import type { WireEnturRecurringPayment } from '../../clients/entur/recurring-payment-answers.js';
import { thenForget } from '../then-forget.js';
import { callOf, type EnturWriterParts } from './parts.js';

/** Changes of stored cards. What they touch is forgotten, also when the outcome is unknown. All throw UpstreamError. */
export interface EnturStoredCardWriters {
  create(body: StoredCardBody): Promise<WireEnturRecurringPayment>;
  /** Gives the card as it is now; null where the answer does not show it. */
  update(id: string, patch: StoredCardPatch): Promise<WireEnturRecurringPayment | null>;
  remove(id: string): Promise<void>;
  /** Gives the address of the terminal. Changes nothing that is read here. */
  startTerminal(id: string, body: TerminalBody): Promise<string>;
  authorize(id: string): Promise<WireEnturRecurringPayment | null>;
}

/** Changes of stored cards for one request. */
export function createEnturStoredCardWriters(parts: EnturWriterParts): EnturStoredCardWriters {
  const { storedCards } = parts.changes;

  function ofCards<T>(change: () => Promise<T>): Promise<T> {
    return thenForget(change, (outcome) => {
      parts.forget.storedCards(outcome);
    });
  }

  return {
    create: (body) => ofCards(async () => storedCards.create(callOf(parts), body)),
    update: (id, patch) => ofCards(async () => storedCards.update(callOf(parts), id, patch)),
    remove: (id) => ofCards(async () => storedCards.remove(callOf(parts), id)),
    startTerminal: async (id, body) => storedCards.startTerminal(callOf(parts), id, body),
    authorize: (id) => ofCards(async () => storedCards.authorize(callOf(parts), id)),
  };
}
