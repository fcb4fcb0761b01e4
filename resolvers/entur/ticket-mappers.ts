import type {
  EnturTicketDistribution,
  EnturTicketDistributionGroup,
} from '../../schema/entur/EnturTicketDistributionGroup.js';
import type {
  WireEnturTicketDistribution,
  WireEnturTicketGroup,
} from '../../src/clients/entur/ticket-answers.js';
import { toDateTime } from '../shared/time.js';

/** The tickets of one order line. */
export function toEnturTicketGroup(wire: WireEnturTicketGroup): EnturTicketDistributionGroup {
  const { orderId, orderVersion, orderLineId, updatedForOrderLineVersion, organisationId } = wire;
  return {
    groupId: wire.id,
    orderId,
    orderVersion,
    orderLineId,
    updatedForOrderLineVersion,
    createdByDistributionChannelId: wire.createdByDCI,
    organisationId,
    createdAt: toDateTime(wire.createdAt),
    updatedAt: toDateTime(wire.updatedAt),
    ticketDistributions: wire.ticketDistributions.map(toTicket),
  };
}

function toTicket(wire: WireEnturTicketDistribution): EnturTicketDistribution {
  const { id, distributionStatus, distributedAsPdf, legs, seats } = wire;
  return {
    ticketDistributionId: id,
    distributionStatus,
    startOfValidity: toDateTime(wire.startOfValidity),
    endOfValidity: toDateTime(wire.endOfValidity),
    distributedAsPdf,
    legs: legs.map(({ departureTime, arrivalTime, ...leg }) => ({
      ...leg,
      departureTime: toDateTime(departureTime),
      arrivalTime: toDateTime(arrivalTime),
    })),
    seats: seats.map(({ id: seatId, seatNumber, railcarNumber, externalSeatId }) => ({
      seatId,
      seatNumber,
      railcarNumber,
      externalSeatId,
    })),
  };
}
