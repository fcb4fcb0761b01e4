import type {
  EnturTicketDistribution,
  EnturTicketDistributionGroup,
} from '../../schema/entur/EnturTicketDistributionGroup.js';
import type {
  WireEnturTicketDistribution,
  WireEnturTicketGroup,
} from '../../src/clients/entur/ticket-answers.js';
import { toFlag, toInt, toTime } from './told.js';

/** The tickets of one order line. */
export function toEnturTicketGroup(wire: WireEnturTicketGroup): EnturTicketDistributionGroup {
  const { orderId, orderVersion, orderLineId, updatedForOrderLineVersion, organisationId } = wire;
  return {
    groupId: wire.id,
    orderId,
    orderVersion: toInt(orderVersion),
    orderLineId,
    updatedForOrderLineVersion: toInt(updatedForOrderLineVersion),
    createdByDistributionChannelId: wire.createdByDCI,
    organisationId,
    createdAt: toTime(wire.createdAt),
    updatedAt: toTime(wire.updatedAt),
    ticketDistributions: wire.ticketDistributions.map(toTicket),
  };
}

function toTicket(wire: WireEnturTicketDistribution): EnturTicketDistribution {
  const { id, distributionStatus, distributedAsPdf, legs, seats } = wire;
  return {
    ticketDistributionId: id,
    distributionStatus,
    startOfValidity: toTime(wire.startOfValidity),
    endOfValidity: toTime(wire.endOfValidity),
    distributedAsPdf: toFlag(distributedAsPdf),
    legs: legs.map(({ departureTime, arrivalTime, ...leg }) => ({
      ...leg,
      departureTime: toTime(departureTime),
      arrivalTime: toTime(arrivalTime),
    })),
    seats: seats.map(({ id: seatId, seatNumber, railcarNumber, externalSeatId }) => ({
      seatId,
      seatNumber,
      railcarNumber,
      externalSeatId,
    })),
  };
}
