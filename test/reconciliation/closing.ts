import { createVippsContext } from '../../src/context/vipps-context.js';
import type { VippsServices } from '../../src/context/vipps-services.js';
import { ALL_RIGHTS } from '../../src/callers/scopes.js';
import { startDeadline } from '../../src/http/deadline.js';
import type { CloseLoader } from '../../src/loaders/closes.js';
import { tenantWith } from '../support/stack.js';

/** The close as a request has it, without the limits of one. */
export function closesOf(services: VippsServices): CloseLoader {
  const scope = { deadline: startDeadline(60_000), budget: undefined, reads: undefined };
  const tenant = tenantWith('accounting-only');
  return createVippsContext(services, { requestId: 'close', tenant, rights: ALL_RIGHTS, scope }).loaders
    .closes;
}
