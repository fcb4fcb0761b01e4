import { authorized, type Admission } from '../authorize.js';
import type { SandboxClient } from '../clients.js';
import type { Answer } from '../http/answer.js';
import { headerOf, type SandboxRequest } from '../http/request.js';
import type { Params, Route } from '../http/router.js';
import { sameBusiness } from '../model/management.js';
import type { SandboxState } from '../state/SandboxState.js';
import { refuse } from './refusals.js';

const admission: Admission = { accepts: ['merchant', 'partner'], systemHeaderMax: 100 };

/** A handler that is told which sales unit's data is meant. */
export type UnitHandler = (request: SandboxRequest, msn: string, param: Params) => Answer;

/**
 * A route of this API. Only the `Merchant-Serial-Number` header says whose data is meant, so it must be there and name
 * a unit that the keys may act for.
 */
export function unitRoute(state: SandboxState, method: string, path: string, handle: UnitHandler): Route {
  return {
    method,
    path: `/order-management${path}`,
    handle: authorized(state, admission, (request, caller, param) => {
      const msn = headerOf(request.headers, 'merchant-serial-number');
      if (msn === undefined && caller.partner === undefined) {
        return refuse(state, 400, 'The header Merchant-Serial-Number is missing.');
      }
      if (msn === undefined || !standsFor(state, caller, msn)) {
        return refuse(state, 403, 'The keys in use do not give access to this sales unit.');
      }
      return handle(request, msn, param);
    }),
  };
}

function standsFor({ management }: SandboxState, caller: SandboxClient, msn: string): boolean {
  const unit = management.salesUnit(msn);
  if (unit === undefined) return false;
  if (caller.partner !== undefined) return unit.partner === caller.partner;
  return caller.merchant !== undefined && sameBusiness(unit.businessIdentifier, caller.merchant);
}
