import type { Route } from '../http/router.js';
import type { SandboxState } from '../state/SandboxState.js';
import { orderSearchRoutes } from './order-search.js';
import { paymentSearchRoutes } from './payment-search.js';
import { tokenRoutes } from './token.js';

/**
 * Entur's Sales APIs and their token service, under `/entur`. What is inferred, since no source states it, is marked
 * so where it stands.
 */
export function enturRoutes({ entur }: SandboxState): Route[] {
  return [...tokenRoutes(entur), ...orderSearchRoutes(entur), ...paymentSearchRoutes(entur)];
}
