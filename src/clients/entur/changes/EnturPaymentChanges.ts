import { path } from '../../../http/path.js';
import type { EnturApiDescriptors } from '../apis.js';
import { readPayment, type WireEnturPayment } from '../payment-answers.js';
import { done, readAppClaim, readTerminal } from './answers.js';
import type { AppClaimBody, PaymentBody, TerminalBody } from './bodies.js';
import { about } from './about.js';
import type { ChangeSender, EnturCall } from './ChangeSender.js';

/** A transaction, which has no name without its payment. */
export interface TransactionKey {
  readonly paymentId: string;
  readonly transactionId: string;
}

/** Changes of payments. All throw UpstreamError; none may be repeated. */
export class EnturPaymentChanges {
  constructor(
    private readonly sender: ChangeSender,
    private readonly apis: EnturApiDescriptors,
  ) {}

  /** Makes a payment. `POST /v1/payments`. */
  createPayment(call: EnturCall, body: PaymentBody): Promise<WireEnturPayment> {
    return this.sender.send(call, {
      api: this.apis.payments,
      operation: 'createPayment',
      method: 'POST',
      path: '/v1/payments',
      body,
      isAsked: about({ orderId: body.orderId, orderVersion: String(body.orderVersion) }),
      read: readPayment,
    });
  }

  /** Starts the terminal and gives its address. `POST .../transactions/{transactionId}/terminal`. */
  async startTerminal(call: EnturCall, key: TransactionKey, body: TerminalBody): Promise<string> {
    const { uri } = await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'startTerminal',
      method: 'POST',
      path: path`/v1/payments/${key.paymentId}/transactions/${key.transactionId}/terminal`,
      body,
      isAsked: about({ ...key }),
      read: readTerminal,
    });
    return uri;
  }

  /** Starts a payment in the app and gives its address. `POST .../transactions/{transactionId}/app-claim`. */
  async startAppClaim(call: EnturCall, key: TransactionKey, body: AppClaimBody): Promise<string> {
    const { uri } = await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'startAppClaim',
      method: 'POST',
      path: path`/v1/payments/${key.paymentId}/transactions/${key.transactionId}/app-claim`,
      body,
      isAsked: about({ ...key }),
      read: readAppClaim,
    });
    return uri;
  }

  /** Captures what the user agreed to in the terminal. `PUT .../transactions/{transactionId}/capture`, without a body. */
  async capture(call: EnturCall, key: TransactionKey): Promise<void> {
    await this.sender.send(call, {
      api: this.apis.payments,
      operation: 'captureTransaction',
      method: 'PUT',
      path: path`/v1/payments/${key.paymentId}/transactions/${key.transactionId}/capture`,
      isAsked: about({ ...key }),
      read: done,
    });
  }
}
