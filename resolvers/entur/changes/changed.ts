import type { EnturCredit } from '../../../schema/entur/EnturCredit.js';
import type { EnturOrder } from '../../../schema/entur/EnturOrder.js';
import type { EnturPayment } from '../../../schema/entur/EnturPayment.js';
import type { EnturTicketDistributionGroup } from '../../../schema/entur/EnturTicketDistributionGroup.js';
import type { EnturContext } from '../../../src/context/entur-context.js';
import * as lookUp from '../look-up.js';
import { toEnturTicketGroup } from '../ticket-mappers.js';

// What a change was about is read only where it is asked for, and the change is told of also when that fails.

/** What names an order, or none where nothing was changed. */
export interface NamesOrder {
  readonly orderId: string | null;
}

/** What names a payment, or none where nothing was changed. */
export interface NamesPayment {
  readonly paymentId: string | null;
}

/** What names a credit, or none where nothing was changed. */
export interface NamesCredit {
  readonly creditId: string | null;
}

/** What names ticket distribution groups, or none where nothing was changed. */
export interface NamesGroups {
  readonly ticketDistributionGroupIds: readonly string[];
}

export const orderField = {
  nullable: true,
  description:
    'The order as it is now: its version and what is due are what a payment needs. Costs one call, which all orders of a request share. Null when nothing was changed, or the order can not be seen.',
} as const;

export const paymentField = {
  nullable: true,
  description:
    'The payment as it is now. Costs one call. Null when nothing was changed, or the payment can not be seen.',
} as const;

export const creditField = {
  nullable: true,
  description:
    'The credit as it is now. Costs one call. Null when nothing was changed, or the credit can not be seen.',
} as const;

export const groupsField = {
  nullable: true,
  description:
    'The groups as they are now, as far as they can be seen. Costs one call for each 50 groups. Empty when nothing was changed.',
} as const;

/** The order that a payload names. */
export function orderOf({ orderId }: NamesOrder, context: EnturContext): Promise<EnturOrder | null> {
  return lookUp.orderOf(orderId, context);
}

/** The payment that a payload names. */
export function paymentOf({ paymentId }: NamesPayment, context: EnturContext): Promise<EnturPayment | null> {
  return lookUp.paymentOf(paymentId, context);
}

/** The credit that a payload names. */
export function creditOf({ creditId }: NamesCredit, context: EnturContext): Promise<EnturCredit | null> {
  return lookUp.creditOf(creditId, context);
}

/** UUIDs of groups in one address: it must not get so long that it is refused for that. */
const GROUPS_PER_SEARCH = 50;

/** The groups that a payload names. */
export async function groupsOf(
  { ticketDistributionGroupIds: ids }: NamesGroups,
  { loaders }: EnturContext,
): Promise<readonly EnturTicketDistributionGroup[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / GROUPS_PER_SEARCH) }, (_, index) =>
    ids.slice(index * GROUPS_PER_SEARCH, (index + 1) * GROUPS_PER_SEARCH),
  );
  const groups = await Promise.all(
    parts.map((value) => loaders.tickets.list([{ field: 'id', operator: 'in', value }]).all(value.length)),
  );
  return groups.flat().map(toEnturTicketGroup);
}
