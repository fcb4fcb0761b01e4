import { json } from '../http/answer.js';
import type { Route } from '../http/router.js';
import { serviceOf } from './guard.js';
import type { TicketGroup } from './model/ticket.js';
import { refuse } from './rules/errors.js';
import { hidden, shown } from './rules/filters.js';
import { onOrder } from './rules/on-order.js';
import { pdfTicketsOf } from './rules/pdf-tickets.js';
import { search, type SearchRules } from './rules/search.js';
import { groupsOf } from './rules/tickets.js';
import type { EnturState } from './state/EnturState.js';
import { channelHeader } from './guard.js';

const tickets = 'ticketDistributions';

const groupRules: SearchRules = {
  lists: true,
  bare: true,
  needsFilter: true,
  fields: {
    id: shown('text', 'id'),
    orderId: shown('text', 'orderId'),
    orderVersion: shown('number', 'orderVersion'),
    orderLineId: shown('text', 'orderLineId'),
    orderOwnerCustomerId: shown('number', 'orderOwnerCustomerId'),
    distributionHolderCustomerId: shown('number', 'distributionHolderCustomerId'),
    organisationId: shown('number', 'organisationId'),
    ticketDistributionId: shown('number', `${tickets}.id`),
    distributionStatus: shown('text', `${tickets}.distributionStatus`),
    mediaSerialNumberId: hidden('text', 'mediaSerialNumberId'),
    createdAt: shown('time', 'createdAt'),
    updatedAt: shown('time', 'updatedAt'),
    startOfValidity: shown('time', `${tickets}.startOfValidity`),
    endOfValidity: shown('time', `${tickets}.endOfValidity`),
    customers: shown('number', 'orderOwnerCustomerId', 'distributionHolderCustomerId'),
  },
};

const pdfRules: SearchRules = {
  lists: true,
  bare: true,
  needsFilter: true,
  fields: {
    id: shown('number', 'id'),
    orderId: shown('text', 'orderId'),
    orderVersion: shown('number', 'orderVersion'),
    orderLineId: shown('text', 'orderLineId'),
    ticketDistributionId: shown('number', 'ticketDistributionId'),
    organisationId: shown('number', 'organisationId'),
  },
};

/** Reads of tickets, and making them for an order. */
export function ticketRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  return [
    route('GET', '/v1/ticket-distribution-groups', [], (request) => {
      const groups = [...state.dataNow().tickets.values()].map((body: TicketGroup) => ({ body }));
      return search(state, request, groupRules, groups);
    }),

    route('GET', '/v1/pdf-tickets', [], (request) => {
      const pdfs = [...state.dataNow().tickets.values()].flatMap(pdfTicketsOf).map((body) => ({ body }));
      return search(state, request, pdfRules, pdfs);
    }),

    route('GET', '/v1/ticket-distributions/{orderId}/summary', [], (request, param) =>
      onOrder(state, request, param('orderId'), ({ id: orderId }) => {
        const holders = groupsOf(state.dataNow(), orderId).map((group) => group.distributionHolderCustomerId);
        const accounts = [...new Set(holders)].filter((holder) => holder !== undefined);
        const references = accounts.map((id) => ({ customerAccountRef: { id, version: 'ENT:Version:V1' } }));
        return json(200, { orderId, references });
      }),
    ),

    // The operation is documented, the rest of its address inferred.
    route('POST', '/v1/ticket-distributions/{orderId}', channelHeader, (request, param) =>
      onOrder(state, request, param('orderId'), (order) => {
        if (order.status !== 'CONFIRMED')
          return refuse(state, request, { status: 409, message: `Order ${order.id} is ${order.status}.` });
        state.dataNow().makeTickets(order);
        return json(200, groupsOf(state.dataNow(), order.id));
      }),
    ),
  ];
}
