import { accessTokenRoutes } from './access-token.js';
import { enturRoutes } from './entur/index.js';
import type { EnturState } from './entur/state/EnturState.js';
import type { Route } from './http/router.js';
import { managementRoutes } from './management.js';
import { reportRoutes } from './report.js';
import { salesRoutes } from './sales.js';
import { orderManagementRoutes } from './order-management.js';
import { partnerRoutes } from './partner.js';
import { productOrderRoutes } from './product-orders.js';
import type { SandboxState } from './state/SandboxState.js';

/** Every API the sandbox serves. A new one is a file of routes, a store in the state, and a line here. */
export function apiRoutes(state: SandboxState, entur: EnturState): Route[] {
  return [
    ...accessTokenRoutes(state),
    ...managementRoutes(state),
    ...reportRoutes(state),
    ...salesRoutes(state),
    ...productOrderRoutes(state),
    ...partnerRoutes(state),
    ...orderManagementRoutes(state),
    ...enturRoutes(entur),
  ];
}
