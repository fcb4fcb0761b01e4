import { bool, text } from '../json-readers.js';
import { keyed, listOf, wire, type WireOf } from '../wire.js';
import { int32 } from './readers.js';

export type WireEnturTicketGroup = WireOf<typeof readTicketGroup>;
export type WireEnturTicketDistribution = WireOf<typeof readTicketDistribution>;
export type WireEnturTicketLeg = WireOf<typeof readLeg>;
export type WireEnturTicketSeat = WireOf<typeof readSeat>;

const readLeg = wire((json) => ({
  legId: text(json['legId']),
  mode: text(json['mode']),
  subMode: text(json['subMode']),
  departureTime: text(json['departureTime']),
  arrivalTime: text(json['arrivalTime']),
  serviceJourneyRef: text(json['serviceJourneyRef']),
  datedServiceJourneyRef: text(json['datedServiceJourneyRef']),
}));

const readSeat = wire((json) => ({
  id: text(json['id']),
  seatNumber: text(json['seatNumber']),
  railcarNumber: text(json['railcarNumber']),
  externalSeatId: text(json['externalSeatId']),
}));

const readLegs = listOf(readLeg);
const readSeats = listOf(readSeat);

const readTicketDistribution = keyed(['id'], (json) => ({
  id: text(json['id']),
  distributionStatus: text(json['distributionStatus']),
  startOfValidity: text(json['startOfValidity']),
  endOfValidity: text(json['endOfValidity']),
  distributedAsPdf: bool(json['distributedAsPdf']),
  legs: readLegs(json['legs']) ?? [],
  seats: readSeats(json['seats']) ?? [],
}));

const readTicketDistributions = listOf(readTicketDistribution);

/** The tickets of one order line. */
export const readTicketGroup = keyed(['id'], (json) => ({
  id: text(json['id']),
  orderId: text(json['orderId']),
  orderVersion: int32(json['orderVersion']),
  orderLineId: text(json['orderLineId']),
  updatedForOrderLineVersion: int32(json['updatedForOrderLineVersion']),
  createdByDCI: text(json['createdByDCI']),
  organisationId: text(json['organisationId']),
  createdAt: text(json['createdAt']),
  updatedAt: text(json['updatedAt']),
  ticketDistributions: readTicketDistributions(json['ticketDistributions']) ?? [],
}));
