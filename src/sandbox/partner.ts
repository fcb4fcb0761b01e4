import { randomUUID } from 'node:crypto';
import { authorized, type Admission, type AuthorizedHandler } from './authorize.js';
import type { SandboxClient } from './clients.js';
import { json, type Answer } from './http/answer.js';
import { headerOf, type SandboxRequest } from './http/request.js';
import type { Route } from './http/router.js';
import { refuseLikePartnerRead, refusePartnerRead } from './partner-refusals.js';
import { partnerOrderFaults } from './partner-rules.js';
import { asObject } from './product-order-rules.js';
import { keyTaken, ownerOf, parse } from './product-orders.js';
import type { StoredSalesUnit } from './model/management.js';
import type { SandboxState } from './state/SandboxState.js';

const writes: Admission = { accepts: ['partner'], systemHeaderMax: 30 };
const reads: Admission = { ...writes, refuse: refuseLikePartnerRead };

/** Today's product types for the older ones (assumed: only the names tell). */
const productTypes: Readonly<Record<string, string>> = {
  VIPPS_PA_NETT: 'PAYMENT_INTEGRATION',
  VIPPS_I_KASSA: 'CASHIER',
  VIPPS_CHECKOUT: 'CHECKOUT',
  VIPPS_LOGG_INN: 'LOGIN',
};

/** The older Partner API: Norwegian merchants only, superseded by the Management API over the same data. */
export function partnerRoutes(state: SandboxState): Route[] {
  const get = (path: string, handle: AuthorizedHandler): Route => {
    return { method: 'GET', path: `/partner-api/v0${path}`, handle: authorized(state, reads, handle) };
  };
  return [
    {
      method: 'POST',
      path: '/partner-api/v1/products/orders',
      handle: authorized(state, writes, (request, caller) => prefill(state, request, caller)),
    },

    get('/merchants/{orgno}', ({ path }, caller, param) => {
      if (!/^\d{9}$/.test(param('orgno')))
        return refusePartnerRead(400, 'Bad Request', 'orgno must match ^\\d{9}$.', path);
      const msn = visibleUnits(state, caller)
        .filter(({ businessIdentifier: { id } }) => id === param('orgno'))
        .map((unit) => unit.msn);
      return msn.length > 0
        ? json(200, { msn })
        : refusePartnerRead(404, 'Not Found', 'No active sales units found.', path);
    }),

    get('/salesunits/{msn}', ({ path }, caller, param) => {
      if (!/^\d{5,6}$/.test(param('msn')))
        return refusePartnerRead(400, 'Bad Request', 'msn must match ^\\d{5,6}$.', path);
      const unit = visibleUnits(state, caller).find(({ msn }) => msn === param('msn'));
      return unit
        ? json(200, toSalesUnit(state, unit))
        : refusePartnerRead(404, 'Not Found', 'No active sales unit found.', path);
    }),
  ];
}

function prefill(state: SandboxState, request: SandboxRequest, caller: SandboxClient): Answer {
  // The docs disagree on whether the key is required; without one, every repeat makes another order.
  const key = headerOf(request.headers, 'idempotency-key') ?? randomUUID();
  const work = (): Answer => {
    const body = parse(request.body);
    const faults = partnerOrderFaults(body);
    const order = asObject(body);
    if (faults.length > 0 || order === undefined) {
      const detail = 'One or more values could not be accepted.';
      return state.problem({
        status: 400,
        type: 'validation-error',
        title: 'Bad Request',
        detail,
        extraDetails: faults,
      });
    }
    const made = state.productOrders.prefill({
      productType: productTypes[String(order['productType'])] ?? 'PAYMENT_INTEGRATION',
      businessIdentifier: { scheme: 'business:NO:ORG', id: String(order['orgno']) },
      owner: ownerOf(caller),
      form: order,
    });
    const { productOrderId: prefilledOrderId } = made;
    const returnUrl = `https://portal.vipps.no/register/vippspanett/${prefilledOrderId}`;
    return json(200, { prefilledOrderId, returnUrl }, { 'content-type': 'application/json' });
  };
  return state.idempotencyKeys.once([ownerOf(caller), request.path, key], request.body, work, () =>
    keyTaken(state),
  );
}

/** Active Norwegian units tied to the partner, with the short MSNs that this API knows. */
function visibleUnits({ management }: SandboxState, { partner }: SandboxClient): StoredSalesUnit[] {
  return management.salesUnits().filter((unit) => {
    const { scheme } = unit.businessIdentifier;
    const open = unit.active && management.merchant(unit.businessIdentifier)?.status !== 'DEACTIVATED';
    return open && unit.partner === partner && scheme === 'business:NO:ORG' && /^\d{5,6}$/.test(unit.msn);
  });
}

function toSalesUnit({ quirks }: SandboxState, unit: StoredSalesUnit): unknown {
  const { msn, name, businessIdentifier, configuration } = unit;
  const { id } = businessIdentifier;
  const { paymentAllowed, captureType, skipLandingPageAllowed, recurringAllowed } = configuration;
  return {
    msn,
    name,
    orgno: quirks.values.orgnoAsNumber ? Number(id) : id,
    additionalDetails: {
      ...(skipLandingPageAllowed !== undefined && { skipLandingPage: skipLandingPageAllowed }),
      ...(paymentAllowed !== undefined && { isPureLogin: !paymentAllowed }),
      ...(captureType !== undefined && { captureType }),
      ...(recurringAllowed !== undefined && { recurring: recurringAllowed }),
    },
  };
}
