import { z } from 'zod';
import { empty, json } from '../http/answer.js';
import { addOrder } from '../entur/rules/add-order.js';
import { isAmount } from '../entur/rules/money.js';
import type { EnturState } from '../entur/state/EnturState.js';
import { toOrder } from '../entur/views.js';
import { controlPath, refusal, withBody, type ControlRoute } from './control-route.js';

const settingsSchema = z.strictObject({
  firstPage: z.union([z.literal(0), z.literal(1)]).exactOptional(),
  pageSize: z.int().min(1).max(1_000).exactOptional(),
  pageSizeMax: z.int().min(1).max(1_000).exactOptional(),
  appPaymentSeconds: z.number().min(0).exactOptional(),
  appPaymentOutcome: z.enum(['CAPTURED', 'REJECTED', 'CANCELLED']).exactOptional(),
});

const fields = z.record(z.string(), z.json());

const ordersSchema = z.strictObject({
  orders: z
    .array(
      z.strictObject({
        id: z.string().min(1).exactOptional(),
        amounts: z.array(z.string().refine(isAmount, 'must be an amount')).min(1).exactOptional(),
        paid: z.boolean().exactOptional(),
        externalTransactionId: z.string().exactOptional(),
        show: fields.exactOptional(),
        showPayment: fields.exactOptional(),
      }),
    )
    .min(1),
});

const lockSchema = z.strictObject({
  times: z.int().min(1).nullable().default(null),
  reads: z.boolean().default(false),
});

const refusalSchema = z.strictObject({
  method: z
    .string()
    .regex(/^[A-Z]+$/, 'must be an HTTP method in capitals')
    .exactOptional(),
  path: z.string().regex(/^(\/|\*\*)/, 'must begin with / or **'),
  status: z.int().min(400).max(599),
  errorReason: z.string().exactOptional(),
  message: z.string().exactOptional(),
  times: z.int().min(1).nullable().default(1),
  afterWork: z.boolean().default(false),
});

/** How Entur's services are to behave; what is left out stays. */
export type EnturSettingsChange = z.input<typeof settingsSchema>;
/** An order to add. */
export type EnturNewOrder = z.input<typeof ordersSchema>['orders'][number];
/** How an order is locked. */
export type EnturLock = z.input<typeof lockSchema>;
/** An error that requests are to get. */
export type EnturRefusal = z.input<typeof refusalSchema>;

/** Steers Entur's services: adds orders, locks them, refuses requests in the services' own words. */
export function enturControlRoutes(entur: EnturState): ControlRoute[] {
  const path = `${controlPath}/entur`;
  return [
    {
      method: 'GET',
      path,
      does:
        "Shows how Entur's services (below /entur) behave, how much they hold, and how many requests came with each " +
        'ET-Client-Name; those without one stand under the empty name.',
      handle: () => {
        const { orders, payments, credits, tickets } = entur.dataNow();
        return json(200, {
          settings: entur.settings,
          clientNames: Object.fromEntries(entur.clientNames),
          holds: {
            orders: orders.size,
            payments: payments.size,
            credits: credits.size,
            ticketDistributionGroups: tickets.size,
          },
        });
      },
    },
    {
      method: 'PUT',
      path: `${path}/settings`,
      does:
        'Changes how they behave; members left out stay. "firstPage" is 0 or 1, "pageSize" what a page holds when nobody asks, ' +
        '"pageSizeMax" its cap. A Vipps payment ends "appPaymentSeconds" after its app-claim by the clock, as ' +
        '"appPaymentOutcome": CAPTURED, REJECTED or CANCELLED.',
      example: { firstPage: 0, pageSizeMax: 50 },
      handle: withBody(settingsSchema, (change) => {
        entur.settings = { ...entur.settings, ...change };
        return json(200, entur.settings);
      }),
    },
    {
      method: 'POST',
      path: `${path}/orders`,
      does:
        'Adds orders, now. "amounts" makes a line each and is kept letter by letter; "paid" adds a captured Vipps payment and ' +
        'confirms the order, "externalTransactionId" is what Vipps calls it. Members of "show" and "showPayment" go out as ' +
        'given in place of the usual ones, and are searched so.',
      example: {
        orders: [{ amounts: ['0.10', '1446.00'], paid: true, externalTransactionId: '4813189000' }],
      },
      handle: withBody(ordersSchema, ({ orders }) => {
        const { clock } = entur;
        const data = entur.dataNow();
        const ids = orders.flatMap(({ id }) => id ?? []);
        const taken = ids.filter((id, at) => data.orders.has(id) || ids.indexOf(id) !== at);
        if (taken.length > 0) return refusal(409, `There can be only one order ${taken.join(', ')}.`);
        const added = orders.map((order) => addOrder(data, order, clock.now()));
        return json(201, { orders: added.map(toOrder) });
      }),
    },
    {
      method: 'PUT',
      path: `${path}/orders/{orderId}/lock`,
      does:
        'Locks an order: what would change it is answered with 423, "times" times (null: until it is unlocked), and with ' +
        '"reads" also what reads it by its id.',
      example: { times: 2 },
      handle: withBody(lockSchema, ({ times, reads }, param) => {
        entur.refusals.lock(param('orderId'), times, reads);
        return empty(204);
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/orders/{orderId}/lock`,
      does: 'Unlocks an order.',
      handle: (_request, param) => {
        entur.refusals.unlock(param('orderId'));
        return empty(204);
      },
    },
    {
      method: 'POST',
      path: `${path}/refusals`,
      does:
        'Refuses requests in the error shape of the service, behind the checks of token and headers: "path" is a glob, ' +
        '"errorReason" such as RESOURCE_BUSY, SOFT_DECLINE or REFUSED_BY_ISSUER shows in payment errors, "times" is 1 unless ' +
        'told (null: all), "afterWork" does the work nevertheless. Use status 408 for a token that ran out meanwhile.',
      example: {
        path: '/entur/sales/v1/payments',
        method: 'POST',
        status: 409,
        errorReason: 'RESOURCE_BUSY',
      },
      handle: withBody(refusalSchema, (spec) => {
        entur.refusals.add(spec);
        return json(201, spec);
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/refusals`,
      does: 'Removes all refusals and locks.',
      handle: () => {
        entur.refusals.reset();
        return empty(204);
      },
    },
  ];
}
