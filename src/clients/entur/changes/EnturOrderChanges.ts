import { path, query } from '../../../http/path.js';
import { text } from '../../json-readers.js';
import type { EnturApiDescriptors } from '../apis.js';
import { done, readReceiptReference, readReservedOffers, type WireReservedOffers } from './answers.js';
import type { ReceiptBody, ReceiptQuery, ReserveOffersBody, UpdateOrderLinesBody } from './bodies.js';
import type { ChangeSender, EnturCall } from './ChangeSender.js';
import { about } from './about.js';

/** Changes of orders: their lines, their receipts. All throw UpstreamError; none may be repeated. */
export class EnturOrderChanges {
  constructor(
    private readonly sender: ChangeSender,
    private readonly apis: EnturApiDescriptors,
  ) {}

  /** Makes lines of offers, and an order where none is named. `POST /v1/reserve-offers`. */
  reserveOffers(call: EnturCall, body: ReserveOffersBody): Promise<WireReservedOffers> {
    return this.sender.send(call, {
      api: this.apis.reserveOffers,
      operation: 'reserveOffers',
      method: 'POST',
      path: '/v1/reserve-offers',
      body,
      isAsked: about({ orderId: body.orderId }),
      read: readReservedOffers,
    });
  }

  /** Puts offers in the place of lines. `POST /v1/update-order`. */
  updateOrderLines(call: EnturCall, body: UpdateOrderLinesBody): Promise<WireReservedOffers> {
    return this.sender.send(call, {
      api: this.apis.reserveOffers,
      operation: 'updateOrder',
      method: 'POST',
      path: '/v1/update-order',
      body,
      isAsked: about({ orderId: body.orderId }),
      read: readReservedOffers,
    });
  }

  /** Confirms the pending lines of an order. `POST /v1/orders/{orderId}/orderlines/confirm`. */
  async confirmOrderLines(call: EnturCall, orderId: string): Promise<void> {
    await this.sender.send(call, {
      api: this.apis.orders,
      operation: 'confirmOrderLines',
      method: 'POST',
      path: path`/v1/orders/${orderId}/orderlines/confirm`,
      isAsked: about({ orderId }),
      read: done,
    });
  }

  /** Makes a receipt and sends it; gives its reference. `POST /v1/receipts/send`. */
  async sendReceipt(call: EnturCall, asked: ReceiptQuery, body: ReceiptBody): Promise<string | null> {
    const { organisationId, receiptType } = asked;
    const { reference } = await this.sender.send(call, {
      api: this.apis.receipts,
      operation: 'sendReceipt',
      method: 'POST',
      path: `/v1/receipts/send${query({ organisationId, receiptType })}`,
      body,
      read: (json) => readReceiptReference(json) ?? { reference: text(json) },
    });
    return reference;
  }
}
