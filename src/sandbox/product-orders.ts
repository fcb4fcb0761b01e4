import { authorized, type Admission, type AuthorizedHandler } from './authorize.js';
import type { SandboxClient } from './clients.js';
import { empty, json, jsonType, type Answer } from './http/answer.js';
import { headerOf, type SandboxRequest } from './http/request.js';
import type { Route } from './http/router.js';
import { asObject, formOf, productOrderFaults, type BodyFault } from './product-order-rules.js';
import { pricePackages } from './seed/price-packages.js';
import type { StoredProductOrder } from './model/product-orders.js';
import type { SandboxState } from './state/SandboxState.js';

const anyKeys: Admission = { accepts: ['merchant', 'partner'], systemHeaderMax: 30 };
const partnerKeys: Admission = { accepts: ['partner'], systemHeaderMax: 30 };

const keyPattern = /^[a-zA-Z0-9-]{1,50}$/;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The Management API's product orders and price packages. Writes are v1, reads of orders v2. */
export function productOrderRoutes(state: SandboxState): Route[] {
  const route = (method: string, path: string, handle: AuthorizedHandler, admission = anyKeys): Route => {
    return { method, path: `/management${path}`, handle: authorized(state, admission, handle) };
  };
  const byId = (handle: (order: StoredProductOrder) => Answer): AuthorizedHandler => {
    return (_request, caller, param) => {
      const id = param('productOrderId');
      if (!uuidPattern.test(id)) return refuse(state, [{ key: 'productOrderId', value: 'Must be a UUID.' }]);
      const order = state.productOrders.find(id);
      return order?.owner === ownerOf(caller) ? handle(order) : notFound(state);
    };
  };
  return [
    route('POST', '/v1/product-orders', (request, caller) => prefill(state, request, caller)),

    route('GET', '/v2/product-orders', ({ query }, caller) => {
      const all = query.get('includeExpired') === 'true';
      const own = state.productOrders.all().filter(({ owner }) => owner === ownerOf(caller));
      return json(200, own.filter(({ status }) => all || status !== 'EXPIRED').map(toDetails));
    }),

    route(
      'GET',
      '/v2/product-orders/{productOrderId}/details',
      byId((order) => json(200, toDetails(order))),
    ),

    route(
      'DELETE',
      '/v1/product-orders/{productOrderId}',
      byId((order) => {
        // The status codes of these two are undocumented.
        if (order.productOrderType !== 'PREFILL') return notFound(state);
        if (!state.productOrders.isUnsubmitted(order)) {
          return refuse(state, [{ key: 'productOrderId', value: 'The merchant has submitted this order.' }]);
        }
        state.productOrders.remove(order.productOrderId);
        return empty(200);
      }),
    ),

    route(
      'GET',
      '/v1/partners/price-packages',
      (_request, caller) => {
        const own = pricePackages.filter(({ partner }) => partner === caller.partner);
        return json(
          200,
          own.map((each) => ({ ...each, partner: undefined })),
        );
      },
      partnerKeys,
    ),
  ];
}

/** Whom an order names: the partner, or without one the holder of the keys. */
export function ownerOf({ partner, clientId }: SandboxClient): string {
  return partner ?? clientId;
}

function prefill(state: SandboxState, request: SandboxRequest, caller: SandboxClient): Answer {
  const key = headerOf(request.headers, 'idempotency-key');
  if (key === undefined || !keyPattern.test(key)) {
    return refuse(state, [{ key: 'Idempotency-Key', value: `Must match ${keyPattern.source}.` }]);
  }
  return state.idempotencyKeys.once(
    [ownerOf(caller), request.path, key],
    request.body,
    () => {
      const body = parse(request.body);
      const faults = [...productOrderFaults(body), ...foreignPackage(body, caller)];
      const order = asObject(body);
      if (faults.length > 0 || order === undefined) return refuse(state, faults);
      const { scheme, id } = asObject(order['businessIdentifier']) ?? {};
      const made = state.productOrders.prefill({
        productType: String(order['productType']),
        businessIdentifier: { scheme: String(scheme), id: String(id) },
        owner: ownerOf(caller),
        form: formOf(order),
      });
      const { productOrderId: prefilledOrderId, productOrderUrl: prefillUrl } = made;
      return json(201, { prefilledOrderId, prefillUrl }, { 'content-type': 'application/json' });
    },
    () => keyTaken(state),
  );
}

function foreignPackage(body: unknown, caller: SandboxClient): BodyFault[] {
  const id = asObject(body)?.['pricePackageId'];
  if (typeof id !== 'string' || !uuidPattern.test(id)) return [];
  const known = pricePackages.some(
    ({ partner, pricePackageId }) => partner === caller.partner && pricePackageId === id,
  );
  return known ? [] : [{ key: 'pricePackageId', value: 'No such price package of yours.' }];
}

function toDetails(order: StoredProductOrder): unknown {
  const {
    productOrderType,
    productOrderId,
    productType,
    status,
    businessIdentifier,
    productOrderUrl,
    salesUnit,
  } = order;
  return {
    productOrderType,
    productOrderId,
    productType,
    status,
    businessIdentifier,
    productOrderUrl,
    salesUnit,
  };
}

/** The JSON value of a body; undefined when it is not JSON. */
export function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The answer to a request with a bad body, parameter or header. */
export function refuse(state: SandboxState, faults: readonly BodyFault[]): Answer {
  return state.problem({
    status: 400,
    type: 'validation-error',
    title: 'Invalid product order',
    detail: 'One or more values could not be accepted.',
    extraDetails: faults,
  });
}

/** The answer to an idempotency key that was used with another body. */
export function keyTaken(state: SandboxState): Answer {
  return state.problem({
    status: 409,
    type: 'conflict',
    title: 'Conflict',
    detail: 'This Idempotency-Key was used with another body.',
  });
}

/** Unlike every other problem here, this one is declared as plain JSON. */
function notFound(state: SandboxState): Answer {
  const answer = state.problem({
    status: 404,
    type: 'not-found',
    title: 'Not found',
    detail: 'No such product order is available to the caller.',
  });
  return { ...answer, headers: { ...answer.headers, 'content-type': jsonType } };
}
