import { z } from 'zod';
import { json, type Answer } from '../http/answer.js';
import type { SandboxRequest } from '../http/request.js';
import type { Route } from '../http/router.js';
import { channelHeader, serviceOf } from './guard.js';
import type { TicketGroup } from './model/ticket.js';
import { withBody } from './rules/body.js';
import { refuse } from './rules/errors.js';
import { onOrder } from './rules/on-order.js';
import { changeTickets, groupsOf } from './rules/tickets.js';
import type { EnturState } from './state/EnturState.js';

/** Which tickets are meant. No source shows how that is said: an order, or groups by their ids. */
const meant = z
  .object({
    orderId: z.string().optional(),
    ticketDistributionGroupIds: z.array(z.string()).optional(),
  })
  .refine(({ orderId, ticketDistributionGroupIds: ids }) => orderId !== undefined || ids !== undefined, {
    message: 'orderId or ticketDistributionGroupIds is needed.',
  });

const time = z.iso.datetime({ offset: true });
const validity = z.intersection(meant, z.object({ startOfValidity: time, endOfValidity: time.optional() }));
const transfer = z.intersection(
  meant,
  z.object({ distributionHolderCustomerId: z.string().regex(/^\d+$/, 'Must be digits.') }),
);

/** Changes of tickets: handed to the ticketing system, valid at another time, held by another customer. */
export function ticketWriteRoutes(state: EnturState): Route[] {
  const route = serviceOf(state);
  const base = '/v1/ticket-distribution-groups';

  const onGroups = (
    request: SandboxRequest,
    { orderId, ticketDistributionGroupIds: ids }: z.output<typeof meant>,
    use: (groups: TicketGroup[]) => Answer,
  ): Answer => {
    const data = state.dataNow();
    const some = ids?.flatMap((id) => data.tickets.get(id) ?? []) ?? [];
    const owner = orderId ?? some[0]?.orderId;
    if (owner === undefined || (ids && some.length !== ids.length))
      return refuse(state, request, { status: 404, message: 'Ticket distribution group not found.' });
    return onOrder(state, request, owner, (order) => {
      if (order.status !== 'CONFIRMED')
        return refuse(state, request, { status: 409, message: `Order ${owner} is ${order.status}.` });
      return use(ids ? some : groupsOf(data, owner));
    });
  };
  const hasBegun = (group: TicketGroup): boolean =>
    group.ticketDistributions.some(({ startOfValidity }) => Date.parse(startOfValidity) <= state.clock.now());

  return [
    route(
      'POST',
      `${base}/distribute`,
      channelHeader,
      withBody(state, meant, (body, request) =>
        onGroups(request, body, (groups) => {
          const change = { distributionStatus: 'DISTRIBUTED' };
          return json(200, changeTickets(state.dataNow(), groups, state.clock.now(), change));
        }),
      ),
    ),

    route(
      'POST',
      `${base}/update-validities`,
      channelHeader,
      withBody(state, validity, (body, request) =>
        onGroups(request, body, (groups) => {
          const { startOfValidity, endOfValidity } = body;
          const change = { startOfValidity, ...(endOfValidity !== undefined && { endOfValidity }) };
          return json(200, changeTickets(state.dataNow(), groups, state.clock.now(), change));
        }),
      ),
    ),

    route(
      'POST',
      `${base}/transfer-distribution-holder`,
      channelHeader,
      withBody(state, transfer, (body, request) =>
        onGroups(request, body, (groups) => {
          if (groups.some(hasBegun))
            return refuse(state, request, { status: 409, message: 'The journey has begun.' });
          const { distributionHolderCustomerId } = body;
          const changed = changeTickets(
            state.dataNow(),
            groups,
            state.clock.now(),
            {},
            { distributionHolderCustomerId },
          );
          return json(200, changed);
        }),
      ),
    ),
  ];
}
