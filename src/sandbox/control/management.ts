import { empty, json, type Answer } from '../http/answer.js';
import { ourPartner } from '../seed/owners.js';
import type { BusinessIdentifier, Configuration, StoredMerchant } from '../model/management.js';
import type { SandboxState } from '../state/SandboxState.js';
import { controlPath, refusal, withBody, type ControlRoute } from './control-route.js';
import {
  merchantChangeSchema,
  salesUnitChangeSchema,
  type MerchantChange,
  type SalesUnitChange,
} from './management-input.js';

/** Makes merchants and sales units appear, change and disappear, as they do in the real world. */
export function managementControlRoutes(state: SandboxState): ControlRoute[] {
  const path = `${controlPath}/management`;
  return [
    {
      method: 'PUT',
      path: `${path}/sales-units/{msn}`,
      does:
        'Adds or changes a sales unit; members left out stay as they are. A new one needs "name" and "businessIdentifier". ' +
        'null removes a configuration flag or the settlement account. "active" false hides it; "partner" is who it is tied to.',
      example: { name: 'Fjordskyss Nattruta', active: true, configuration: { recurringAllowed: null } },
      handle: withBody(salesUnitChangeSchema, (change, param) => putSalesUnit(state, param('msn'), change)),
    },
    {
      method: 'DELETE',
      path: `${path}/sales-units/{msn}`,
      does: 'Removes a sales unit.',
      handle: (_request, param) =>
        state.management.removeSalesUnit(param('msn')) ? empty(204) : refusal(404, 'No such sales unit.'),
    },
    {
      method: 'PUT',
      path: `${path}/merchants/{scheme}/{id}`,
      does:
        'Adds or changes a merchant; members left out stay as they are. A new one needs "name". null removes "updatedAt". ' +
        '"status" DEACTIVATED hides it with all its sales units.',
      example: { name: 'Fjordskyss Ferger AS', status: 'DEACTIVATED' },
      handle: withBody(merchantChangeSchema, (change, param) =>
        putMerchant(state, { scheme: param('scheme'), id: param('id') }, change),
      ),
    },
  ];
}

function putSalesUnit({ management }: SandboxState, msn: string, change: SalesUnitChange): Answer {
  const stored = management.salesUnit(msn);
  const name = change.name ?? stored?.name;
  const businessIdentifier = change.businessIdentifier ?? stored?.businessIdentifier;
  if (name === undefined || !businessIdentifier) {
    return refusal(400, 'A new sales unit needs a name and a businessIdentifier.');
  }
  if (!management.merchant(businessIdentifier)) {
    return refusal(400, 'businessIdentifier: no such merchant; add it first.');
  }
  const { settlementBankAccount: account = stored?.settlementBankAccount ?? null } = change;
  const unit = {
    msn,
    name,
    businessIdentifier,
    configuration: merged(stored?.configuration ?? {}, change.configuration ?? {}),
    ...(account && { settlementBankAccount: account }),
    active: change.active ?? stored?.active ?? true,
    partner: change.partner === undefined ? (stored ? stored.partner : ourPartner) : change.partner,
  };
  management.putSalesUnit(unit);
  return json(stored ? 200 : 201, unit);
}

function merged(
  stored: Configuration,
  change: Readonly<Record<string, boolean | string | null>>,
): Configuration {
  const configuration = new Map(Object.entries(stored));
  for (const [flag, value] of Object.entries(change)) {
    if (value === null) configuration.delete(flag);
    else configuration.set(flag, value);
  }
  return Object.fromEntries(configuration);
}

function putMerchant(
  { management, clock }: SandboxState,
  id: BusinessIdentifier,
  change: MerchantChange,
): Answer {
  const stored = management.merchant(id);
  const name = change.name ?? stored?.name;
  if (name === undefined) return refusal(400, 'A new merchant needs a name.');
  const now = clock.view().now;
  const { updatedAt, ...rest } = { status: 'ACTIVE', createdAt: now, updatedAt: now, ...stored, ...change };
  // `stored` may lack updatedAt on purpose; the default above is for a new merchant only.
  const changedAt = stored && !('updatedAt' in change) ? stored.updatedAt : updatedAt;
  const merchant: StoredMerchant = {
    businessIdentifier: id,
    // The scheme carries the country: business:NO:ORG.
    countryCode: id.scheme.split(':')[1] ?? 'NO',
    ...rest,
    name,
    ...(changedAt != null && { updatedAt: changedAt }),
  };
  management.putMerchant(merchant);
  return json(stored ? 200 : 201, merchant);
}
