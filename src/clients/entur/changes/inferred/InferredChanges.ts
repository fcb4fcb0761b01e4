import type { EnturApiDescriptors } from '../../apis.js';
import type { WireCompensation, WireRefund } from '../answers.js';
import type { Compensation, RefundRequest, TransactionBody, UpdateOrderBody } from '../bodies.js';
import type { ChangeSender, EnturCall } from '../ChangeSender.js';
import { addTransaction } from './add-transaction.js';
import { addTravellers } from './add-travellers.js';
import { compensateOrders } from './compensate-orders.js';
import { distributeTickets } from './distribute-tickets.js';
import { generateTickets } from './generate-tickets.js';
import { refund } from './refund.js';
import { transferHolder } from './transfer-holder.js';
import { updateOrder } from './update-order.js';
import { updateValidity } from './update-validity.js';

/** Changes of which a part of the call is inferred: each in a file of its own, and only for whoever asks for them. */
export class InferredChanges {
  constructor(
    private readonly sender: ChangeSender,
    private readonly apis: EnturApiDescriptors,
  ) {}

  updateOrder(call: EnturCall, orderId: string, body: UpdateOrderBody): Promise<void> {
    return updateOrder(this.sender, this.apis, call, orderId, body);
  }

  addTravellers(
    call: EnturCall,
    orderId: string,
    customerIds: readonly string[],
  ): Promise<readonly string[]> {
    return addTravellers(this.sender, this.apis, call, orderId, customerIds);
  }

  addTransaction(call: EnturCall, paymentId: string, body: TransactionBody): Promise<string | null> {
    return addTransaction(this.sender, this.apis, call, paymentId, body);
  }

  refund(
    call: EnturCall,
    orderId: string,
    request: RefundRequest,
    settlementId: string | undefined,
  ): Promise<WireRefund> {
    return refund(this.sender, this.apis, call, orderId, request, settlementId);
  }

  compensateOrders(
    call: EnturCall,
    compensations: readonly Compensation[],
    settlementId: string | undefined,
  ): Promise<readonly WireCompensation[]> {
    return compensateOrders(this.sender, this.apis, call, compensations, settlementId);
  }

  distributeTickets(call: EnturCall, groupIds: readonly string[]): Promise<void> {
    return distributeTickets(this.sender, this.apis, call, groupIds);
  }

  updateValidity(call: EnturCall, groupIds: readonly string[], startOfValidity: string): Promise<void> {
    return updateValidity(this.sender, this.apis, call, groupIds, startOfValidity);
  }

  transferHolder(call: EnturCall, groupIds: readonly string[], customerId: string): Promise<void> {
    return transferHolder(this.sender, this.apis, call, groupIds, customerId);
  }

  generateTickets(call: EnturCall, orderId: string): Promise<readonly string[]> {
    return generateTickets(this.sender, this.apis, call, orderId);
  }
}
