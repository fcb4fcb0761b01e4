import type { Leg } from './order.js';

/** A ticket of a group, as a ticketing system holds it. */
export interface TicketDistribution {
  readonly id: number;
  readonly distributionStatus: string;
  readonly startOfValidity: string;
  readonly endOfValidity: string;
  readonly origin: string;
  readonly destination: string;
  readonly legs: readonly Leg[];
  readonly seats: readonly unknown[];
  readonly distributionDetails: unknown;
}

/** The tickets of an order line. */
export interface TicketGroup {
  readonly id: string;
  readonly orderId: string;
  readonly orderLineId: string;
  readonly orderVersion: number;
  readonly updatedForOrderLineVersion: number;
  readonly createdByDCI: string;
  readonly organisationId: number;
  readonly orderOwnerCustomerId?: string | undefined;
  readonly distributionHolderCustomerId?: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly ticketDistributions: readonly TicketDistribution[];
}
