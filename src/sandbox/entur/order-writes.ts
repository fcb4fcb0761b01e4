import { z } from 'zod';
import { json } from '../http/answer.js';
import { headerOf, type SandboxRequest } from '../http/request.js';
import type { Route } from '../http/router.js';
import { salesHeaders, serviceOf } from './guard.js';
import type { StoredOrder } from './model/order.js';
import { currency, withBody } from './rules/body.js';
import { refuse, refuseFaults } from './rules/errors.js';
import { draftLifeMs, opened, settled } from './rules/life.js';
import { onOpenOrder, onOrder } from './rules/on-order.js';
import { lineRequests } from './rules/order-line.js';
import type { EnturState } from './state/EnturState.js';
import { toOrder } from './views.js';

const customer = z.object({ id: z.string().min(1) });
const contactInfo = z.object({ createdBy: customer.optional(), contact: customer.optional() });
const expireAt = z.iso.datetime({ offset: true });

const createRequest = z
  .object({
    contactInfo: contactInfo.exactOptional(),
    currency: currency.default('NOK'),
    externalReference: z.string().exactOptional(),
    expireAt: expireAt.exactOptional(),
  })
  .prefault({});

const updateRequest = z.object({
  contactInfo: contactInfo.exactOptional(),
  externalReference: z.string().exactOptional(),
  expireAt: expireAt.exactOptional(),
  specialOrderCause: z.object({ causeCode: z.string().min(1) }).exactOptional(),
});

/** Which of the lines are confirmed outside; no source shows the body, so several forms are taken. */
const confirmRequest = z
  .union([z.array(z.string()), z.object({ orderLineIds: z.array(z.string()).exactOptional() })])
  .optional();

/** Unconfirmed changes may be kept for half a year at most. */
const expireAtMaxMs = 184 * 86_400_000;

/** A new order without lines, made by this request. */
export function newOrder(state: EnturState, { headers }: SandboxRequest, money = 'NOK'): StoredOrder {
  const { clock } = state;
  const data = state.dataNow();
  const pos = headerOf(headers, 'entur-pos');
  const channel = headerOf(headers, 'entur-distribution-channel');
  return {
    id: data.nextOrderId(),
    version: 1,
    status: 'DRAFT',
    currency: money,
    organisationId: 1,
    createdAt: clock.now(),
    failed: false,
    orderLines: [],
    fees: [],
    travellers: [],
    reservations: [],
    paymentRefs: [],
    credited: [],
    ...(pos !== undefined && { pos }),
    ...(channel !== undefined && { distributionChannelId: channel }),
    expireAt: clock.now() + draftLifeMs,
  };
}

/** Changes of orders and their lines. */
export function orderWriteRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const badExpiry = (at: string | undefined): string | undefined => {
    if (at === undefined) return undefined;
    const [time, now] = [Date.parse(at), state.clock.now()];
    if (time < now) return 'Must not be in the past.';
    return time > now + expireAtMaxMs ? 'Must be at most six months ahead.' : undefined;
  };

  const update = withBody(state, updateRequest, (body, request, param) =>
    onOpenOrder(state, request, param('orderId'), (order) => {
      const fault = badExpiry(body.expireAt);
      if (fault !== undefined) return refuseFaults(state, request, [{ field: 'expireAt', message: fault }]);
      const changed: StoredOrder = {
        ...order,
        contactInfo: body.contactInfo ?? order.contactInfo,
        externalReference: body.externalReference ?? order.externalReference,
      };
      // Only a draft expires; that its data changes is no change of what was confirmed.
      if (order.status !== 'DRAFT') return json(200, toOrder(state.dataNow().putOrder(changed)));
      const next = opened(changed, state.clock.now());
      const given = body.expireAt === undefined ? next : { ...next, expireAt: Date.parse(body.expireAt) };
      return json(200, toOrder(state.dataNow().putOrder(given)));
    }),
  );

  const updateLines = withBody(state, lineRequests, (lines, request, param) =>
    onOpenOrder(state, request, param('orderId'), (order) => {
      const known = new Set(order.orderLines.map(({ id }) => id));
      const unknown = lines.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      if (unknown.length > 0)
        return refuse(state, request, { status: 404, message: `No order line ${unknown.join(', ')}.` });
      const next = opened(order, state.clock.now());
      const orderLines = next.orderLines.map((line) => {
        const given = lines.find(({ id }) => id === line.id);
        return given ? { ...line, ...given, status: 'DRAFT' as const } : line;
      });
      return json(200, toOrder(state.dataNow().putOrder({ ...next, orderLines })));
    }),
  );

  return [
    // Inferred: by convention.
    route(
      'POST',
      '/v1/orders',
      salesHeaders,
      withBody(state, createRequest, (body, request) => {
        const fault = badExpiry(body.expireAt);
        if (fault !== undefined) return refuseFaults(state, request, [{ field: 'expireAt', message: fault }]);
        const order = newOrder(state, request, body.currency);
        const { contactInfo: contacts, externalReference } = body;
        return json(
          200,
          toOrder(
            state.dataNow().putOrder({
              ...order,
              contactInfo: contacts,
              externalReference,
              ...(body.expireAt !== undefined && { expireAt: Date.parse(body.expireAt) }),
            }),
          ),
        );
      }),
    ),

    // The operations are documented, their methods inferred: either does.
    route('PATCH', '/v1/orders/{orderId}', [], update),
    route('PUT', '/v1/orders/{orderId}', [], update),
    route('PATCH', '/v1/orders/{orderId}/orderlines', [], updateLines),
    route('PUT', '/v1/orders/{orderId}/orderlines', [], updateLines),

    route(
      'POST',
      '/v1/orders/{orderId}/orderlines/confirm',
      [],
      withBody(state, confirmRequest, (body, request, param) =>
        onOrder(state, request, param('orderId'), (order) => {
          const chosen = Array.isArray(body) ? body : body?.orderLineIds;
          const orderLines = order.orderLines.map((line) => {
            const isMeant = chosen === undefined || chosen.includes(line.id);
            return isMeant && line.externalConfirmation === 'PENDING'
              ? { ...line, externalConfirmation: 'SUCCESS' as const }
              : line;
          });
          const next = settled({ ...order, orderLines }, state.clock.now());
          return json(200, toOrder(state.dataNow().putOrder(next)));
        }),
      ),
    ),
  ];
}
