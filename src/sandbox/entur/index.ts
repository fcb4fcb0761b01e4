import type { Route } from '../http/router.js';
import { agreementRoutes } from './agreements.js';
import { changeOptionRoutes } from './change-options.js';
import { compensationRoutes } from './compensations.js';
import { creditRoutes } from './credits.js';
import { orderSearchRoutes } from './order-search.js';
import { orderWriteRoutes } from './order-writes.js';
import { paymentSearchRoutes } from './payment-search.js';
import { paymentWriteRoutes } from './payment-writes.js';
import { receiptRoutes } from './receipts.js';
import { recurringRoutes } from './recurring.js';
import { refundRoutes } from './refunds.js';
import { reserveOffersRoutes } from './reserve-offers.js';
import type { EnturState } from './state/EnturState.js';
import { ticketWriteRoutes } from './ticket-writes.js';
import { ticketRoutes } from './tickets.js';
import { tokenRoutes } from './token.js';
import { transactionRoutes } from './transactions.js';
import { travellerRoutes } from './travellers.js';
import { updateOrderRoutes } from './update-order.js';

/**
 * Entur's Sales APIs and their token service, under `/entur`. What is inferred, since no source states it, is marked
 * so where it stands.
 */
export function enturRoutes(entur: EnturState): Route[] {
  return [
    ...tokenRoutes(entur),
    ...orderSearchRoutes(entur),
    ...orderWriteRoutes(entur),
    ...travellerRoutes(entur),
    ...reserveOffersRoutes(entur),
    ...updateOrderRoutes(entur),
    ...changeOptionRoutes(entur),
    ...paymentSearchRoutes(entur),
    ...paymentWriteRoutes(entur),
    ...transactionRoutes(entur),
    ...creditRoutes(entur),
    ...recurringRoutes(entur),
    ...agreementRoutes(entur),
    ...ticketRoutes(entur),
    ...ticketWriteRoutes(entur),
    ...receiptRoutes(entur),
    ...refundRoutes(entur),
    ...compensationRoutes(entur),
  ];
}
