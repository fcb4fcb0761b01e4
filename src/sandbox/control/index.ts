import type { EnturState } from '../entur/state/EnturState.js';
import { empty, json } from '../http/answer.js';
import { sandboxKeys } from '../keys.js';
import type { SandboxState } from '../state/SandboxState.js';
import { clockRoutes } from './clock.js';
import { controlPath, type ControlRoute } from './control-route.js';
import { enturControlRoutes } from './entur.js';
import { faultRoutes } from './faults.js';
import { ledgerControlRoutes } from './ledgers.js';
import { managementControlRoutes } from './management.js';
import { orderControlRoutes } from './orders.js';
import { productOrderControlRoutes } from './product-orders.js';
import { quirkRoutes } from './quirks.js';
import { requestRoutes } from './requests.js';
import { restartRoute, type Restart } from './restart.js';

/** The control API: how tests and demos steer the sandbox. It has no authentication. */
export function controlRoutes(state: SandboxState, entur: EnturState, restart: Restart): ControlRoute[] {
  const routes: ControlRoute[] = [
    {
      method: 'POST',
      path: `${controlPath}/reset`,
      does: 'Takes everything back to the start: data, faults, requests, clock, quirks; all tokens become invalid.',
      handle: () => {
        state.reset();
        entur.reset();
        return empty(204);
      },
    },
    {
      method: 'DELETE',
      path: `${controlPath}/tokens`,
      does: 'Makes all tokens issued so far invalid, as a rotation of keys does.',
      handle: () => {
        state.tokens.revokeAll();
        entur.tokens.revokeAll();
        return empty(204);
      },
    },
    restartRoute(restart),
    ...clockRoutes(state),
    ...faultRoutes(state),
    ...requestRoutes(state),
    ...quirkRoutes(state),
    ...managementControlRoutes(state),
    ...ledgerControlRoutes(state),
    ...orderControlRoutes(state),
    ...productOrderControlRoutes(state),
    ...enturControlRoutes(entur),
  ];
  return [describe(routes), ...routes];
}

function describe(routes: readonly ControlRoute[]): ControlRoute {
  const does = 'This description.';
  const self = { method: 'GET', path: controlPath, does };
  const shown = routes.map(({ method, path, does, example }) => ({ method, path, does, example }));
  return { ...self, handle: () => json(200, { keys: sandboxKeys, routes: [self, ...shown] }) };
}
