import { authorized, type Admission, type AuthorizedHandler } from './authorize.js';
import type { SandboxClient } from './clients.js';
import { json, type Answer } from './http/answer.js';
import type { Params, Route } from './http/router.js';
import { sameBusiness, type BusinessIdentifier, type StoredSalesUnit } from './model/management.js';
import type { SandboxState } from './state/SandboxState.js';

const admission: Admission = { accepts: ['merchant', 'partner'], systemHeaderMax: 30 };

const msnPattern = /^\d{4,10}$/;

/** The Management API's reads of merchants and sales units. */
export function managementRoutes(state: SandboxState): Route[] {
  const get = (path: string, handle: AuthorizedHandler): Route => {
    return { method: 'GET', path: `/management/v1${path}`, handle: authorized(state, admission, handle) };
  };

  return [
    get('/sales-units', (_request, caller) => json(200, toMsnInfos(state, visibleUnits(state, caller)))),

    get('/sales-units/{msn}', (_request, caller, param) => {
      const msn = param('msn');
      if (!msnPattern.test(msn)) return invalidMsn(state);
      const unit = state.management.salesUnit(msn);
      return unit && isVisible(state, caller, unit)
        ? json(200, toSalesUnit(unit))
        : notFound(state, 'sales unit');
    }),

    get('/merchants/{scheme}/{id}', (_request, caller, param) => {
      const id = businessIdentifier(param);
      const merchant = state.management.merchant(id);
      if (!merchant || unitsOf(state, caller, id).length === 0) return notFound(state, 'merchant');
      return json(200, merchant);
    }),

    get('/merchants/{scheme}/{id}/sales-units', (_request, caller, param) => {
      const id = businessIdentifier(param);
      const units = unitsOf(state, caller, id);
      const known = state.management.merchant(id) !== undefined;
      const found = units.length > 0 || (known && state.quirks.values.emptyListForHiddenMerchant);
      return found ? json(200, toMsnInfos(state, units)) : notFound(state, 'merchant');
    }),
  ];
}

function businessIdentifier(param: Params): BusinessIdentifier {
  return { scheme: param('scheme'), id: param('id') };
}

function visibleUnits(state: SandboxState, caller: SandboxClient): StoredSalesUnit[] {
  return state.management.salesUnits().filter((unit) => isVisible(state, caller, unit));
}

function unitsOf(state: SandboxState, caller: SandboxClient, id: BusinessIdentifier): StoredSalesUnit[] {
  return visibleUnits(state, caller).filter((unit) => sameBusiness(unit.businessIdentifier, id));
}

/** Only active units of active merchants are shown, to the partner they are tied to and to their merchant. */
function isVisible({ management }: SandboxState, caller: SandboxClient, unit: StoredSalesUnit): boolean {
  const status = management.merchant(unit.businessIdentifier)?.status;
  if (!unit.active || status === undefined || status === 'DEACTIVATED') return false;
  if (caller.partner !== undefined) return unit.partner === caller.partner;
  return caller.merchant !== undefined && sameBusiness(unit.businessIdentifier, caller.merchant);
}

function toMsnInfos({ quirks }: SandboxState, units: readonly StoredSalesUnit[]): unknown[] {
  return units.map(({ msn, name }) => ({ msn: quirks.values.msnAsNumber ? Number(msn) : msn, name }));
}

function toSalesUnit(unit: StoredSalesUnit): unknown {
  const { msn, name, businessIdentifier, configuration, settlementBankAccount } = unit;
  return {
    msn,
    name,
    businessIdentifier,
    configuration,
    ...(settlementBankAccount && { settlementBankAccount }),
  };
}

function invalidMsn(state: SandboxState): Answer {
  return state.problem({
    status: 400,
    type: 'validation-error',
    title: 'Invalid request',
    detail: 'One or more parameters could not be accepted.',
    extraDetails: [{ key: 'msn', value: `Must match ${msnPattern.source}.` }],
  });
}

/** The same answer for unknown, inactive and foreign, so that nobody learns what belongs to others. */
function notFound(state: SandboxState, what: string): Answer {
  return state.problem({
    status: 404,
    type: 'not-found',
    title: 'Not found',
    detail: `No such ${what} is available to the caller.`,
  });
}
