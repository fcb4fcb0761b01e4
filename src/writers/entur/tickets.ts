import { thenForget } from '../then-forget.js';
import { callOf, requireExperimental, type EnturWriterParts } from './parts.js';

/** Changes of tickets. What they touch is forgotten, also when the outcome is unknown. All throw UpstreamError. */
export interface EnturTicketWriters {
  /** Experimental. Gives the ids of the groups. */
  generate(orderId: string): Promise<readonly string[]>;
  /** Experimental. */
  distribute(groupIds: readonly string[]): Promise<void>;
  /** Experimental. */
  updateValidity(groupIds: readonly string[], startOfValidity: string): Promise<void>;
  /** Experimental. */
  transferHolder(groupIds: readonly string[], customerId: string): Promise<void>;
}

/** Changes of tickets for one request. */
export function createEnturTicketWriters(parts: EnturWriterParts): EnturTicketWriters {
  const { changes, forget } = parts;

  function ofTickets<T>(change: () => Promise<T>): Promise<T> {
    return thenForget(change, (outcome) => {
      forget.tickets(outcome);
    });
  }

  return {
    generate: async (orderId) => {
      requireExperimental(parts, 'enturGenerateTickets');
      return ofTickets(() => changes.inferred.generateTickets(callOf(parts), orderId));
    },
    distribute: async (ids) => {
      requireExperimental(parts, 'enturDistributeTickets');
      return ofTickets(async () => changes.inferred.distributeTickets(callOf(parts), ids));
    },
    updateValidity: async (ids, start) => {
      requireExperimental(parts, 'enturUpdateTicketValidity');
      return ofTickets(async () => changes.inferred.updateValidity(callOf(parts), ids, start));
    },
    transferHolder: async (ids, customerId) => {
      requireExperimental(parts, 'enturTransferTicketHolder');
      return ofTickets(async () => changes.inferred.transferHolder(callOf(parts), ids, customerId));
    },
  };
}
