import { text } from '../json-readers.js';
import { keyed, listOf, wire, type WireOf } from '../wire.js';
import { flag, int32, time } from './readers.js';

export type WireEnturTicketGroup = WireOf<typeof readTicketGroup>;
export type WireEnturTicketDistribution = WireOf<typeof readTicketDistribution>;
export type WireEnturTicketLeg = WireOf<typeof readLeg>;
export type WireEnturTicketSeat = WireOf<typeof readSeat>;

const readLeg = wire((json) => ({
  legId: text(json['legId']),
  mode: text(json['mode']),
  subMode: text(json['subMode']),
  departureTime: time(json['departureTime']),
  arrivalTime: time(json['arrivalTime']),
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
  startOfValidity: time(json['startOfValidity']),
  endOfValidity: time(json['endOfValidity']),
  distributedAsPdf: flag(json['distributedAsPdf']),
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
  createdAt: time(json['createdAt']),
  updatedAt: time(json['updatedAt']),
  ticketDistributions: readTicketDistributions(json['ticketDistributions']) ?? [],
}));
