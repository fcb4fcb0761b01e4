import { json } from '../http/answer.js';
import type { SandboxRequest } from '../http/request.js';
import type { Route } from '../http/router.js';
import { serviceOf } from './guard.js';
import { refuse } from './rules/errors.js';
import { shown } from './rules/filters.js';
import { onOrder, refuseLocked } from './rules/on-order.js';
import { search, type SearchRules } from './rules/search.js';
import type { EnturState } from './state/EnturState.js';
import { toOrder, toOrderVersion } from './views.js';

const legs = 'orderLines.travelSpecification.legs';

const rules: SearchRules = {
  lists: true,
  bare: false,
  sortable: true,
  fields: {
    balance: shown('number', 'balance'),
    contact: shown('text', 'contactInfo.contact.id'),
    createdAt: shown('time', 'createdAt'),
    createdBy: shown('text', 'contactInfo.createdBy.id'),
    currency: shown('text', 'currency'),
    datedServiceJourneyId: shown(
      'text',
      `${legs}.datedServiceJourneyId`,
      'reservations.datedServiceJourneyId',
    ),
    distributionChannelId: shown('text', 'distributionChannelId'),
    endTime: shown('time', `${legs}.endTime`),
    externalReference: shown('text', 'externalReference'),
    fromStopPlaceId: shown('text', `${legs}.fromStopPlaceId`),
    id: shown('text', 'id'),
    lastConfirmedAt: shown('time', 'lastConfirmedAt'),
    orderLineExternalReference: shown('text', 'orderLines.externalReference'),
    orderLineId: shown('text', 'orderLines.id'),
    organisationId: shown('number', 'organisationId'),
    originalDatedServiceJourneyId: shown('text', `${legs}.originalDatedServiceJourneyId`),
    pos: shown('text', 'pos'),
    reservationId: shown('text', 'reservations.id'),
    salesPackageId: shown('text', 'orderLines.salesPackageRef.id'),
    salesPackageVersion: shown('text', 'orderLines.salesPackageRef.version'),
    fareProductId: shown('text', 'orderLines.fareProducts.id'),
    fareProductVersion: shown('text', 'orderLines.fareProducts.version'),
    serviceJourneyId: shown('text', `${legs}.serviceJourneyId`),
    startTime: shown('time', `${legs}.startTime`),
    status: shown('text', 'status'),
    toStopPlaceId: shown('text', `${legs}.toStopPlaceId`),
    totalAmount: shown('number', 'totalAmount'),
    totalTaxAmount: shown('number', 'totalTaxAmount'),
    version: shown('number', 'version'),
  },
};

/** Reads of orders. */
export function orderSearchRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  return [
    route('GET', '/v1/orders', [], (request) => {
      const locked = namedIds(request).find((id) => state.refusals.isLocked(id, 'GET'));
      if (locked !== undefined) return refuseLocked(state, request, locked);
      const orders = [...state.dataNow().orders.values()].map((order) => ({ body: toOrder(order) }));
      return search(state, request, rules, orders);
    }),

    // Inferred; the same as `id=eq:` in a search, which is documented.
    route('GET', '/v1/orders/{orderId}', [], (request, param) =>
      onOrder(state, request, param('orderId'), (order) => {
        const wanted = request.query.get('version');
        if (wanted === null || wanted === String(order.version)) return json(200, toOrder(order));
        const { lastConfirmed } = order;
        if (wanted === String(lastConfirmed?.version) && lastConfirmed)
          return json(200, toOrderVersion(order, lastConfirmed));
        return refuse(state, request, { status: 404, message: `Order has no version ${wanted}.` });
      }),
    ),
  ];
}

/** The orders that a search names. */
function namedIds({ query }: SandboxRequest): string[] {
  return query.getAll('id').flatMap((filter) => /^(?:eq|in):(.*)$/.exec(filter)?.[1]?.split(',') ?? []);
}
