import type { TicketDistribution, TicketGroup } from '../model/ticket.js';
import type { EnturData } from '../state/EnturData.js';
import { instant } from './times.js';

/** The groups of an order. */
export function groupsOf({ tickets }: EnturData, orderId: string): TicketGroup[] {
  return [...tickets.values()].filter((group) => group.orderId === orderId);
}

/** Changes every ticket of some groups. */
export function changeTickets(
  data: EnturData,
  groups: readonly TicketGroup[],
  nowMs: number,
  change: Partial<TicketDistribution>,
  ofGroup: Partial<TicketGroup> = {},
): TicketGroup[] {
  return groups.map((group) => {
    const ticketDistributions = group.ticketDistributions.map((ticket) => ({ ...ticket, ...change }));
    const changed = { ...group, ...ofGroup, ticketDistributions, updatedAt: instant(nowMs) };
    data.tickets.set(group.id, changed);
    return changed;
  });
}
