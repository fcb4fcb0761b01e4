import type { Route } from './http/router.js';
import { categoryRoutes } from './orders/categories.js';
import { imageRoutes } from './orders/images.js';
import { orderRoutes } from './orders/orders.js';
import { transactionRoutes } from './orders/transactions.js';
import type { SandboxState } from './state/SandboxState.js';

/** The Order Management API: v2 orders, v3 categories, images, and the deprecated v1. */
export function orderManagementRoutes(state: SandboxState): Route[] {
  return [
    ...orderRoutes(state),
    ...categoryRoutes(state),
    ...imageRoutes(state),
    ...transactionRoutes(state),
  ];
}
