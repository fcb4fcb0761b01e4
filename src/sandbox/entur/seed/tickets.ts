import { z } from 'zod';
import { uuidOf } from '../../seed/uuid.js';
import type { Leg, OrderLine, StoredOrder } from '../model/order.js';
import type { TicketGroup, TicketLeg } from '../model/ticket.js';
import { instant } from '../rules/times.js';

const specification = z.object({
  legs: z.array(
    z.object({
      id: z.string(),
      mode: z.string(),
      operatorId: z.string(),
      fromStopPlaceId: z.string(),
      toStopPlaceId: z.string(),
      serviceJourneyId: z.string(),
      datedServiceJourneyId: z.string(),
      startTime: z.string(),
      endTime: z.string(),
    }),
  ),
});

/** The legs of a line, if it has any. */
export function legsOf({ travelSpecification }: OrderLine): readonly Leg[] {
  const read = specification.safeParse(travelSpecification);
  return read.success ? read.data.legs : [];
}

/** The tickets of an order's confirmed lines: one group for each line. */
export function ticketGroupsOf(order: StoredOrder): TicketGroup[] {
  return order.orderLines
    .filter(({ status }) => status === 'CONFIRMED')
    .map((line) => ticketGroupOf(order, line));
}

function ticketGroupOf(order: StoredOrder, line: OrderLine): TicketGroup {
  const { id: orderId, version, organisationId, distributionChannelId = '', contactInfo } = order;
  const at = instant(order.lastConfirmedAt ?? order.createdAt);
  const legs = legsOf(line);
  const [first, last] = [legs[0], legs.at(-1)];
  const holder = contactInfo?.contact?.id;
  return {
    id: uuidOf(`entur tickets ${line.id}`),
    orderId,
    orderLineId: line.id,
    orderVersion: version,
    updatedForOrderLineVersion: version,
    createdByDCI: distributionChannelId,
    organisationId,
    orderOwnerCustomerId: contactInfo?.createdBy?.id,
    distributionHolderCustomerId: holder,
    createdAt: at,
    updatedAt: at,
    ticketDistributions: [
      {
        id: Number.parseInt(line.id.slice(0, 8), 16) + 4_294_967_296,
        distributionStatus: 'GENERATED',
        startOfValidity: first?.startTime ?? at,
        endOfValidity: last?.endTime ?? at,
        origin: first?.fromStopPlaceId ?? '',
        destination: last?.toStopPlaceId ?? '',
        legs: legs.map(ticketLegOf),
        seats: order.reservations
          .filter(({ orderLineId }) => orderLineId === line.id)
          .map(({ id, seatNumber, railcarNumber }) => ({
            id,
            seatNumber,
            railcarNumber,
            externalSeatId: `${railcarNumber}-${seatNumber}`,
            seatingProperties: { isWindow: Number(seatNumber) % 2 === 0 },
          })),
        distributionDetails: {
          fulfillmentMethodRef: { id: 'ENT:FulfilmentMethod:App', version: 'ENT:Version:V1' },
          distributionHolderCustomerId: holder,
          distributedAsPdf: false,
        },
      },
    ],
  };
}

const subModes: Readonly<Record<string, string>> = {
  rail: 'longDistance',
  bus: 'expressBus',
  water: 'highSpeedPassengerService',
};

function ticketLegOf(leg: Leg): TicketLeg {
  return {
    legId: leg.id,
    mode: leg.mode,
    subMode: subModes[leg.mode] ?? '',
    departureTime: leg.startTime,
    arrivalTime: leg.endTime,
    serviceJourneyRef: leg.serviceJourneyId,
    datedServiceJourneyRef: leg.datedServiceJourneyId,
  };
}
