/** A leg as tickets show it: named by the order's, in other words. */
export interface TicketLeg {
  readonly legId: string;
  readonly mode: string;
  readonly subMode: string;
  readonly departureTime: string;
  readonly arrivalTime: string;
  readonly serviceJourneyRef: string;
  readonly datedServiceJourneyRef: string;
}

/** A seat as tickets show it. */
export interface TicketSeat {
  readonly id: string;
  readonly seatNumber: string;
  readonly railcarNumber: string;
  readonly externalSeatId: string;
  readonly seatingProperties: unknown;
}

/** A ticket of a group, as a ticketing system holds it. */
export interface TicketDistribution {
  readonly id: number;
  readonly distributionStatus: string;
  readonly startOfValidity: string;
  readonly endOfValidity: string;
  readonly origin: string;
  readonly destination: string;
  readonly legs: readonly TicketLeg[];
  readonly seats: readonly TicketSeat[];
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
